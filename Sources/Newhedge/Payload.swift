import FoundationEssentials
public import Liquidations

/// The body of an answer: a JSON array of pairs `[milliseconds, USD]`, one a day.
public enum Payload {
  /// The first day that can be in a series: the one on which Bitcoin began.
  static let firstDay = Day(number: 14_247)

  /// The largest amount that can be meant, in USD: more than all Bitcoin ever came to.
  static let largestAmount = 1e13

  /// The series in the bytes of an answer.
  ///
  /// Days may come in any order, not at midnight, twice (the last one stands) or with `null` for a
  /// missing value; a byte order mark is passed over. A value of the wrong sign is left out.
  ///
  /// - Parameters:
  ///   - bytes: JSON in UTF-8.
  ///   - today: the current UTC day; a series may reach one day beyond it.
  /// - Throws: `FetchError` with the reason `.payload`: what is wrong and at which pair.
  public static func decode(
    _ bytes: some Collection<UInt8>, metric: Metric, today: Day
  ) throws(FetchError) -> FetchedSeries {
    do throws(PayloadError) {
      return try series(of: try pairs(in: withoutMark(bytes)), metric: metric, today: today)
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

  private static func pairs(in json: Data) throws(PayloadError) -> [PayloadPair] {
    do {
      return try JSONDecoder().decode([PayloadPair].self, from: json)
    } catch {
      throw PayloadError(error, in: json)
    }
  }

  private static func series(
    of pairs: [PayloadPair], metric: Metric, today: Day
  ) throws(PayloadError) -> FetchedSeries {
    var entries: [(day: Day, value: Double?)] = []
    var droppedValues: [DroppedValue] = []
    entries.reserveCapacity(pairs.count)
    for (position, pair) in pairs.enumerated() {
      let (day, value) = try entry(pair, at: position, today: today)
      if let value, !metric.side.accepts(value) {
        droppedValues.append(DroppedValue(metric: metric, day: day, value: value))
      } else {
        entries.append((day, value))
      }
    }
    return FetchedSeries(series: Series(entries), droppedValues: droppedValues)
  }

  private static func entry(
    _ pair: PayloadPair, at position: Int, today: Day
  ) throws(PayloadError) -> (day: Day, value: Double?) {
    guard let milliseconds = Int64(exactly: pair.time) else {
      throw PayloadError("the time is not a whole number of milliseconds", at: position)
    }
    let day = Day(millisecondsSinceEpoch: milliseconds)
    guard day >= firstDay else {
      throw PayloadError("the day is before Bitcoin began; are the times seconds?", at: position)
    }
    guard day <= today + 1 else {
      throw PayloadError("the day is in the future", at: position)
    }
    guard pair.value.map({ abs($0) <= largestAmount }) ?? true else {
      throw PayloadError("the value is too large to be meant", at: position)
    }
    return (day, pair.value)
  }
}
