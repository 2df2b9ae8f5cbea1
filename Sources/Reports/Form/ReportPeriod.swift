public import Liquidations
import Wording

/// Which days, hours or minutes a report is asked for, in the words in which dates are typed.
public struct ReportPeriod: Hashable, Sendable {
  /// What was said, each as it was; nil where nothing was.
  public struct Words: Hashable, Sendable {
    public var last: String?
    public var since: String?
    public var until: String?

    public init(last: String? = nil, since: String? = nil, until: String? = nil) {
      self.last = last
      self.since = since
      self.until = until
    }
  }

  public let range: DateRange
  /// - Parameters:
  ///   - standard: what holds where nothing was said.
  ///   - hasHours: whether there is anything shorter than a day.
  public init(
    _ words: Words, standard: Span, hasHours: Bool, today: Day
  ) throws(ReportPeriodError) {
    if let last = words.last {
      guard words.since == nil, words.until == nil else { throw .both }
      range = try Self.range(last, hasHours: hasHours, today)
    } else if words.since != nil || words.until != nil {
      range = try Self.range(since: words.since, until: words.until, today)
    } else {
      range = DateRange(standard)
    }
  }

  private static func range(
    _ text: String, hasHours: Bool, _ today: Day
  ) throws(ReportPeriodError) -> DateRange {
    if hasHours, text.hasSuffix("m"), let count = Int(text.dropLast()), count > 0 {
      throw ReportPeriodError(
        word: "last",
        reason: "\(text): months or minutes? write \(count)min, or \(count * 30)d for days")
    }
    guard text.contains(where: { $0 != " " }) else { throw .nothing }
    do throws(DateEntryError) {
      return try DateRange(text, today: today, hasHours: hasHours)
    } catch {
      throw ReportPeriodError(word: "last", reason: error.text)
    }
  }

  private static func range(
    since: String?, until: String?, _ today: Day
  ) throws(ReportPeriodError) -> DateRange {
    do throws(DateEndError) {
      return try DateRange(since: since, until: until, today: today)
    } catch {
      throw ReportPeriodError(
        word: error.end == .first ? "since" : "until", reason: error.reason.text)
    }
  }
}

/// Which word of a period can't be, and why.
public struct ReportPeriodError: Error, Hashable, Sendable {
  /// `last`, `since` or `until`.
  public let word: String
  /// Such as `2026-02-30: no such day`.
  public let reason: String

  static let nothing = ReportPeriodError(
    word: "last", reason: "is empty; write a day or a range, such as 30d")

  static let both = ReportPeriodError(
    word: "last", reason: "either this, or since and until")
}
