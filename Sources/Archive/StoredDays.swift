import Liquidations

/// The days of which an archive can hold values: from Bitcoin's first year on, to tomorrow.
///
/// A wall clock that is behind takes nothing away: days that most series have are believed before it.
struct StoredDays {
  /// The first block was found on January 3rd, 2009.
  static let first = Day(number: 14_245)
  static let bounds = first...Day.bounds.upperBound

  let range: ClosedRange<Day>

  /// - Parameter newest: of each series, its last day.
  init(at now: Timestamp, newest: [Day]) {
    let newest = newest.sorted()
    // What one or two have may be a flipped bit.
    let agreed = newest.count < 3 ? Self.first : newest[(newest.count - 1) / 2]
    let last = max(now.day + 1, agreed)
    range = Self.first...min(max(last, Self.first), Self.bounds.upperBound)
  }

  /// Whether all days of the series are among them.
  func hold(_ series: Series) -> Bool {
    series.days.map { range.contains($0.lowerBound) && range.contains($0.upperBound) } ?? true
  }

  /// The series without all other days.
  func cut(_ series: Series) -> Series {
    if hold(series) { return series }
    return Series(
      series.entries.filter { range.contains($0.day) }.map { ($0.day, Optional($0.value)) })
  }
}
