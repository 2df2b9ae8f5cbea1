import Canvas
import Dashboard
import Liquidations

/// Data and states that the tests draw: deterministic, and with days as uneven as real ones.
enum Samples {
  static let today = Day(year: 2026, month: 11, day: 22) ?? Day(number: 0)
  /// 14:36 UTC on that day.
  static let now = today.start + .seconds(14 * 3_600 + 36 * 60)

  /// Eight series of `count` days up to today.
  static func series(_ count: Int, edit: (Metric, Day, Double) -> Double? = { $2 }) -> [Metric:
    Series]
  {
    var series: [Metric: Series] = [:]
    for metric in Metric.allCases {
      let days = (today - (count - 1))..<(today + 1)
      series[metric] = Series(days.map { day in (day, edit(metric, day, value(metric, day))) })
    }
    return series
  }

  static func snapshot(
    _ series: [Metric: Series], age: Duration = .seconds(12 * 60),
    next: Duration? = .seconds(48 * 60)
  ) -> Snapshot {
    var snapshot = Snapshot()
    snapshot.update(Metric.allCases) { metric, reading in
      guard let series = series[metric] else { return }
      reading.series = series
      reading.asOf = now + (.zero - age)
    }
    snapshot.schedule = next.map { .next(now + $0) } ?? .none
    return snapshot
  }

  static func state(
    _ snapshot: Snapshot = Samples.snapshot(Samples.series(400)), columns: Int = 120,
    rows: Int = 40, colours: ColourDepth = .indexed, isUnicode: Bool = true,
    theme: Theme = .terminal,
    range: Span = .days(90), exchange: Exchange? = nil,
    source: DashboardState.Source = .host("newhedge.io"), keyMap: KeyMap = .standard,
    hasFeeds: Bool = false
  ) -> DashboardState {
    DashboardState(
      source: source, capabilities: Capabilities(colours: colours, isUnicode: isUnicode),
      size: Size(columns: columns, rows: rows), now: now, theme: theme, range: DateRange(range),
      exchanges: exchange.map { ExchangeSet($0) } ?? .all, snapshot: snapshot, keyMap: keyMap,
      hasFeeds: hasFeeds)
  }

  /// A day's amount: the exchange's size, times an uneven day, with a squeeze now and then.
  static func value(_ metric: Metric, _ day: Day) -> Double {
    let size = [24e6, 11e6, 3e6, 12e3][metric.exchange.rawValue]
    let mood = noise(day.number * 2 + metric.side.rawValue)
    let own = noise(day.number * 8 + metric.index + 77_777)
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

/// Applies an event as the program does: what the mouse points at is what was drawn last.
func reduce(_ state: inout DashboardState, _ event: DashboardEvent) -> [Effect] {
  let hits = if case .terminal(.mouse) = event { render(state).hits } else { Hits() }
  return reduce(&state, event, hits: hits)
}

/// Presses keys, as written in tests: characters, and names of other keys in between.
extension DashboardState {
  @discardableResult
  mutating func type(_ keys: Key...) -> [Effect] {
    reduce(&self, .terminal(.keys(keys)))
  }
}
