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

  /// The bars of the days, oldest first, at most one a column.
  ///
  /// The range cuts its first and last week or month. Where days, weeks or months are more than
  /// columns, some of them in a row make a bar.
  func spans(of days: ClosedRange<Day>, columns: Int) -> [ClosedRange<Day>] {
    let periods = periods(of: days, columns: columns)
    guard let unit else { return History.cut(days, length: periods) }
    var spans: [ClosedRange<Day>] = []
    var start = days.lowerBound
    while start <= days.upperBound {
      let end = min(unit.end(of: start, periods: periods), days.upperBound)
      spans.append(start...end)
      start = end + 1
    }
    return spans
  }

  /// The days that a bar would hold if the range didn't cut it, of so many days, weeks or months.
  func whole(_ span: ClosedRange<Day>, periods: Int) -> ClosedRange<Day> {
    guard let unit else {
      return min(span.lowerBound, span.upperBound - (periods - 1))...span.upperBound
    }
    return unit.start(of: span.lowerBound)...unit.end(of: span.lowerBound, periods: periods)
  }

  /// How many days, weeks or months a bar holds.
  func periods(of days: ClosedRange<Day>, columns: Int) -> Int {
    let count = unit.map { $0.count(in: days) } ?? days.count
    return (count + max(1, columns) - 1) / max(1, columns)
  }

  private var unit: CalendarUnit? {
    switch self {
    case .fit, .day: nil
    case .week: .week
    case .month: .month
    }
  }
}

/// Weeks and months, as days are counted by them.
private enum CalendarUnit {
  case week, month

  /// The first day of the week or the month that holds the day.
  func start(of day: Day) -> Day {
    switch self {
    case .week: day - day.weekday
    case .month: day - (day.date.day - 1)
    }
  }

  /// The last day of so many weeks or months, of which the first holds the day.
  func end(of day: Day, periods: Int) -> Day {
    guard self == .month else { return start(of: day) + (7 * periods - 1) }
    var next = start(of: day)
    for _ in 0..<periods {
      next = next + Day.daysIn(month: next.date.month, year: next.date.year)
    }
    return next - 1
  }

  /// How many weeks or months the days touch.
  func count(in days: ClosedRange<Day>) -> Int {
    let (first, last) = (days.lowerBound, days.upperBound)
    guard self == .month else { return (start(of: last) - start(of: first)) / 7 + 1 }
    return (last.date.year - first.date.year) * 12 + last.date.month - first.date.month + 1
  }
}
