import Dashboard
import Liquidations

@testable import Live

/// What one BTC cost at the end of each of 400 days before the samples' own: a slow wave about 80,000.
extension LiveSamples {
  static let closes = closes()

  static func closes(without days: Set<Day> = [], count: Int = 400) -> DailyCloses {
    let past = (Samples.today - count)..<Samples.today
    return DailyCloses(
      .okx, Series(past.filter { !days.contains($0) }.map { ($0, close($0)) }))
  }

  static func close(_ day: Day) -> Double {
    let phase = Double(day.number % 120) / 120
    return (80_000 + 60_000 * phase * (1 - phase) + Double(day.number * 37 % 23) * 60).rounded()
  }

  /// The samples' live snapshot with those closes.
  static func priced(_ closes: DailyCloses = closes) -> LiveSnapshot {
    var snapshot = snapshot
    snapshot.closes = closes
    return snapshot
  }
}
