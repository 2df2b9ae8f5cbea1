import Liquidations

@testable import Refresh

/// Lives through a plan without clocks: answers every call at once and jumps to the next wake.
struct Life {
  var plan: RefreshPlan
  var now: Moment
  var calls: [(at: Duration, metrics: [Metric])] = []

  init(_ policy: RefreshPolicy = RefreshPolicy(), wall: Timestamp = Bench.start) {
    plan = RefreshPlan(policy: policy)
    now = Moment(elapsed: .zero, wall: wall)
  }

  mutating func pass(_ duration: Duration) {
    let month = Month(of: now.wall)
    now = Moment(elapsed: now.elapsed + duration, wall: now.wall + duration)
    // As the store counts.
    if Month(of: now.wall) != month { plan.budget.spent = 0 }
  }

  /// Makes the calls that are due and ends each with what `answer` says: nil is a success.
  mutating func step(jitter: Double = 1, _ answer: (Metric) -> FetchError.Reason?) {
    let batch = plan.start(at: now)
    let granted = min(batch.metrics.count, max(0, batch.limit - plan.budget.spent))
    plan.grant(granted, of: batch)
    let metrics = Array(batch.metrics.prefix(granted))
    if !metrics.isEmpty { calls.append((now.elapsed, metrics)) }
    for metric in metrics {
      plan.finish(
        metric, answer(metric).map { FetchError(metric, $0) }, at: now, jitter: jitter)
    }
  }

  mutating func live(until end: Duration, _ answer: (Metric) -> FetchError.Reason?) {
    step(answer)
    while let wake = plan.wake(at: now), wake <= end {
      pass(wake - now.elapsed)
      step(answer)
    }
  }

  /// The seconds at which the metric was called.
  func times(of metric: Metric) -> [Int] {
    calls.filter { $0.metrics.contains(metric) }.map { Int($0.at.components.seconds) }
  }

  var callCount: Int { calls.reduce(0) { $0 + $1.metrics.count } }
}
