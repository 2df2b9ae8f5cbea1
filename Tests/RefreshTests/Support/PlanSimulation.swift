import ClockSupport
import Liquidations

@testable import Refresh

/// Lives through a plan without clocks: answers every call at once and jumps to the next wake.
struct PlanSimulation {
  var plan: RefreshPlan
  var now: ClockReading
  var calls: [(at: Duration, keys: [SeriesKey])] = []

  init(
    _ policy: RefreshPolicy = RefreshPolicy(), keys: [SeriesKey] = SeriesKey.liquidations,
    wall: Timestamp = Bench.start
  ) {
    plan = RefreshPlan(policy: policy, keys: keys)
    now = ClockReading(elapsed: .zero, wall: wall)
  }

  mutating func pass(_ duration: Duration) {
    let month = Month(of: now.wall)
    now = ClockReading(elapsed: now.elapsed + duration, wall: now.wall + duration)
    // As the store counts.
    if Month(of: now.wall) != month { plan.budget.spent = 0 }
  }

  /// Makes the calls that are due and ends each with what `answer` says: nil is a success.
  mutating func step(jitter: Double = 1, _ answer: (SeriesKey) -> FetchError.Reason?) {
    let batch = plan.start(at: now)
    let granted = min(batch.keys.count, max(0, batch.limit - plan.budget.spent))
    plan.grant(granted, of: batch)
    let keys = Array(batch.keys.prefix(granted))
    if !keys.isEmpty { calls.append((now.elapsed, keys)) }
    for key in keys {
      plan.finish(key, answer(key).map { FetchError(key, $0) }, at: now, jitter: jitter)
    }
  }

  mutating func live(until end: Duration, _ answer: (SeriesKey) -> FetchError.Reason?) {
    step(answer)
    while let wake = plan.wake(at: now), wake <= end {
      pass(wake - now.elapsed)
      step(answer)
    }
  }

  /// The seconds at which the series was called.
  func times(of key: SeriesKey) -> [Int] {
    calls.filter { $0.keys.contains(key) }.map { Int($0.at.components.seconds) }
  }

  var callCount: Int { calls.reduce(0) { $0 + $1.keys.count } }
}
