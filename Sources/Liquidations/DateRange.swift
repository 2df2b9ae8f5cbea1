/// How much time the chart spans.
public enum Span: Hashable, Sendable {
  /// So many days or hours, whatever the step of what is shown.
  case last(Int, Step)
  /// From 1 January of the year of the last day.
  case yearToDate
  /// Everything there is.
  case all

  /// That many days.
  public static func days(_ count: Int) -> Span { .last(count, .day) }

  /// The spans that the keys walk through, shortest first.
  public static let presets: [Span] = [
    .days(7), .days(30), .days(90), .days(180), .days(365), .yearToDate, .all,
  ]

  /// The spans of what the exchanges' own feeds tell, which are shorter.
  public static let livePresets: [Span] = [.last(1, .hour), .last(24, .hour)]

  /// Whether it is counted in days, as what the API has is, and not in hours or minutes.
  public var isOfDays: Bool {
    switch self {
    case .last(_, let step): step == .day
    case .yearToDate, .all: true
    }
  }

  /// The span of so many slots: of whole days where they make some.
  public init(slots count: Int, of step: Step) {
    self = count % step.perDay == 0 ? .days(count / step.perDay) : .last(count, step)
  }

  /// The name on the screen: `7D` … `1Y`, `YTD`, `ALL`, or the number of days or hours.
  public var name: String {
    switch self {
    case .last(365, .day): "1Y"
    case .last(let count, .day): "\(count)D"
    case .last(let count, .hour): "\(count)H"
    case .last(let count, .minute): "\(count)MIN"
    case .yearToDate: "YTD"
    case .all: "ALL"
    }
  }

  /// More days than there are in all the years of a calendar date.
  private static let mostDays = 8_000_000

  /// How many slots of a step up to and with `end` it has; nil of all there is.
  public func slots(of step: Step, until end: Slot) -> Int? {
    switch self {
    case .last(let count, let unit):
      let most = Self.mostDays * unit.perDay
      let seconds = Int64(min(max(1, count), most)) * unit.seconds
      return Int((seconds + step.seconds - 1) / step.seconds)
    case .yearToDate:
      let first = Day(year: end.day.date.year, month: 1, day: 1)
      return first.map { end - Slot(step, firstOf: $0) + 1 } ?? 1
    case .all: return nil
    }
  }
}

/// What the chart shows: a span that ends now, or in a slot of its own.
public struct DateRange: Hashable, Sendable {
  public var span: Span
  /// The last slot, of any step; nil follows the newest one.
  public var end: Slot?

  public init(_ span: Span, end: Slot? = nil) {
    self.span = span
    self.end = end
  }

  /// The range from `days.lowerBound` to `days.upperBound`.
  public init(_ days: ClosedRange<Day>) {
    self.init(.days(days.count), end: Slot(days.upperBound))
  }

  /// The slots of the range: never before the first of the history, never after the newest.
  ///
  /// - Parameters:
  ///   - history: the slots that have data; nil if there are none.
  ///   - running: the slot that isn't over, on the step that is to be shown.
  public func slots(in history: ClosedRange<Slot>?, running: Slot) -> ClosedRange<Slot> {
    let newest = max(running, history?.upperBound ?? running)
    let oldest = min(history?.lowerBound ?? newest, newest)
    let end = min(max(end?.last(on: running.step) ?? newest, oldest), newest)
    let start = span.slots(of: running.step, until: end).map { end - ($0 - 1) } ?? oldest
    guard history != nil else { return start...end }
    return min(max(start, oldest), end)...end
  }
}
