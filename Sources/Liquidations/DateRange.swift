/// How many days the chart spans.
public enum Span: Hashable, Sendable {
  /// That many days.
  case days(Int)
  /// From 1 January of the year of the last day.
  case yearToDate
  /// Every day there is.
  case all

  /// The spans that the keys walk through, shortest first.
  public static let presets: [Span] = [
    .days(7), .days(30), .days(90), .days(180), .days(365), .yearToDate, .all,
  ]

  /// The name on the screen: `7D` … `1Y`, `YTD`, `ALL`, or the number of days.
  public var name: String {
    switch self {
    case .days(365): "1Y"
    case .days(let count): "\(count)D"
    case .yearToDate: "YTD"
    case .all: "ALL"
    }
  }
}

/// The days that the chart shows: a span that ends today, or on a day of its own.
public struct DateRange: Hashable, Sendable {
  public var span: Span
  /// The last day; nil follows today.
  public var end: Day?

  public init(_ span: Span, end: Day? = nil) {
    self.span = span
    self.end = end
  }

  /// The range from `days.lowerBound` to `days.upperBound`.
  public init(_ days: ClosedRange<Day>) {
    self.init(.days(days.count), end: days.upperBound)
  }

  /// The days of the range: never before the first day of the history, never after the newest day.
  ///
  /// - Parameters:
  ///   - history: the days that have data; nil if there are none.
  ///   - today: the current UTC day.
  public func days(in history: ClosedRange<Day>?, today: Day) -> ClosedRange<Day> {
    let newest = max(today, history?.upperBound ?? today)
    let oldest = min(history?.lowerBound ?? newest, newest)
    let end = min(max(end ?? newest, oldest), newest)
    let start =
      switch span {
      case .days(let count): end - (max(1, count) - 1)
      case .yearToDate: Day(year: end.date.year, month: 1, day: 1) ?? end
      case .all: oldest
      }
    guard history != nil else { return start...end }
    return min(max(start, oldest), end)...end
  }
}
