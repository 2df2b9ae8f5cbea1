import Liquidations
import Testing

/// The day of an ISO date that the test knows to exist.
func day(_ year: Int, _ month: Int, _ day: Int) throws -> Day {
  try #require(Day(year: year, month: month, day: day))
}

/// A series of values in a row; nil is a missing day.
func series(from first: Day, _ values: [Double?]) -> Series {
  Series(values.enumerated().map { (day: first + $0.offset, value: $0.element) })
}

/// The same from a slot on, of any step.
func series(from first: Slot, _ values: [Double?]) -> Series { Series(from: first, values) }

extension DateRange {
  /// The days of the range in a history of days.
  func days(in history: ClosedRange<Day>?, today: Day) -> ClosedRange<Day> {
    let slots = slots(
      in: history.map { Slot($0.lowerBound)...Slot($0.upperBound) }, running: Slot(today))
    return slots.lowerBound.day...slots.upperBound.day
  }
}
