import ClockSupport
import Liquidations
import Refresh

/// Several refreshers on one store, each with a clock and a source of its own; the first leads.
struct Panes: Sendable {
  let all: [Bench]
  private let runs: [Task<Void, Never>]

  /// Runs them for as long as `body` takes.
  static func run(
    panes count: Int, policy: RefreshPolicy = RefreshPolicy(), policies: [RefreshPolicy] = [],
    keys: [SeriesKey] = SeriesKey.liquidations, isTold: Bool = true,
    _ body: @Sendable (Panes) async throws -> Void
  ) async throws {
    let store = MemoryStore(isTelling: isTold)
    var panes: [Bench] = []
    var runs: [Task<Void, Never>] = []
    for number in 0..<count {
      let share = number == 0 ? store : store.another()
      let pane = Bench(
        policy: number < policies.count ? policies[number] : policy, start: Bench.start,
        store: share, keys: keys)
      panes.append(pane)
      runs.append(Task { await pane.refresher.run() })
      await pane.atRest()
    }
    let shown = Panes(all: panes, runs: runs)
    defer { for run in runs { run.cancel() } }
    try await body(shown)
  }

  /// Lets the time pass for some or all of them, one after the other.
  func pass(_ duration: Duration, panes numbers: [Int]? = nil) async {
    for number in numbers ?? Array(all.indices) {
      await all[number].atRest()
      all[number].clock.advance(by: duration)
      await all[number].atRest()
    }
  }

  /// Ends one of them as a user does.
  func quit(_ number: Int) async {
    runs[number].cancel()
    await runs[number].value
  }
}
