import Archive
import Liquidations
import Wording

/// A line of a table of days, checked field by field.
struct ImportRow {
  let source: String
  let day: Day
  let key: SeriesKey
  /// Nil if the value is missing.
  let usd: Double?
  let isProvisional: Bool
  let fetchedAt: Timestamp?
  let isReplaced: Bool

  /// - Throws: `ImportFault` for the first field that is wrong.
  init(_ fields: [String], _ columns: ImportColumns, at now: Timestamp) throws(ImportFault) {
    guard fields.count == columns.count else {
      throw ImportFault("it has \(fields.count) fields instead of \(columns.count)")
    }
    source = columns.field(.source, of: fields)
    day = try Self.day(columns.field(.day, of: fields), at: now)
    let exchange = try Self.exchange(columns.field(.exchange, of: fields))
    let side = try Self.side(columns.field(.side, of: fields))
    key = .liquidations(Metric(exchange, side))
    usd = try Self.amount(columns.field(.usd, of: fields), side)
    isProvisional = try Self.flag(columns.field(.provisional, of: fields))
    fetchedAt = try Self.moment(columns.field(.fetched_at, of: fields), .fetched_at, at: now)
    let replacedAt = columns.field(.replaced_at, of: fields)
    isReplaced = try Self.moment(replacedAt, .replaced_at, at: now) != nil
  }

  private static func day(_ text: String, at now: Timestamp) throws(ImportFault) -> Day {
    guard let day = ISODate.day(text) else {
      throw ImportFault("day \(ImportFault.shown(text)): no such day; write 2026-11-09")
    }
    let days = ArchiveUpkeep.days(at: now)
    guard day >= days.lowerBound else {
      throw ImportFault("day \(text): there was no Bitcoin before \(days.lowerBound)")
    }
    guard day <= days.upperBound else {
      throw ImportFault("day \(text): it hasn't begun; today is \(days.upperBound), UTC")
    }
    return day
  }

  private static func exchange(_ text: String) throws(ImportFault) -> Exchange {
    if let exchange = Exchange.allCases.first(where: { $0.slug == text }) { return exchange }
    let names = Exchange.allCases.map(\.slug).joined(separator: ", ")
    throw ImportFault("exchange \(ImportFault.shown(text)): there is none; write one of \(names)")
  }

  private static func side(_ text: String) throws(ImportFault) -> Side {
    if let side = Side.allCases.first(where: { $0.name == text }) { return side }
    throw ImportFault("side \(ImportFault.shown(text)): write long or short")
  }

  private static func amount(_ text: String, _ side: Side) throws(ImportFault) -> Double? {
    if text.isEmpty { return nil }
    let digits = Set("0123456789.-+eE")
    guard text.allSatisfy(digits.contains), let usd = Double(text), usd.isFinite else {
      throw ImportFault(
        "usd \(ImportFault.shown(text)): no amount; write 31034567.88, or nothing if it is missing")
    }
    guard side.accepts(usd) else {
      let right = USD.exact(-usd)
      throw ImportFault(
        side == .long
          ? "usd \(text): amounts of longs are 0 or more; write \(right) if that is meant"
          : "usd \(text): amounts of shorts are 0 or less; write \(right) if that is meant")
    }
    guard abs(usd) <= Series.largestAmount else {
      throw ImportFault("usd \(text): more than anything comes to; write dollars")
    }
    return usd
  }

  private static func flag(_ text: String) throws(ImportFault) -> Bool {
    switch text {
    case "true": true
    case "false", "": false
    default: throw ImportFault("provisional \(ImportFault.shown(text)): write true or false")
    }
  }

  private static func moment(
    _ text: String, _ column: ImportColumns.Name, at now: Timestamp
  ) throws(ImportFault) -> Timestamp? {
    if text.isEmpty { return nil }
    guard let moment = ISODate.moment(text), Timestamp.bounds.contains(moment) else {
      throw ImportFault(
        "\(column.rawValue) \(ImportFault.shown(text)): no such time; write 2026-11-26T01:00:04Z")
    }
    guard moment <= now + .seconds(86_400) else {
      throw ImportFault("\(column.rawValue) \(text): it is still to come")
    }
    return moment
  }
}

/// Dates and times of ISO 8601, to the character as this program writes them.
enum ISODate {
  /// Of such as `2026-11-09`.
  static func day(_ text: some StringProtocol) -> Day? {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    guard parts.map(\.utf8.count) == [4, 2, 2], let numbers = numbers(parts) else { return nil }
    return Day(year: numbers[0], month: numbers[1], day: numbers[2])
  }

  /// Of such as `2026-11-26T01:00:04Z`.
  static func moment(_ text: String) -> Timestamp? {
    let parts = text.split(separator: "T", omittingEmptySubsequences: false)
    guard parts.count == 2, let day = day(parts[0]), parts[1].last == "Z" else { return nil }
    let clock = parts[1].dropLast().split(separator: ":", omittingEmptySubsequences: false)
    guard clock.map(\.utf8.count) == [2, 2, 2], let numbers = numbers(clock), numbers[0] < 24,
      numbers[1] < 60, numbers[2] < 60
    else { return nil }
    return day.start + .seconds(numbers[0] * 3_600 + numbers[1] * 60 + numbers[2])
  }

  private static func numbers(_ parts: [some StringProtocol]) -> [Int]? {
    let numbers = parts.compactMap { part in
      part.utf8.allSatisfy { (0x30...0x39).contains($0) } ? Int(part) : nil
    }
    return numbers.count == parts.count ? numbers : nil
  }
}
