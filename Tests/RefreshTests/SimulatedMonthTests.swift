import Liquidations
import Testing

@testable import Refresh

/// A month of four panes that come and go, on one store, against a server that fails now and then.
@Suite struct SimulatedMonthTests {
  private static let month = Month(of: Timestamp(seconds: 1_772_323_200))

  /// Lives through the month and looks at every pane's snapshot at every step.
  private static func live(
    seed: UInt64, callsAMonth: Int, check: (SimulatedMonth, Snapshot) -> Void
  ) -> SimulatedMonth {
    let life = SimulatedMonth(
      seed: seed, month: month, policy: RefreshPolicy(callsAMonth: callsAMonth))
    for _ in 0..<4 { life.start() }
    while month.next.start - life.now > .seconds(600) {
      let hour = life.now.seconds / 3_600
      life.pass(life.lull)
      for snapshot in life.snapshots { check(life, snapshot) }
      if life.now.seconds / 3_600 > hour { disturb(life) }
    }
    return life
  }

  /// What may happen in an hour.
  private static func disturb(_ life: SimulatedMonth) {
    if life.world.chance() < 0.004 {
      life.world.breakDown(life.now...(life.now + .seconds(5_000)))
    }
    if life.world.chance() < 0.1, life.count > 1 {
      let number = Int(life.world.chance() * Double(life.count))
      life.end(number, isKilled: life.world.chance() < 0.5)
    }
    if life.count < 4, life.world.chance() < 0.4 { life.start() }
  }

  @Test(arguments: [2] as [UInt64])
  func tenThousandCallsKeepAllFreshThroughAnything(seed: UInt64) {
    var oldest = Duration.zero
    let life = Self.live(seed: seed, callsAMonth: 10_000) { life, snapshot in
      guard !life.world.wasGone(.seconds(1_800), before: life.now) else { return }
      for metric in Metric.allCases {
        guard let asOf = snapshot[metric].asOf else { continue }
        oldest = max(oldest, life.now - asOf)
      }
    }
    #expect(oldest <= .seconds(7_200))
    #expect(life.world.calls(in: Self.month) <= 10_000)
    #expect(life.world.calls(in: Self.month) > 5_952)
    for metric in Metric.allCases { #expect(life.world.answers(of: metric).count > 700) }
  }

  @Test(arguments: [4] as [UInt64])
  func twoThousandCallsLastForTheMonthEvenlySpread(seed: UInt64) {
    let life = Self.live(seed: seed, callsAMonth: 2_000) { _, snapshot in
      #expect(snapshot.quota.map { $0.spent <= 2_000 } ?? true)
    }
    let calls = life.world.calls(in: Self.month)
    #expect(calls <= 2_000 && calls > 1_800)
    for metric in Metric.allCases {
      let times = life.world.answers(of: metric)
      let gaps = zip(times, times.dropFirst()).map { $1 - $0 }
      #expect(gaps.count { $0 <= .seconds(4 * 3_600 + 1_800) } > gaps.count * 8 / 10)
      // A third of the month has a third of the answers.
      for third in 0..<3 {
        let days = (third * 10)..<(third * 10 + 10)
        let share = times.count { days.contains($0.day - Self.month.firstDay) }
        #expect(share * 31 > times.count * 8 && share * 31 < times.count * 12)
      }
    }
  }
}
