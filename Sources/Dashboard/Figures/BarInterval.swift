import Liquidations

/// What a bar holds; its raw value is the word for it in files.
public enum BarInterval: String, CaseIterable, Codable, Hashable, Sendable {
  /// As many days as it takes for the bars to fit.
  case fit
  case day
  /// An ISO week, from Monday.
  case week
  case month

  /// The word on the screen.
  var name: String {
    switch self {
    case .fit: "as fits"
    case .day: "a day"
    case .week: "a week"
    case .month: "a month"
    }
  }

  /// The bars of the slots, oldest first, at most one a column.
  ///
  /// The range cuts its first and last week or month. Where days, weeks or months are more than
  /// columns, some of them in a row make a bar.
  func spans(of slots: ClosedRange<Slot>, columns: Int) -> [ClosedRange<Slot>] {
    let periods = periods(of: slots, columns: columns)
    guard let unit = unit(slots.lowerBound.step) else { return History.cut(slots, length: periods) }
    var spans: [ClosedRange<Slot>] = []
    var start = slots.lowerBound
    while start <= slots.upperBound {
      let end = min(unit.end(of: start, periods: periods), slots.upperBound)
      spans.append(start...end)
      start = end + 1
    }
    return spans
  }

  /// The slots that a bar would hold if the range didn't cut it, of so many days, weeks or months.
  func whole(_ span: ClosedRange<Slot>, periods: Int) -> ClosedRange<Slot> {
    guard let unit = unit(span.lowerBound.step) else {
      return min(span.lowerBound, span.upperBound - (periods - 1))...span.upperBound
    }
    return unit.start(of: span.lowerBound)...unit.end(of: span.lowerBound, periods: periods)
  }

  /// How many slots, days, weeks or months a bar holds.
  func periods(of slots: ClosedRange<Slot>, columns: Int) -> Int {
    let count = unit(slots.lowerBound.step).map { $0.count(in: slots) } ?? slots.count
    return (count + max(1, columns) - 1) / max(1, columns)
  }

  /// What bars hang on; nil where that is the slots themselves.
  private func unit(_ step: Step) -> CalendarUnit? {
    switch self {
    case .fit: nil
    case .day: step == .day ? nil : .day
    case .week: .week
    case .month: .month
    }
  }
}

/// Days, weeks and months, as slots are counted by them.
private enum CalendarUnit {
  case day, week, month

  /// The first slot of the unit that holds the slot.
  func start(of slot: Slot) -> Slot {
    Slot(slot.step, firstOf: firstDay(of: slot.day))
  }

  /// The last slot of so many units, of which the first holds the slot.
  func end(of slot: Slot, periods: Int) -> Slot {
    Slot(slot.step, lastOf: firstDay(of: slot.day, later: periods) - 1)
  }

  /// How many units the slots touch.
  func count(in slots: ClosedRange<Slot>) -> Int {
    let (first, last) = (slots.lowerBound.day, slots.upperBound.day)
    switch self {
    case .day: return last - first + 1
    case .week: return (firstDay(of: last) - firstDay(of: first)) / 7 + 1
    case .month:
      return (last.date.year - first.date.year) * 12 + last.date.month - first.date.month + 1
    }
  }

  private func firstDay(of day: Day) -> Day {
    switch self {
    case .day: day
    case .week: day - day.weekday
    case .month: day - (day.date.day - 1)
    }
  }

  /// The first day of the unit that comes so many after the one that holds the day.
  private func firstDay(of day: Day, later periods: Int) -> Day {
    let first = firstDay(of: day)
    switch self {
    case .day: return first + periods
    case .week: return first + 7 * periods
    case .month:
      return (0..<periods).reduce(first) { day, _ in
        day + Day.daysIn(month: day.date.month, year: day.date.year)
      }
    }
  }
}
