public import Liquidations

/// A day or a range as a person types it.
///
/// A day is `2026-11-09`, `11-09` of the current year, `today` or `yesterday`; a week `2026-W12`,
/// a month `2026-11`, a year `2026`, `last week`, `this month` and the last seven days `7d` are
/// ranges of their days; `A..B` is the range from the first day of A to the last of B, and either
/// may be left away.
public enum DateEntry: Hashable, Sendable {
  case day(Day)
  case range(ClosedRange<Day>)

  /// What the line says that it accepts.
  public static let examples =
    "2026-11-09  2026-11  2026-W12  last week  7d  2026-03-01..2026-04-15"
  /// What the help says that it accepts.
  public static let forms = "a date, 2026-03-01..2026-04-15, 2026-W12, last week"

  /// - Parameters:
  ///   - history: the days there are.
  ///   - today: the current UTC day.
  public init(
    _ text: String, history: ClosedRange<Day>, today: Day
  ) throws(DateEntryError) {
    let text = text.withoutOuterBlanks
    guard !text.isEmpty else { throw DateEntryError("type a day or a range") }
    let ends = text.split(separator: "..", omittingEmptySubsequences: false)
    if ends.count == 1 {
      let days = try Self.days(text, today: today)
      try Self.check(days, text, history)
      self = days.count == 1 ? .day(days.lowerBound) : .range(days.clamped(to: history))
      return
    }
    guard ends.count == 2, text != ".." else { throw DateEntryError("\(text): a range is A..B") }
    let first = ends[0].isEmpty ? history : try Self.days(String(ends[0]), today: today)
    let last = ends[1].isEmpty ? history : try Self.days(String(ends[1]), today: today)
    guard first.lowerBound <= last.upperBound else {
      throw DateEntryError("\(text): the end is before the start")
    }
    let days = first.lowerBound...last.upperBound
    try Self.check(days, text, history)
    self = .range(days.clamped(to: history))
  }

  private static func check(
    _ days: ClosedRange<Day>, _ text: String, _ history: ClosedRange<Day>
  ) throws(DateEntryError) {
    if days.lowerBound > history.upperBound {
      throw DateEntryError("\(text): not there yet; the last day is \(history.upperBound)")
    }
    if days.upperBound < history.lowerBound {
      throw DateEntryError("\(text): the first day is \(history.lowerBound)")
    }
  }

  /// The days that one end of a range means.
  private static func days(_ text: String, today: Day) throws(DateEntryError) -> ClosedRange<Day> {
    let text = text.withoutOuterBlanks
    let plain = text.filter { $0 != " " }.lowercased()
    if let days = named(plain, today: today) { return days }
    let parts = plain.split(separator: "-", omittingEmptySubsequences: false)
    let numbers = parts.compactMap { $0.count <= 4 ? Int($0) : nil }
    if let year = numbers.first, parts.count == 2, parts[0].count == 4, parts[1].first == "w" {
      return try week(year, String(parts[1].dropFirst()), text)
    }
    guard numbers.count == parts.count, numbers.allSatisfy({ $0 >= 0 }) else {
      throw DateEntryError("\(text): not a date; write 2026-11-09 or last week")
    }
    switch (numbers.count, parts[0].count) {
    case (1, 4): return try days(numbers[0], 1, 1, to: (12, 31), text)
    case (2, 4): return try month(numbers[0], numbers[1], text)
    case (2, 1...2): return try day(today.date.year, numbers[0], numbers[1], text)
    case (3, 4): return try day(numbers[0], numbers[1], numbers[2], text)
    default: throw DateEntryError("\(text): not a date; write 2026-11-09 or last week")
    }
  }

  /// The days of a word such as `last week`, or of the last ones such as `7d`.
  private static func named(_ plain: String, today: Day) -> ClosedRange<Day>? {
    let monday = today - today.weekday
    let first = today - (today.date.day - 1)
    switch plain {
    case "today": return today...today
    case "yesterday": return (today - 1)...(today - 1)
    case "thisweek": return monday...(monday + 6)
    case "lastweek": return (monday - 7)...(monday - 1)
    case "thismonth":
      let length = Day.daysIn(month: first.date.month, year: first.date.year)
      return first...(first + (length - 1))
    case "lastmonth": return (first - (first - 1).date.day)...(first - 1)
    default:
      guard plain.last == "d", plain.count <= 5, let count = Int(plain.dropLast()), count > 0 else {
        return nil
      }
      return (today - (count - 1))...today
    }
  }

  /// An ISO week: the first of a year holds its 4 January.
  private static func week(
    _ year: Int, _ number: String, _ text: String
  ) throws(DateEntryError) -> ClosedRange<Day> {
    guard let number = Int(number), (1...53).contains(number),
      let fourth = Day(year: year, month: 1, day: 4)
    else { throw DateEntryError("\(text): no such week") }
    let monday = fourth - fourth.weekday + 7 * (number - 1)
    guard (monday + 3).date.year == year else { throw DateEntryError("\(text): no such week") }
    return monday...(monday + 6)
  }

  private static func day(
    _ year: Int, _ month: Int, _ day: Int, _ text: String
  ) throws(DateEntryError) -> ClosedRange<Day> {
    guard let day = Day(year: year, month: month, day: day) else {
      throw DateEntryError("\(text): no such day")
    }
    return day...day
  }

  private static func month(
    _ year: Int, _ month: Int, _ text: String
  ) throws(DateEntryError) -> ClosedRange<Day> {
    guard (1...12).contains(month) else { throw DateEntryError("\(text): no such month") }
    return try days(year, month, 1, to: (month, Day.daysIn(month: month, year: year)), text)
  }

  private static func days(
    _ year: Int, _ month: Int, _ day: Int, to end: (month: Int, day: Int), _ text: String
  ) throws(DateEntryError) -> ClosedRange<Day> {
    guard let first = Day(year: year, month: month, day: day),
      let last = Day(year: year, month: end.month, day: end.day)
    else { throw DateEntryError("\(text): no such day") }
    return first...last
  }
}

extension String {
  /// Without the blanks before and after it.
  fileprivate var withoutOuterBlanks: String {
    String(drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
  }
}

/// Why a text is neither a day nor a range, in a few words.
public struct DateEntryError: Error, Hashable, Sendable {
  public let text: String

  init(_ text: String) {
    self.text = text
  }
}
