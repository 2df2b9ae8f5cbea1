import Liquidations

extension BarInterval {
  /// Days with that one about in their middle, moved into the history where they leave it.
  ///
  /// - Parameter count: how many days; of weeks and months, the nearest number of whole ones.
  func days(around day: Day, count: Int, in history: ClosedRange<Day>) -> ClosedRange<Day> {
    let count = min(count, history.count)
    guard let length = periodLength else {
      let start = max(day - (count - 1) / 2, history.lowerBound)
      let end = min(start + (count - 1), history.upperBound)
      return (end - (count - 1))...end
    }
    let periods = max(1, Int((Double(count) / length).rounded()))
    let first = start(of: day, periodsBack: (periods - 1) / 2)
    let days = first...end(from: first, periods: periods)
    guard days.clamped(to: history) != days else { return days }
    // The history cuts its first and last one: with one more they may come nearer to the count.
    let (oldest, newest) = (history.lowerBound, history.upperBound)
    let choices = [periods, periods + 1].map { periods in
      days.upperBound > newest
        ? max(start(of: newest, periodsBack: periods - 1), oldest)...newest
        : oldest...min(end(from: oldest, periods: periods), newest)
    }
    return choices.min { abs($0.count - count) < abs($1.count - count) } ?? days
  }

  /// The mean days of a week or a month; nil where a bar is no calendar unit.
  private var periodLength: Double? {
    switch self {
    case .fit, .day: nil
    case .week: 7
    case .month: 365.25 / 12
    }
  }

  private func start(of day: Day, periodsBack: Int) -> Day {
    var start = whole(day...day, periods: 1).lowerBound
    for _ in 0..<periodsBack { start = whole((start - 1)...(start - 1), periods: 1).lowerBound }
    return start
  }

  private func end(from first: Day, periods: Int) -> Day {
    whole(first...first, periods: periods).upperBound
  }
}
