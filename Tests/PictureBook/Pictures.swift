import Canvas
import Dashboard
import Demo
import Liquidations

/// The README's pictures: the demo's data at a moment that never changes, drawn as on a screen.
struct Pictures {
  /// A picture, by the name of its file.
  struct Page {
    let name: String
    let svg: String
  }

  /// 2026-11-22, 14:36 UTC.
  private static let now = Timestamp(seconds: 1_795_358_160)

  private let snapshot: Snapshot

  /// - Throws: `DemoHistoryError` if the demo's data can't be read.
  init() throws(DemoHistoryError) {
    let series = try DemoHistory().series(at: Self.now)
    var snapshot = Snapshot()
    snapshot.update(Metric.allCases) { metric, reading in
      reading.series = series[metric] ?? .empty
      reading.asOf = Self.now + .seconds(-12 * 60)
    }
    snapshot.schedule = .next(Self.now + .seconds(48 * 60))
    self.snapshot = snapshot
  }

  /// All of them, in the order of the README.
  var pages: [Page] {
    [
      page("stacked"), page("net", view: .net), page("share", view: .share),
      page("panels", view: .exchanges), page("table", view: .table),
      page("light", theme: .light, range: .days(180), interval: .week),
      page("pane", size: Size(columns: 60, rows: 15)),
    ]
  }

  private func page(
    _ name: String, view: ChartView = .stacked, theme: Theme = .dark, range: Span = .days(90),
    interval: BarInterval = .fit, size: Size = Size(columns: 120, rows: 36)
  ) -> Page {
    var state = DashboardState(
      source: .demo, capabilities: Capabilities(colours: .direct, isUnicode: true), size: size,
      now: Self.now, theme: theme, range: DateRange(range), snapshot: snapshot)
    var preferences = Preferences()
    preferences.view = view
    preferences.interval = interval
    state.prefer(preferences)
    // A day that is over, so that the panel has all its figures.
    _ = reduce(&state, .terminal(.keys([.left])), hits: Hits())
    return Page(name: name, svg: SVG(render(state).frame).description)
  }
}
