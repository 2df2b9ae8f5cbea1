import Alerts
import Liquidations
import Live
import Newhedge

/// What an engine needs to look at alerts.
struct AlertWork: Sendable {
  /// At least one.
  let rules: [AlertRule]
  /// Whether there is a terminal that may call its user.
  let hasTerminal: Bool
  /// Series that were received longer ago tell nothing of a day that isn't over.
  let staleAfter: Duration
  /// In which the rules' programs are run.
  let environment: HookEnvironment
  /// Told how each of them ended.
  let report: @Sendable (HookRunner.Call, HookEnd) -> Void

  /// The program that a firing's rule runs, with what it is told; nil if it runs none.
  func call(for firing: Firing) -> HookRunner.Call? {
    guard let rule = rules.first(where: { $0.name == firing.rule }), let hook = Hook(rule.run)
    else {
      return nil
    }
    return HookRunner.Call(hook: hook, alert: rule.name, values: HookValues(firing))
  }
}

/// Looks at alerts beside the refresh and the feeds: what they tell goes in, what fires comes out, and what
/// that is to run is run.
struct AlertWatch: Sendable {
  private let work: AlertWork
  private let evaluator: AlertEvaluator
  private let publish: @Sendable (Engine.News) -> Void

  init(
    _ work: AlertWork, _ store: any AlertStore,
    _ publish: @escaping @Sendable (Engine.News) -> Void
  ) {
    self.work = work
    self.publish = publish
    evaluator = AlertEvaluator(
      work.rules, store: store, hasTerminal: work.hasTerminal, staleAfter: work.staleAfter,
      clock: NetworkClock(), now: WallClock.now)
  }

  func take(_ snapshot: Snapshot) async { await evaluator.take(snapshot) }

  func take(_ live: LiveSnapshot) async { await evaluator.take(live) }

  /// Works until its task is cancelled.
  func run(_ seen: AsyncStream<Void>?) async {
    let runner = HookRunner(in: work.environment, report: work.report)
    await withTaskGroup { group in
      group.addTask { await evaluator.run() }
      group.addTask { await runner.run() }
      group.addTask {
        for await snapshot in evaluator.snapshots { publish(.alerts(snapshot)) }
      }
      group.addTask {
        for await firing in evaluator.firings { publish(.fired(firing)) }
      }
      group.addTask {
        for await firing in evaluator.deliveries {
          if let call = work.call(for: firing) { runner.add(call) }
        }
      }
      group.addTask {
        for await firing in evaluator.calls { publish(.called(firing)) }
      }
      group.addTask {
        if let seen { for await _ in seen { await evaluator.see() } }
      }
    }
  }
}
