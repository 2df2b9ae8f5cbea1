import Benchmark
import Canvas
import Dashboard
import Liquidations

/// What a frame costs: it grows with columns and rows, and not with days.
func renderBenchmarks(_ snapshot: Snapshot) {
  draw("frame-120x40-90D", Samples.state(snapshot, range: .days(90)))
  draw("frame-60x15-90D", Samples.state(snapshot, columns: 60, rows: 15, range: .days(90)))
  draw("frame-200x55-ALL", Samples.state(snapshot, columns: 200, rows: 55))
  draw("frame-300x100-ALL", Samples.state(snapshot, columns: 300, rows: 100))
  draw("frame-120x40-220-days", Samples.state(Samples.snapshot(Samples.series(220))))
  draw("frame-120x40-2200-days", Samples.state(snapshot))
  draw("frame-120x40-22000-days", Samples.state(Samples.snapshot(Samples.series(22_000))))
}

private func draw(_ name: String, _ state: DashboardState) {
  measure(name, state) { blackHole(render($0)) }
}
