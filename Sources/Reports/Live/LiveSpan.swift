public import Liquidations

/// Which time of what was heard a report is of: days as the calendar has them, hours and minutes back from
/// now, with all of the slot in which they begin.
struct LiveSpan {
  let slots: ClosedRange<Slot>
  /// All that there can be rows of.
  let reach: ClosedRange<Slot>

  /// Nil if none of the range is known.
  ///
  /// - Parameters:
  ///   - step: of the slots.
  ///   - known: from when to before when anything is known.
  init?(_ range: DateRange, on step: Step, known: Range<Timestamp>, at now: Timestamp) {
    guard known.lowerBound < known.upperBound else { return nil }
    let first = Slot(step, at: known.lowerBound)
    let last = max(
      Slot(step, at: Timestamp(seconds: known.upperBound.seconds - 1)), Slot(step, at: now), first)
    reach = first...last
    guard range.end.map({ $0.last(on: step) >= first }) ?? true else { return nil }
    guard range.span.isOfDays else {
      let minutes = range.span.slots(of: .minute, until: Slot(.minute, at: now)) ?? 0
      let running = min(max(Slot(step, at: now), first), last)
      let start = Slot(step, at: Timestamp(seconds: now.seconds - Int64(minutes) * 60))
      slots = min(max(start, first), running)...running
      return
    }
    let days = range.slots(
      in: Slot(first.day)...Slot(last.day), running: Slot(max(now.day, first.day)))
    let whole = step.slots(of: days.lowerBound.day...days.upperBound.day)
    slots = max(whole.lowerBound, first)...max(min(whole.upperBound, last), first)
  }
}

extension DateRange {
  /// The time of which anything may be needed for a report by that unit, whatever is known.
  public func time(by unit: CalendarUnit, at now: Timestamp) -> Range<Timestamp> {
    guard span.isOfDays else {
      let count = span.slots(of: .hour, until: Slot(.hour, at: now)) ?? 0
      let first = Slot(.hour, at: now) - count
      return unit.slots(around: first).lowerBound.start..<Timestamp.bounds.upperBound
    }
    let days = DayReport.days(in: self, by: unit.isShorterThanDay ? .day : unit, at: now)
    return days.lowerBound.start..<(days.upperBound + 1).start
  }
}

extension CalendarUnit {
  /// Whether there are several in a day.
  public var isShorterThanDay: Bool {
    switch self {
    case .minute, .fiveMinutes, .quarterOfAnHour, .hour, .fourHours: true
    case .day, .week, .month, .quarter, .year, .decade, .century: false
    }
  }

  /// The step of the sums that make it up.
  public var step: Step {
    switch self {
    case .minute, .fiveMinutes, .quarterOfAnHour: .minute
    case .hour, .fourHours, .day, .week, .month, .quarter, .year, .decade, .century: .hour
    }
  }
}

extension CalendarUnit {
  /// What rows of days can be, of live sums, and of prices.
  public static let ofDays: [CalendarUnit] = [.day, .week, .month]
  public static let ofLive: [CalendarUnit] = [.minute, .hour, .day, .week, .month]
  public static let ofPrices: [CalendarUnit] = [.minute, .hour, .day, .week, .month]
}
