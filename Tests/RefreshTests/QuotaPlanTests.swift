import ClockSupport
import Liquidations
import Testing
import WorkSupport

@testable import Refresh

/// How the month's calls bound the plan.
@Suite(.longWork) struct QuotaPlanTests {
  private static let month = Month(of: Bench.start)

  private static func life(_ calls: Int, minutes: Int = 60, spent: Int = 0) -> PlanSimulation {
    let policy = RefreshPolicy(interval: .seconds(minutes * 60), callsAMonth: calls)
    var life = PlanSimulation(policy, wall: month.start + .seconds(90))
    life.plan.budget.spent = spent
    return life
  }

  /// Up to the end of that month.
  private static let end = month.next.start - month.start - .seconds(91)

  @Test(arguments: [(10_000, 60), (10_000, 5), (2_000, 60), (500, 60), (100, 60), (8, 60)])
  func noMonthEndsInDebtHoweverManyFail(calls: Int, minutes: Int) {
    for answers in [0, 1, 2] {
      var life = Self.life(calls, minutes: minutes)
      var count = 0
      life.live(until: Self.end) { _ in
        count += 1
        return count % 3 < answers ? .server(status: 500, retryAfter: nil) : nil
      }
      #expect(life.callCount <= calls)
      #expect(life.callCount >= min(calls - calls / 10 - 16, 8 * 24 * 30))
    }
  }

  @Test(arguments: [2_000, 500])
  func whatASmallerQuotaHasIsSpreadEvenly(calls: Int) {
    var life = Self.life(calls)
    life.live(until: Self.end) { _ in nil }
    let times = life.times(of: .okxLong)
    let gaps = zip(times, times.dropFirst()).map { $1 - $0 }
    let even = Int(Self.end.components.seconds) * 8 / calls
    #expect(gaps.allSatisfy { $0 >= even * 3 / 4 && $0 <= even * 3 / 2 })
  }

  @Test func retriesAreBoundedWhileTheRefreshesGoOn() {
    var life = Self.life(10_000)
    life.live(until: Self.end) { _ in .server(status: 500, retryAfter: nil) }
    #expect(life.callCount <= 10_000)
    let times = life.times(of: .okxLong)
    #expect(zip(times, times.dropFirst()).allSatisfy { $1 - $0 <= 3_600 })
  }

  @Test func whatIsSpentResumesWithTheNextMonth() {
    var life = Self.life(100, spent: 95)
    let turn = Self.month.next.start + .seconds(90)
    life.step { _ in nil }
    #expect(life.calls.isEmpty)
    #expect(life.plan.schedule(at: life.now) == .next(turn))
    #expect(
      life.plan.quota(at: life.now.wall) == .init(spent: 95, limit: 100, resumes: turn))
    life.live(until: Self.end + .seconds(200)) { _ in nil }
    #expect(life.calls.count == 1)
    #expect(life.now.wall == turn)
    #expect(life.plan.quota(at: life.now.wall).resumes == nil)
  }

  @Test func theUserMaySpendMoreThanTheQuota() {
    var life = Self.life(100, spent: 95)
    life.plan.ask(at: life.now)
    life.step { _ in nil }
    #expect(life.callCount == 5)
    life.pass(.seconds(5))
    life.plan.ask(isBeyondQuota: true, at: life.now)
    life.step { _ in nil }
    #expect(life.callCount == 13)
    #expect(life.plan.budget.spent == 108)
    life.pass(.seconds(5))
    life.step { _ in nil }
    #expect(life.callCount == 13)
  }

  @Test(arguments: [(nil, 3_600), (7_200, 7_200), (0, 600), (31_536_000, nil)] as [(Int?, Int?)])
  func aServerThatCountsTheQuotaAsSpentIsLeftAlone(asked: Int?, waits: Int?) {
    var life = PlanSimulation()
    let wait = asked.map { Duration.seconds($0) }
    life.step { $0.isLong ? .quotaSpent(retryAfter: wait) : nil }
    let turn = Self.month.next.start + .seconds(90)
    let resumes = waits.map { Bench.start + .seconds($0) } ?? turn
    #expect(life.plan.quota(at: life.now.wall).resumes == resumes)
    #expect(life.plan.schedule(at: life.now) == .next(resumes))
    #expect(life.plan.loading.isEmpty)
    life.live(until: resumes - Bench.start - .seconds(1)) { _ in nil }
    #expect(life.callCount == 8)
    life.live(until: resumes - Bench.start) { _ in nil }
    #expect(life.callCount == 16)
    // One to see, then the others.
    #expect(life.calls.dropFirst().map(\.keys.count) == [1, 7])
  }

  @Test func aGuessDoublesUpToHoursWithOneCallEachToSee() {
    var life = PlanSimulation()
    life.live(until: .seconds(40 * 3_600)) { _ in .quotaSpent(retryAfter: nil) }
    let hours = life.calls.map { Int($0.at.components.seconds) / 3_600 }
    #expect(hours == [0, 1, 3, 7, 15, 23, 31, 39])
    #expect(life.calls.map(\.keys.count) == [8, 1, 1, 1, 1, 1, 1, 1])
    life.live(until: .seconds(48 * 3_600)) { _ in nil }
    #expect(life.calls.suffix(2).map(\.keys.count) == [1, 7] || life.calls.last?.keys.count == 8)
    #expect(life.plan.quota(at: life.now.wall).resumes == nil)
  }

  @Test func aGuessGoesOnWhereAnotherLeftOff() {
    let failedAt = Bench.start + .seconds(-10)
    let judged = FetchError(.okxLong, .quotaSpent(retryAfter: .seconds(7_200)))
    let kept = StoredState(readings: [.okxLong: .init(error: judged, failedAt: failedAt)])
    var life = PlanSimulation()
    life.plan = RefreshPlan(
      policy: RefreshPolicy(), keys: SeriesKey.liquidations, resuming: kept, isTakeover: false,
      at: life.now)
    life.live(until: .seconds(22_000)) { _ in .quotaSpent(retryAfter: nil) }
    #expect(life.calls.map(\.at) == [.seconds(7_190), .seconds(7_190 + 14_400)])
    #expect(life.calls.map(\.keys.count) == [1, 1])
  }

  @Test(arguments: [(8, false), (4_000, false), (5_000, true), (9_000, true)])
  func ourOwnCountIsBelievedBeforeAWordOfAQuota(spent: Int, isBelieved: Bool) {
    var life = Self.life(10_000, spent: spent)
    life.step { $0.isLong ? .rateLimited(retryAfter: nil, namesQuota: true) : nil }
    #expect((life.plan.quota(at: life.now.wall).resumes != nil) == isBelieved)
    let first = FetchError(.okxLong, .rateLimited(retryAfter: nil, namesQuota: true))
    let judged = life.plan.judged(first, at: life.now.wall).reason
    #expect(
      judged
        == (isBelieved
          ? .quotaSpent(retryAfter: .seconds(3_600)) : .rateLimited(retryAfter: nil)))
  }

  /// What the call to see comes to, how many calls follow within the hour.
  @Test(arguments: [
    (FetchError.Reason.notFound, 7), (.payload(.init("it is empty")), 7),
    (.server(status: 500, retryAfter: nil), 0), (.noConnection(host: "h"), 0),
  ])
  func aCallToSeeThatFailsOtherwiseIsNoSpentQuota(reason: FetchError.Reason, others: Int) {
    var life = PlanSimulation()
    life.step { _ in .quotaSpent(retryAfter: nil) }
    life.live(until: .seconds(3_900)) { $0 == SeriesKey.liquidations[0] ? reason : nil }
    let keys = life.calls.dropFirst().flatMap(\.keys)
    #expect(keys.count { $0 != SeriesKey.liquidations[0] } == others)
    #expect(keys.count { $0 == SeriesKey.liquidations[0] } < 20)
  }

  @Test func theUserMayAskAServerThatSaidNo() {
    var life = PlanSimulation()
    life.step { _ in .quotaSpent(retryAfter: nil) }
    life.pass(.seconds(60))
    life.plan.ask(at: life.now)
    life.step { _ in .quotaSpent(retryAfter: nil) }
    #expect(life.callCount == 16)
    #expect(life.plan.start(at: life.now).keys.isEmpty)
  }

  @Test func aMonthsFirstMomentsBringOneRefreshNotTwo() {
    var life = PlanSimulation(wall: Self.month.next.start + .seconds(-3_590))
    life.live(until: .seconds(3_680)) { _ in nil }
    #expect(life.times(of: .okxLong) == [0, 3_680])
  }

  @Test(arguments: [-40, 40, 400, -400])
  func aWallClockThatIsSetByMonthsNeitherHurriesNorStops(days: Int) {
    var life = Self.life(10_000)
    life.live(until: .seconds(100_000)) { _ in nil }
    life.now.wall = life.now.wall + .seconds(days * 86_400)
    life.live(until: .seconds(200_000)) { _ in nil }
    let times = life.times(of: .okxLong)
    #expect(zip(times, times.dropFirst()).allSatisfy { $1 - $0 <= 3_600 })
    #expect(times.count <= 56 + 3)
  }
}
