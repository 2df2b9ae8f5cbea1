import Canvas
import Dashboard
import Liquidations
import Newhedge

/// Histories as uneven as real ones, the same on every run.
enum Samples {
  static let today = Day(year: 2026, month: 11, day: 22) ?? Day(number: 0)
  /// 14:36 UTC on that day.
  static let now = today.start + .seconds(14 * 3_600 + 36 * 60)

  /// Eight series of `count` days up to today.
  static func series(_ count: Int) -> [Metric: Series] {
    let days = (today - (count - 1))..<(today + 1)
    return Dictionary(
      uniqueKeysWithValues: Metric.allCases.map { metric in
        (metric, Series(days.map { (day: $0, value: value(metric, $0)) }))
      })
  }

  static func snapshot(_ series: [Metric: Series]) -> Snapshot {
    var snapshot = Snapshot()
    snapshot.update(Metric.allCases) { metric, reading in
      reading.series = series[metric] ?? .empty
      reading.asOf = now
    }
    return snapshot
  }

  static func state(
    _ snapshot: Snapshot, columns: Int = 120, rows: Int = 40, range: Span = .all
  ) -> DashboardState {
    DashboardState(
      source: .demo, capabilities: Capabilities(colours: .indexed, isUnicode: true),
      size: Size(columns: columns, rows: rows), now: now, range: DateRange(range),
      snapshot: snapshot)
  }

  /// A day's amount: the exchange's size, times an uneven day, with a squeeze now and then.
  ///
  /// One day in eighty of each metric is missing.
  private static func value(_ metric: Metric, _ day: Day) -> Double? {
    let own = noise(day.number * 8 + metric.index + 77_777)
    guard own > 1.0 / 80 else { return nil }
    let size = [24e6, 11e6, 3e6, 12e3][metric.exchange.rawValue]
    let mood = noise(day.number * 2 + metric.side.rawValue)
    let squeeze = noise(day.number * 2 + metric.side.rawValue + 555) > 0.985 ? 9.0 : 1.0
    let amount = size * (0.15 + 2.2 * mood * mood * mood) * (0.5 + own) * squeeze
    return metric.side == .long ? amount : -amount * 0.8
  }

  /// 0…1 for a number, always the same: SplitMix64's finalizer.
  private static func noise(_ number: Int) -> Double {
    var bits = UInt64(bitPattern: Int64(number)) &* 0x9e37_79b9_7f4a_7c15
    bits = (bits ^ (bits >> 30)) &* 0xbf58_476d_1ce4_e5b9
    bits = (bits ^ (bits >> 27)) &* 0x94d0_49bb_1331_11eb
    return Double((bits ^ (bits >> 31)) >> 11) / Double(1 << 53)
  }
}
