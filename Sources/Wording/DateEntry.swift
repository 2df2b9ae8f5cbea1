public import Liquidations

/// A day or a range as a person types it: the same in the dashboard, on the command line and in the
/// configuration.
///
/// - a day: `2026-11-09`, `11-09`, `nov 9`, `9 nov 2025`, `today`, `yesterday`, `monday`
/// - a range: `2026`, `2026-11`, `nov`, `mar 2026`, `2026-W12`, `w12`, `2026-q1`, `q1`, `last week`,
///   `this month`, and back from today `7d`, `2w`, `3m`, `1y`, `ytd`, `all`
/// - `A..B`, from the first day of A to the last of B; without one of them, from or to where the
///   history ends.
///
/// What leaves the year unsaid is the newest that has begun.
public enum DateEntry: Hashable, Sendable {
  case day(Day)
  case range(ClosedRange<Day>)
  /// The year to date, or everything: it goes on with time.
  case span(Span)

  /// What the line says that it accepts.
  public static let examples =
    "2026-11-09  nov 9  2026-11  w12  last week  7d  3m  2026-03-01..2026-04-15"
  /// What the help says that it accepts.
  public static let forms = "nov 9, 2026-11, w12, last week, 3m, ytd, 2026-03..2026-04"

  /// - Parameters:
  ///   - history: the days there are.
  ///   - today: the current UTC day.
  public init(
    _ text: String, history: ClosedRange<Day>, today: Day
  ) throws(DateEntryError) {
    let text = text.withoutOuterBlanks
    guard let ends = try DateEnds(text) else {
      switch try DateWords(text, today: today).meaning {
      case .span(let span) where span == .all || span == .yearToDate: self = .span(span)
      case let meaning:
        let days = meaning.days(until: today) ?? history
        try Self.check(days, text, history)
        self = days.count == 1 ? .day(days.lowerBound) : .range(days.clamped(to: history))
      }
      return
    }
    let first = try ends.first(today: today) ?? history.lowerBound
    let last = try ends.last(today: today) ?? history.upperBound
    guard first <= last else {
      throw DateEntryError(text, "the end is before the start", short: "end before start")
    }
    try Self.check(first...last, text, history)
    self = .range((first...last).clamped(to: history))
  }

  private static func check(
    _ days: ClosedRange<Day>, _ text: String, _ history: ClosedRange<Day>
  ) throws(DateEntryError) {
    if days.lowerBound > history.upperBound {
      throw DateEntryError(
        text, "in the future; the last day is \(history.upperBound)",
        short: "last day \(history.upperBound)")
    }
    if days.upperBound < history.lowerBound {
      throw DateEntryError(
        text, "the first day is \(history.lowerBound)", short: "first day \(history.lowerBound)")
    }
  }
}

extension DateRange {
  /// The range of a text as `DateEntry` takes it, where no history is known yet. What is counted back
  /// from today, or goes up to it, follows time.
  ///
  /// - Parameter hasHours: whether `6h` and `90min` are taken, too.
  public init(_ text: String, today: Day, hasHours: Bool = false) throws(DateEntryError) {
    let text = text.withoutOuterBlanks
    guard let ends = try DateEnds(text) else {
      switch try DateWords(text, today: today, hasHours: hasHours).meaning {
      case .span(let span): self.init(span)
      case .days(let days): try self.init(days.lowerBound, days.upperBound, text, today: today)
      }
      return
    }
    let last = try ends.last(today: today) ?? today
    try self.init(try ends.first(today: today), last, text, today: today)
  }

  private init(
    _ first: Day?, _ last: Day, _ text: String, today: Day
  ) throws(DateEntryError) {
    let end = last >= today ? nil : Slot(last)
    guard let first else {
      self.init(.all, end: end)
      return
    }
    guard first <= today else {
      throw DateEntryError(text, "in the future; today is \(today)", short: "today is \(today)")
    }
    guard first <= last else {
      throw DateEntryError(text, "the end is before the start", short: "end before start")
    }
    self.init(.days(min(last, today) - first + 1), end: end)
  }
}

extension DateRange {
  /// The range from the first day of one text to the last of another, each a day or a range as
  /// `DateEntry` takes it; nil goes from where the history begins, or up to today.
  public init(since first: String?, until last: String?, today: Day) throws(DateEndError) {
    let start = try Self.days(first, .first, today)?.lowerBound
    let end = try Self.days(last, .last, today)?.upperBound ?? today
    if let first, let start, start > today {
      throw DateEndError(.first, DateEntryError(first, "in the future; today is \(today)"))
    }
    if let last, let start, end < start {
      throw DateEndError(.last, DateEntryError(last, "before \(start), where the range begins"))
    }
    let slot = end >= today ? nil : Slot(end)
    self.init(start.map { .days(min(end, today) - $0 + 1) } ?? .all, end: slot)
  }

  /// Nil without a text, and of everything.
  private static func days(
    _ text: String?, _ end: DateEndError.End, _ today: Day
  ) throws(DateEndError) -> ClosedRange<Day>? {
    guard let text else { return nil }
    do throws(DateEntryError) {
      return try DateWords(text, today: today).meaning.days(until: today)
    } catch {
      throw DateEndError(end, error)
    }
  }
}

/// The two ends of a range as typed, `A..B`; one of them may be empty.
private struct DateEnds {
  private let first: String
  private let last: String

  /// Nil if the text isn't two ends.
  init?(_ text: String) throws(DateEntryError) {
    guard !text.isEmpty else { throw DateEntryError(nil, "type a day or a range") }
    let ends = text.split(separator: "..", omittingEmptySubsequences: false)
    if ends.count == 1 { return nil }
    guard ends.count == 2, text != ".." else { throw DateEntryError(text, "a range is A..B") }
    first = String(ends[0])
    last = String(ends[1])
  }

  func first(today: Day) throws(DateEntryError) -> Day? { try days(first, today)?.lowerBound }

  func last(today: Day) throws(DateEntryError) -> Day? { try days(last, today)?.upperBound }

  private func days(_ end: String, _ today: Day) throws(DateEntryError) -> ClosedRange<Day>? {
    guard !end.isEmpty else { return nil }
    return try DateWords(end.withoutOuterBlanks, today: today).meaning.days(until: today)
  }
}

extension String {
  /// Without the blanks before and after it.
  fileprivate var withoutOuterBlanks: String {
    var text = self[...]
    while text.first == " " { text.removeFirst() }
    while text.last == " " { text.removeLast() }
    return String(text)
  }
}

/// Why a text is neither a day nor a range, in a few words.
public struct DateEntryError: Error, Hashable, Sendable {
  /// What was typed, and what is wrong with it: `2026-02-30: no such day`.
  public let text: String
  /// From that to the fewest words, which fit in 22 columns.
  public let forms: [String]

  init(_ typed: String?, _ reason: String, short: String? = nil) {
    text = typed.map { "\($0): \(reason)" } ?? reason
    forms = [text, reason, short ?? reason]
  }
}

/// Which of a range's two ends can't be, and why.
public struct DateEndError: Error, Hashable, Sendable {
  public enum End: Hashable, Sendable { case first, last }

  public let end: End
  public let reason: DateEntryError

  init(_ end: End, _ reason: DateEntryError) {
    self.end = end
    self.reason = reason
  }
}
