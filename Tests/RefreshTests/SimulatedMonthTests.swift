import ClockSupport
import Liquidations
import Testing
import WorkSupport

@testable import Refresh

/// A month of four panes that come and go, on one store, against a server that fails now and then.
@Suite(.serialized, .longWork) struct SimulatedMonthTests {
  private static let month = Month(of: Timestamp(seconds: 1_772_323_200))

  /// What a month brought.
  private struct Outcome: Sendable {
    let world: SimulatedServer
    /// The greatest age of any metric at any pane, but for the time around an outage.
    var oldest = Duration.zero
    var mostSpent = 0
  }

  /// Lives through the month and looks at every pane's snapshot at every step.
  private static func outcome(
    seed: UInt64, callsAMonth: Int, isTold: Bool = true
  ) -> Outcome {
    let life = SimulatedMonth(
      seed: seed, month: month, policy: RefreshPolicy(callsAMonth: callsAMonth), isTold: isTold)
    var outcome = Outcome(world: life.world)
    for _ in 0..<4 { life.start() }
    while month.next.start - life.now > .seconds(600) {
      let hour = life.now.seconds / 3_600
      life.pass(life.lull)
      for snapshot in life.snapshots {
        outcome.mostSpent = max(outcome.mostSpent, snapshot.quota?.spent ?? 0)
        guard !life.world.wasGone(.seconds(1_800), before: life.now) else { continue }
        for asOf in Metric.allCases.compactMap({ snapshot[$0].asOf }) {
          outcome.oldest = max(outcome.oldest, life.now - asOf)
        }
      }
      if life.now.seconds / 3_600 > hour { disturb(life) }
    }
    return outcome
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

  @Test(arguments: [true, false]) func tenThousandCallsKeepAllFreshThroughAnything(isTold: Bool) {
    let life = Self.outcome(seed: 2, callsAMonth: 10_000, isTold: isTold)
    #expect(life.oldest <= .seconds(7_200))
    #expect(life.world.calls(in: Self.month) <= 10_000)
    #expect(life.world.calls(in: Self.month) > 5_952)
    for metric in SeriesKey.liquidations { #expect(life.world.answers(of: metric).count > 700) }
  }

  @Test func twoThousandCallsLastForTheMonthEvenlySpread() {
    let life = Self.outcome(seed: 4, callsAMonth: 2_000)
    #expect(life.mostSpent <= 2_000)
    let calls = life.world.calls(in: Self.month)
    #expect(calls <= 2_000 && calls > 1_800)
    for metric in SeriesKey.liquidations {
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
