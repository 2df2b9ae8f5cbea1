import ClockSupport
import Liquidations
import Testing

@testable import Refresh

/// How a plan goes on from what another, or an earlier run, has left.
@Suite struct ResumeTests {
  private static let start = Bench.start

  private static func kept(
    asOf: Timestamp = start + .seconds(-600),
    _ edit: (inout StoredState) -> Void = { _ in }
  ) -> StoredState {
    var kept = StoredState()
    for metric in SeriesKey.liquidations {
      kept.readings[metric] = .init(series: fetched([1]).series, asOf: asOf)
    }
    edit(&kept)
    return kept
  }

  private static func life(_ kept: StoredState, isTakeover: Bool = true) -> PlanSimulation {
    var life = PlanSimulation()
    life.plan = RefreshPlan(
      policy: RefreshPolicy(), keys: SeriesKey.liquidations, resuming: kept, isTakeover: isTakeover,
      at: life.now)
    return life
  }

  private static func failure(
    _ reason: FetchError.Reason, ago seconds: Int, asOf: Timestamp? = start + .seconds(-600)
  ) -> SeriesReading {
    .init(
      asOf: asOf, error: FetchError(.okxLong, reason), failedAt: start + .seconds(-seconds))
  }

  @Test(arguments: [true, false]) func whatIsCurrentWaitsForItsTime(isTakeover: Bool) {
    var life = Self.life(Self.kept(), isTakeover: isTakeover)
    life.live(until: .seconds(3_000)) { _ in nil }
    #expect(life.calls.map(\.at) == [.seconds(3_000)])
    #expect(life.calls.map(\.keys) == [SeriesKey.liquidations])
  }

  @Test(arguments: [start + .seconds(-3_600), start + .seconds(10), start.day.start, nil])
  func onlyWhatIsTooOldIsFetchedAtOnce(asOf: Timestamp?) {
    var life = Self.life(Self.kept { $0.readings[.okxLong]?.asOf = asOf })
    life.step { _ in nil }
    #expect(life.calls.map(\.keys) == [[.okxLong]])
  }

  @Test func whatAsksForTimeGetsItWhoeverLeads() {
    let limited = FetchError.Reason.rateLimited(retryAfter: .seconds(1_000))
    for isTakeover in [true, false] {
      for asOf in [Self.start + .seconds(-600), nil] {
        var life = Self.life(
          Self.kept { $0.readings[.okxLong] = Self.failure(limited, ago: 400, asOf: asOf) },
          isTakeover: isTakeover)
        life.live(until: .seconds(2_000)) { _ in nil }
        #expect(life.times(of: .okxLong) == [600])
        #expect(life.times(of: .bybitShort).isEmpty)
      }
    }
  }

  @Test func aServerThatLimitsAllIsLeftAloneByAll() {
    let kept = Self.kept(asOf: Self.start + .seconds(-9_000)) { kept in
      for metric in SeriesKey.liquidations {
        kept.readings[metric]?.error = FetchError(
          metric, .rateLimited(retryAfter: .seconds(7_000)))
        kept.readings[metric]?.failedAt = Self.start + .seconds(-5_000)
      }
    }
    var life = Self.life(kept)
    life.live(until: .seconds(2_100)) { _ in nil }
    #expect(life.calls.map(\.at) == [.seconds(2_000)])
  }

  @Test(arguments: [(10, 50), (70, 0)])
  func aFailureThatMayPassIsTriedAMinuteAfterIt(ago: Int, after: Int) {
    var life = Self.life(
      Self.kept {
        $0.readings[.okxLong] = Self.failure(.server(status: 500, retryAfter: nil), ago: ago)
      })
    life.live(until: .seconds(300)) { _ in nil }
    #expect(life.times(of: .okxLong) == [after])
    #expect(life.callCount == 1)
  }

  @Test func whatWasRefusedIsTriedByAProgramThatStartsAlone() {
    let kept = Self.kept { $0.readings[.okxLong] = Self.failure(.forbidden, ago: 10) }
    for (isTakeover, times) in [(true, []), (false, [0])] {
      var life = Self.life(kept, isTakeover: isTakeover)
      life.live(until: .seconds(300)) { _ in nil }
      #expect(life.times(of: .okxLong) == times)
    }
  }

  @Test func aRefusedTokenStaysRefusedForWhoTakesOver() {
    let error = FetchError(.okxLong, .unauthorized)
    let kept = Self.kept(asOf: Self.start + .seconds(-9_000)) {
      $0.announced = AnnouncedPlan(loading: [], schedule: .halted(error))
    }
    var life = Self.life(kept)
    life.live(until: .seconds(9_000)) { _ in nil }
    #expect(life.calls.isEmpty)
    #expect(life.plan.schedule(at: life.now) == .halted(error))
    var fresh = Self.life(kept, isTakeover: false)
    fresh.step { _ in nil }
    #expect(fresh.callCount == 8)
  }

  @Test func aQuotaThatTheServerCountsAsSpentStaysSpent() {
    for isTakeover in [true, false] {
      let kept = Self.kept {
        $0.readings[.okxLong] = Self.failure(.quotaSpent(retryAfter: .seconds(8_000)), ago: 1_000)
      }
      var life = Self.life(kept, isTakeover: isTakeover)
      #expect(life.plan.quota(at: life.now.wall).resumes == Self.start + .seconds(7_000))
      life.live(until: .seconds(7_500)) { _ in nil }
      #expect(life.calls.map(\.at) == [.seconds(7_000), .seconds(7_000)])
      #expect(life.calls.map(\.keys.count) == [1, 7])
    }
  }

  @Test(arguments: [(5, true), (100, true), (300, false), (-5, false)])
  func aRequestThatNobodyHeardIsServed(ago: Int, isServed: Bool) {
    let kept = Self.kept { $0.asked = RefreshRequest(at: Self.start + .seconds(-ago)) }
    var life = Self.life(kept)
    life.step { _ in nil }
    #expect(life.callCount == (isServed ? 8 : 0))
  }

  @Test(arguments: [(2, 0), (5, 0), (8, 8)])
  func aRequestThatWasHeardIsServedForWhatIsOlder(asOf: Int, count: Int) {
    let request = RefreshRequest(at: Self.start + .seconds(-5))
    var life = Self.life(
      Self.kept(asOf: Self.start + .seconds(-asOf)) {
        $0.asked = request
        $0.announced = AnnouncedPlan(loading: [], schedule: .none, heard: request)
      })
    life.step { _ in nil }
    #expect(life.callCount == count)
    life.plan.hear(request, at: life.now)
    life.pass(.seconds(1))
    life.step { _ in nil }
    #expect(life.callCount == count)
  }

  @Test func aRequestIsServedForAllThoughOneIsTooOld() {
    var life = Self.life(
      Self.kept {
        $0.readings[.okxLong]?.asOf = nil
        $0.asked = RefreshRequest(at: Self.start + .seconds(-5))
      })
    life.step { _ in nil }
    #expect(life.callCount == 8)
  }

  @Test func aRequestOpensWhatTheServerHasClosedForWhoTakesOver() {
    let kept = Self.kept {
      $0.readings[.okxLong] = Self.failure(.quotaSpent(retryAfter: .seconds(8_000)), ago: 1_000)
      $0.asked = RefreshRequest(at: Self.start + .seconds(-5), isBeyondQuota: true)
    }
    for (isTakeover, count) in [(true, 8), (false, 0)] {
      var life = Self.life(kept, isTakeover: isTakeover)
      life.step { _ in nil }
      #expect(life.callCount == count)
    }
  }
}
