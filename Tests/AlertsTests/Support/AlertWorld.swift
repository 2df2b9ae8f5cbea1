import Alerts
import ClockSupport
import Liquidations
import Live
import Synchronization

/// Programs that look at rules on a store, each with a clock of its own; all on one thread, so that nothing
/// goes on by itself.
final class AlertWorld {
  final class Told: Sendable {
    struct State: Sendable {
      var delivered: [Firing] = []
      var told: [Firing] = []
      var called: [Firing] = []
      var snapshot = AlertSnapshot()
    }

    let state = Mutex(State())
  }

  struct Pane: Sendable {
    let clock: ManualClock
    let evaluator: AlertEvaluator
    let told: Told
    let run: Task<Void, Never>

    /// The titles of what it had to deliver.
    var fired: [String] { told.state.withLock { $0.delivered.map(\.title) } }
    /// The titles of all that it told of, whoever found it.
    var heard: [String] { told.state.withLock { $0.told.map(\.title) } }
    /// The same of that for which its terminal called.
    var called: [String] { told.state.withLock { $0.called.map(\.title) } }
    var firings: [Firing] { told.state.withLock { $0.delivered } }
    var snapshot: AlertSnapshot { told.state.withLock { $0.snapshot } }
    /// The titles that it shows as unseen.
    var unseen: [String] { snapshot.unseen.map(\.firing.title) }
  }

  private let executor = StepExecutor()
  private var runs: [Task<Void, Never>] = []

  deinit {
    for run in runs { run.cancel() }
  }

  /// Begins one on the store, at a moment of its wall clock.
  func pane(
    _ rules: [AlertRule], on store: any AlertStore, hasTerminal: Bool = true,
    at moment: Timestamp = noon
  ) -> Pane {
    let clock = ManualClock(start: moment)
    let told = Told()
    let evaluator = AlertEvaluator(
      rules, store: store, hasTerminal: hasTerminal, staleAfter: .seconds(7_200), clock: clock,
      now: { clock.wall })
    let run = Task(executorPreference: executor) {
      await withTaskGroup { group in
        group.addTask { await evaluator.run() }
        group.addTask {
          for await firing in evaluator.deliveries {
            told.state.withLock { $0.delivered.append(firing) }
          }
        }
        group.addTask {
          for await firing in evaluator.firings { told.state.withLock { $0.told.append(firing) } }
        }
        group.addTask {
          for await firing in evaluator.calls {
            told.state.withLock { $0.called.append(firing) }
          }
        }
        group.addTask {
          for await snapshot in evaluator.snapshots {
            told.state.withLock { $0.snapshot = snapshot }
          }
        }
      }
    }
    runs.append(run)
    executor.drain()
    return Pane(clock: clock, evaluator: evaluator, told: told, run: run)
  }

  /// Tells panes of the days as they are by now.
  func tell(_ days: [Day: Double], to panes: Pane..., without missing: Metric? = nil) {
    for pane in panes {
      let days = snapshot(days, asOf: pane.clock.wall, without: missing)
      Task(executorPreference: executor) { await pane.evaluator.take(days) }
      executor.drain()
    }
  }

  func tell(_ live: LiveSnapshot, to panes: Pane...) {
    for pane in panes {
      Task(executorPreference: executor) { await pane.evaluator.take(live) }
      executor.drain()
    }
  }

  /// The user of a pane has seen what it shows.
  func see(_ pane: Pane) {
    Task(executorPreference: executor) { await pane.evaluator.see() }
    executor.drain()
  }

  /// Does something that has to be waited for elsewhere.
  func wait<Result: Sendable>(_ work: @escaping @Sendable () async -> Result) -> Result? {
    let result = Mutex<Result?>(nil)
    Task(executorPreference: executor) {
      let done = await work()
      result.withLock { $0 = done }
    }
    executor.drain()
    return result.withLock { $0 }
  }

  /// Lets time pass for panes side by side; whose time doesn't pass hangs, or is dead.
  func pass(_ duration: Duration, _ panes: Pane...) {
    let ends = panes.map { $0.clock.now.offset + duration }
    while true {
      let next = zip(panes, ends).compactMap { pane, end in
        pane.clock.nextDeadline.map { $0 - end }
      }.min()
      guard let next, next < .zero else { break }
      for (pane, end) in zip(panes, ends) {
        pane.clock.advance(by: max(.zero, end + next - pane.clock.now.offset))
      }
      executor.drain()
    }
    for (pane, end) in zip(panes, ends) { pane.clock.advance(by: end - pane.clock.now.offset) }
    executor.drain()
  }

  /// The machine sleeps: the clocks go on, and nothing runs meanwhile.
  func sleep(_ duration: Duration, _ panes: Pane...) {
    for pane in panes { pane.clock.advance(by: duration) }
    executor.drain()
  }

  /// Ends one as a user does.
  func quit(_ pane: Pane) {
    pane.run.cancel()
    executor.drain()
  }
}
