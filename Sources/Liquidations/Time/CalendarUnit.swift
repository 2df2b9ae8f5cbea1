/// What a bar is: a length of the calendar that begins where the calendar says, never where a range
/// does. So a bar is as high tomorrow as it is today.
public enum CalendarUnit: Int, CaseIterable, Hashable, Sendable {
  case minute, fiveMinutes, quarterOfAnHour, hour, fourHours, day
  /// An ISO week, from Monday.
  case week
  case month, quarter, year, decade, century

  /// The unit that is a slot of the step.
  public init(_ step: Step) {
    self =
      switch step {
      case .minute: .minute
      case .hour: .hour
      case .day: .day
      }
  }

  /// One of them: `day`, `4 hours`.
  public var name: String {
    switch self {
    case .minute: "minute"
    case .fiveMinutes: "5 minutes"
    case .quarterOfAnHour: "15 minutes"
    case .hour: "hour"
    case .fourHours: "4 hours"
    case .day: "day"
    case .week: "week"
    case .month: "month"
    case .quarter: "quarter"
    case .year: "year"
    case .decade: "decade"
    case .century: "century"
    }
  }

  /// Several of them: `days`, `4 hours`.
  public var plural: String {
    switch self {
    case .fiveMinutes, .quarterOfAnHour, .fourHours: name
    case .century: "centuries"
    case .minute, .hour, .day, .week, .month, .quarter, .year, .decade: "\(name)s"
    }
  }

  /// A bar of one: `a day`, `an hour`, `4 hours`.
  public var article: String {
    switch self {
    case .fiveMinutes, .quarterOfAnHour, .fourHours: name
    case .hour: "an hour"
    default: "a \(name)"
    }
  }

  /// The slots of the unit that holds the slot.
  public func slots(around slot: Slot) -> ClosedRange<Slot> {
    if let length = seconds.map({ max(1, Int($0 / slot.step.seconds)) }) {
      let first = Slot(slot.step, number: slot.number.floored(to: length))
      return first...(first + (length - 1))
    }
    let first = firstDay(of: slot.day)
    return slot.step.slots(of: first...(next(after: first) - 1))
  }

  /// The units that slots touch, whole but for where the history begins or has got to.
  public func spans(
    touching slots: ClosedRange<Slot>, within history: ClosedRange<Slot>
  ) -> [ClosedRange<Slot>] {
    let first = slots.lowerBound
    let last = max(slots.upperBound, first)
    var spans: [ClosedRange<Slot>] = []
    var slot = first
    while slot <= last {
      let whole = self.slots(around: slot)
      // What lies outside the history altogether is as it was asked for.
      let inside = min(max(whole.lowerBound, min(history.lowerBound, slot)), slot)
      spans.append(inside...max(min(whole.upperBound, history.upperBound), slot))
      slot = whole.upperBound + 1
    }
    return spans
  }

  /// How many units the slots touch.
  public func count(in slots: ClosedRange<Slot>) -> Int {
    place(of: slots.upperBound) - place(of: slots.lowerBound) + 1
  }

  /// Which unit holds the slot, counted from any.
  private func place(of slot: Slot) -> Int {
    if let seconds { return Int(slot.start.seconds).floored(to: Int(seconds)) / Int(seconds) }
    let (year, month, _) = slot.day.date
    return switch self {
    case .week: (slot.day.number - slot.day.weekday).floored(to: 7) / 7
    case .month: year * 12 + month
    case .quarter: year * 4 + (month - 1) / 3
    case .decade: year.floored(to: 10) / 10
    case .century: year.floored(to: 100) / 100
    default: year
    }
  }

  /// The length of what is shorter than a week; nil for what goes by days of the calendar.
  private var seconds: Int64? {
    switch self {
    case .minute: 60
    case .fiveMinutes: 300
    case .quarterOfAnHour: 900
    case .hour: 3_600
    case .fourHours: 14_400
    case .day: 86_400
    case .week, .month, .quarter, .year, .decade, .century: nil
    }
  }

  private func firstDay(of day: Day) -> Day {
    let (year, month, _) = day.date
    let first: (year: Int, month: Int) =
      switch self {
      case .quarter: (year, (month - 1) / 3 * 3 + 1)
      case .year: (year, 1)
      case .decade: (year.floored(to: 10), 1)
      case .century: (year.floored(to: 100), 1)
      default: (year, month)
      }
    if self == .week { return day - day.weekday }
    return Day(year: first.year, month: first.month, day: 1) ?? day
  }

  /// The first day of the unit after the one that begins with the day.
  private func next(after first: Day) -> Day {
    let (year, month, _) = first.date
    let next: Day? =
      switch self {
      case .quarter: Day(year: month > 9 ? year + 1 : year, month: (month + 2) % 12 + 1, day: 1)
      case .year: Day(year: year + 1, month: 1, day: 1)
      case .decade: Day(year: year + 10, month: 1, day: 1)
      case .century: Day(year: year + 100, month: 1, day: 1)
      case .month: first + Day.daysIn(month: month, year: year)
      default: first + 7
      }
    return next ?? first + 1
  }
}

extension Int {
  /// The multiple of a length at or below it, before 1970 too.
  fileprivate func floored(to length: Int) -> Int {
    let rest = self % length
    return self - (rest < 0 ? rest + length : rest)
  }
}
