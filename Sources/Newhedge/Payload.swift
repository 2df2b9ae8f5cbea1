import FoundationEssentials
public import Liquidations

/// The body of an answer: a JSON array of pairs `[milliseconds, USD]`, one a day.
public enum Payload {
  /// The first day that can be in a series: the one on which Bitcoin began.
  static let firstDay = Day(number: 14_247)

  /// The series in the bytes of an answer.
  ///
  /// Days may come in any order, not at midnight, twice (the last one stands) or with `null` for a
  /// missing value; a byte order mark is passed over. A value of the wrong sign is left out, and so
  /// is an entry with something else wrong while more than half of them are good.
  ///
  /// - Parameters:
  ///   - bytes: JSON in UTF-8.
  ///   - today: the current UTC day; a series may reach one day beyond it.
  ///   - serverToday: the same by the server's clock, which says whether this machine's is behind.
  /// - Throws: `FetchError` with the reason `.payload`: what is wrong and at which pair.
  public static func decode(
    _ bytes: some Collection<UInt8>, metric: Metric, today: Day, serverToday: Day? = nil
  ) throws(FetchError) -> FetchedSeries {
    do throws(PayloadError) {
      var reading = PayloadReading(metric: metric, today: today, serverToday: serverToday)
      let pairs = try pairs(in: withoutMark(bytes))
      for (position, pair) in pairs.enumerated() { reading.take(pair, at: position) }
      return try reading.fetched()
    } catch {
      throw FetchError(metric, .payload(FetchError.PayloadFault(error.what, at: error.position)))
    }
  }

  /// The bytes of an answer: the days that have a value, oldest first, at UTC midnight.
  public static func encode(_ series: Series) -> [UInt8] {
    let pairs = series.entries.map { "[\($0.day.millisecondsSinceEpoch),\($0.value)]" }
    return Array("[\(pairs.joined(separator: ","))]".utf8)
  }

  private static func withoutMark(_ bytes: some Collection<UInt8>) -> Data {
    Data(bytes.starts(with: [0xef, 0xbb, 0xbf]) ? bytes.dropFirst(3) : bytes.dropFirst(0))
  }

  /// More entries than there are days, hours and half hours: read all the same, they would hold up
  /// the other series.
  static let mostEntries = 500_000

  private static func pairs(in json: Data) throws(PayloadError) -> [PayloadPair] {
    // Two numbers with a comma, and one to the next pair.
    guard json.count(where: { $0 == UInt8(ascii: ",") }) <= 2 * mostEntries else {
      throw PayloadError("the answer has more than \(mostEntries) entries")
    }
    do {
      return try JSONDecoder().decode([PayloadPair].self, from: json)
    } catch {
      if let pairs = pairsWithWords(in: json) { return pairs }
      throw PayloadError(error, in: json)
    }
  }

  /// Some write NaN for what is no number, which JSON has no word for; a text is no number either.
  ///
  /// JSON5 has the words, but its reader ends the program at some bytes that are neither.
  private static func pairsWithWords(in json: Data) -> [PayloadPair]? {
    let bytes = [UInt8](json)
    var strict: [UInt8] = []
    strict.reserveCapacity(bytes.count)
    var rest = bytes[...]
    while let byte = rest.first {
      let word = words.first { $0[0] == byte && rest.starts(with: $0) }
      strict += word == nil ? [byte] : Array("\"\"".utf8)
      rest = rest.dropFirst(word?.count ?? 1)
    }
    return try? JSONDecoder().decode([PayloadPair].self, from: Data(strict))
  }

  private static let words = ["NaN", "Infinity", "-Infinity"].map { Array($0.utf8) }
}
