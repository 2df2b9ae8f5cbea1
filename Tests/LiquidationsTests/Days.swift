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
