import Liquidations

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

extension Day {
  /// The UTC day on the machine's clock.
  static var today: Day { Day(millisecondsSinceEpoch: Int64(time(nil)) * 1_000) }

  /// As the wide screen heads the day under the cursor, such as `Sat 2026-11-21`.
  var title: String { "\(weekdayName) \(self)" }
}

extension ClosedRange<Day> {
  /// As the screen writes the days of a range, with years where they differ.
  var title: String {
    let years = lowerBound.date.year != upperBound.date.year
    let ends = [lowerBound, upperBound].map { day in
      let number = day.date.day
      return "\(day.monthName) \(number < 10 ? "0" : "")\(number)"
        + (years ? " \(day.date.year)" : "")
    }
    return "\(ends[0]) … \(ends[1])"
  }
}
