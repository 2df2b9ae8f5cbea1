import Liquidations

extension BarInterval {
  /// Slots with that one about in their middle, moved into the history where they leave it.
  ///
  /// - Parameter count: how many; of days, weeks and months, the nearest number of whole ones.
  func slots(
    around slot: Slot, count: Int, in history: ClosedRange<Slot>
  ) -> ClosedRange<Slot> {
    let count = min(count, history.count)
    guard let length = periodLength(slot.step) else {
      let start = max(slot - (count - 1) / 2, history.lowerBound)
      let end = min(start + (count - 1), history.upperBound)
      return (end - (count - 1))...end
    }
    let periods = max(1, Int((Double(count) / length).rounded()))
    let first = start(of: slot, periodsBack: (periods - 1) / 2)
    let slots = first...end(from: first, periods: periods)
    guard slots.clamped(to: history) != slots else { return slots }
    // The history cuts its first and last one: with one more they may come nearer to the count.
    let (oldest, newest) = (history.lowerBound, history.upperBound)
    let choices = [periods, periods + 1].map { periods in
      slots.upperBound > newest
        ? max(start(of: newest, periodsBack: periods - 1), oldest)...newest
        : oldest...min(end(from: oldest, periods: periods), newest)
    }
    return choices.min { abs($0.count - count) < abs($1.count - count) } ?? slots
  }

  /// The mean slots of a day, a week or a month; nil where a bar is no calendar unit.
  private func periodLength(_ step: Step) -> Double? {
    let perDay = Double(step.perDay)
    return switch self {
    case .fit: nil
    case .day: step == .day ? nil : perDay
    case .week: 7 * perDay
    case .month: 365.25 / 12 * perDay
    }
  }

  private func start(of slot: Slot, periodsBack: Int) -> Slot {
    var start = whole(slot...slot, periods: 1).lowerBound
    for _ in 0..<periodsBack { start = whole((start - 1)...(start - 1), periods: 1).lowerBound }
    return start
  }

  private func end(from first: Slot, periods: Int) -> Slot {
    whole(first...first, periods: periods).upperBound
  }
}
