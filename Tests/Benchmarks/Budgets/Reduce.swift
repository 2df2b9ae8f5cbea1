import Benchmark
import Canvas
import Dashboard
import Liquidations

/// What keys cost, alone and a hundred at once.
func reduceBenchmarks(_ snapshot: Snapshot) {
  let all = Samples.state(snapshot)
  let year = Samples.state(snapshot, range: .days(365))
  press("cursor-step", [.left], in: all)
  press("range-change", [.character("]")], in: year)
  press("exchange-change", [.tab], in: all)
  press("hundred-arrows", Array(repeating: .left, count: 100), in: all)
  press("hundred-arrows-at-the-edge", [.home] + Array(repeating: .right, count: 99), in: year)
  press("hundred-exchanges", Array(repeating: .tab, count: 100), in: all)
}

private func press(_ name: String, _ keys: [Key], in state: DashboardState) {
  measure(name, state) { blackHole(reduce(&$0, .terminal(.keys(keys)), hits: Hits())) }
}
