import ClockSupport
import Liquidations
import Testing

@testable import Refresh

private let midnight = (Bench.start.day + 1).start

@Suite struct RefreshPlanTests {
  @Test func callsAllEightAtOnceAndThenEveryHour() {
    var life = PlanSimulation()
    life.live(until: .seconds(7_200)) { _ in nil }
    #expect(life.calls.map(\.at) == [.zero, .seconds(3_600), .seconds(7_200)])
    #expect(life.calls.allSatisfy { $0.keys == SeriesKey.liquidations })
  }

  @Test func aMetricThatKeepsFailingIsCalledEverLessOften() {
    var life = PlanSimulation()
    life.live(until: .seconds(3_600)) {
      $0 == .okxLong ? .server(status: 500, retryAfter: nil) : nil
    }
    #expect(
      life.times(of: .okxLong) == [
        0, 2, 6, 14, 74, 194, 434, 914, 1_514, 2_114, 2_714, 3_314, 3_600,
      ])
    #expect(life.times(of: .bybitShort) == [0, 3_600])
  }

  @Test(arguments: [
    FetchError.Reason.forbidden, .notFound, .rejected(status: 400), .tooLarge(limit: 1 << 24),
    .payload(.init("it is not a list")), .tls(host: "example.org"), .redirected(status: 302),
  ])
  func whatWouldFailAgainWaitsForTheNextRefresh(reason: FetchError.Reason) {
    var life = PlanSimulation()
    life.live(until: .seconds(3_600)) { $0 == .okxLong ? reason : nil }
    #expect(life.times(of: .okxLong) == [0, 3_600])
  }

  @Test(arguments: [
    FetchError.Reason.timedOut(.seconds(20)), .noConnection(host: "h"), .nameNotFound(host: "h"),
    .rateLimited(retryAfter: nil), .server(status: 503, retryAfter: nil),
  ])
  func whatMayPassIsTriedAgainSoon(reason: FetchError.Reason) {
    var life = PlanSimulation()
    life.live(until: .seconds(14)) { $0 == .okxLong ? reason : nil }
    #expect(life.times(of: .okxLong) == [0, 2, 6, 14])
  }

  @Test func aFailureThatPassesLeavesNoTrace() {
    var life = PlanSimulation()
    life.live(until: .seconds(200)) { _ in .noConnection(host: "h") }
    life.live(until: .seconds(1_000)) { _ in nil }
    #expect(life.plan.states.allSatisfy { $0.failures == 0 && $0.due == nil && !$0.isOpen })
    #expect(life.plan.schedule(at: life.now) == .next(Bench.start + .seconds(3_600)))
  }

  @Test func theRefreshIsOpenForAMetricOnlyWhileItsAttemptsLast() {
    var life = PlanSimulation()
    life.live(until: .seconds(13)) { $0 == .okxLong ? .timedOut(.seconds(20)) : nil }
    #expect(life.plan.loading == [.okxLong])
    life.live(until: .seconds(14)) { _ in .timedOut(.seconds(20)) }
    #expect(life.plan.loading.isEmpty)
    #expect(life.plan.schedule(at: life.now) == .next(Bench.start + .seconds(74)))
  }

  @Test(arguments: [
    // asked, when it is called again
    (5, [0, 7]), (1, [0, 3]), (30, [0, 32]), (31, [0, 33]), (1_800, [0, 1_802]),
    (5_400, [0, 5_402]), (10_000_000, [0, 86_402]), (-5, [0, 2]),
  ])
  func retryAfterIsHonoured(asked: Int, times: [Int]) {
    var life = PlanSimulation()
    let retryAfter = Duration.seconds(asked)
    life.step { $0 == .okxLong ? .rateLimited(retryAfter: retryAfter) : nil }
    #expect(life.plan.loading.contains(.okxLong) == (asked <= 30))
    while life.times(of: .okxLong).count < 2, let wake = life.plan.wake(at: life.now) {
      life.pass(wake - life.now.elapsed)
      life.step { _ in nil }
    }
    #expect(life.times(of: .okxLong) == times)
  }

  @Test func aRefreshSkipsAMetricThatMustNotBeCalledYet() {
    var life = PlanSimulation()
    life.step { $0 == .okxLong ? .rateLimited(retryAfter: .seconds(5_400)) : nil }
    life.live(until: .seconds(7_200)) { _ in nil }
    #expect(life.times(of: .okxLong) == [0, 5_402, 7_200])
    #expect(life.times(of: .bybitShort) == [0, 3_600, 7_200])
  }

  @Test func aRefusedTokenStopsEverythingUntilTheUserAsks() {
    var life = PlanSimulation()
    life.live(until: .seconds(2)) { $0 == .okxLong ? .noConnection(host: "h") : nil }
    life.pass(.seconds(4))
    life.step { _ in .unauthorized }
    #expect(life.plan.wake(at: life.now) == nil)
    #expect(
      life.plan.schedule(at: life.now) == .halted(FetchError(.okxLong, .unauthorized)))
    life.pass(.seconds(10_000))
    #expect(life.plan.start(at: life.now).keys.isEmpty)
    life.plan.ask(at: life.now)
    #expect(life.plan.start(at: life.now).keys == SeriesKey.liquidations)
    #expect(
      life.plan.schedule(at: life.now) == .next(life.now.wall + .seconds(3_600)))
  }

  @Test(arguments: [
    // started before midnight, next refresh after midnight (seconds)
    (3_500, 90), (1_800, 90), (30, 90), (3_600, 0),
  ])
  func aNewDayIsFetchedSoonAfterMidnight(before: Int, after: Int) {
    var life = PlanSimulation(wall: midnight + .seconds(-before))
    life.live(until: .seconds(before + 3_690)) { _ in nil }
    let offsets = life.times(of: .okxLong).map { $0 - before }
    let next = after == 0 ? [0, 90, 3_690] : [after, after + 3_600]
    #expect(offsets == [-before] + next)
  }

  @Test func aRefreshJustAfterMidnightIsRepeatedOnceTheDayIsOut() {
    var life = PlanSimulation(wall: midnight + .seconds(30))
    life.live(until: .seconds(60)) { _ in nil }
    #expect(life.times(of: .okxLong) == [0, 60])
  }

  @Test func aDayHasTwentyFourRefreshes() {
    var life = PlanSimulation(wall: midnight + .seconds(90))
    life.live(until: .seconds(86_399)) { _ in nil }
    #expect(life.callCount == 192)
  }

  @Test func callsThatReachNobodyAreNotCounted() {
    var life = PlanSimulation(wall: midnight + .seconds(90))
    life.live(until: .seconds(80_000)) { _ in .noConnection(host: "h") }
    #expect(life.plan.budget.spent == 0)
    let times = life.times(of: .okxLong)
    #expect(zip(times, times.dropFirst()).allSatisfy { $1 - $0 <= 600 })
  }

  @Test func aServerThatIsBackForOneIsCalledForAll() {
    var life = PlanSimulation()
    life.live(until: .seconds(100)) { _ in .noConnection(host: "h") }
    let before = life.callCount
    life.live(until: .seconds(100 + 60)) { _ in nil }
    #expect(life.callCount == before + SeriesKey.liquidations.count)
    #expect(life.plan.states.allSatisfy { $0.failures == 0 && $0.due == nil })
  }

  @Test func aServerThatIsNotThereIsTriedEveryMinute() {
    var life = PlanSimulation()
    life.live(until: .seconds(1_800)) { _ in .noConnection(host: "h") }
    let times = life.times(of: .okxLong).drop { $0 < 200 }
    #expect(zip(times, times.dropFirst()).allSatisfy { $1 - $0 <= 60 })
  }

  @Test func askingJoinsAnOpenRefreshAndHurriesWhatWaits() {
    var life = PlanSimulation()
    life.step { $0 == .okxLong ? .noConnection(host: "h") : nil }
    life.pass(.milliseconds(1_200))
    life.plan.ask(at: life.now)
    #expect(life.plan.start(at: life.now).keys == [.okxLong])
  }

  @Test func askingDuringARecoveryRefreshesAll() {
    var life = PlanSimulation()
    life.live(until: .seconds(20)) { $0 == .okxLong ? .noConnection(host: "h") : nil }
    life.pass(.seconds(5))
    life.plan.ask(at: life.now)
    #expect(life.plan.start(at: life.now).keys == SeriesKey.liquidations)
  }

  @Test(arguments: [(30, [0]), (500, [0]), (899, [0]), (1_000, [0, 2, 4, 6, 8])])
  func aKeyThatIsHeldAsksOnce(milliseconds: Int, times: [Int]) {
    var life = PlanSimulation()
    while life.now.elapsed < .seconds(9) {
      life.plan.ask(at: life.now)
      life.step { _ in nil }
      life.pass(.milliseconds(milliseconds))
    }
    #expect(life.times(of: .okxLong) == times)
    life.pass(.seconds(2))
    life.plan.ask(at: life.now)
    life.step { _ in nil }
    #expect(life.times(of: .okxLong).count == times.count + 1)
  }

  @Test func aKeyThatIsHeldDoesNotHurryWhatFails() {
    var life = PlanSimulation()
    while life.now.elapsed < .seconds(9) {
      life.plan.ask(at: life.now)
      life.step { _ in .server(status: 500, retryAfter: nil) }
      life.pass(.milliseconds(100))
    }
    #expect(life.times(of: .okxLong) == [0, 2, 6])
  }

  @Test(arguments: [
    FetchError.Reason.tls(host: "h", fault: .expired(Day(number: 9), today: Day(number: 10))),
    .tls(host: "h", fault: .silent(.seconds(5))), .noConnection(host: "h", within: .seconds(5)),
    .noConnection(host: "h", proxy: .wantsLogin("p:1")), .nameNotFound(host: "h"),
  ])
  func aConnectionThatNeverCameAboutCostsNoCall(reason: FetchError.Reason) {
    var life = PlanSimulation()
    life.live(until: .seconds(20_000)) { _ in reason }
    #expect(life.callCount >= 8 && life.plan.budget.spent == 0)
  }

  @Test func whoAgreesToSpendMoreIsNeverTakenForOneWhoAskedBefore() {
    var life = PlanSimulation()
    life.plan.ask(at: life.now)
    life.step { _ in nil }
    life.pass(.seconds(1))
    life.plan.ask(at: life.now)
    life.step { _ in nil }
    #expect(life.callCount == 8)
    life.plan.ask(isBeyondQuota: true, at: life.now)
    life.step { _ in nil }
    #expect(life.callCount == 16)
  }

  @Test(arguments: [1, 2, 3, 8])
  func aPlanGoesByTheSeriesThatItIsGiven(count: Int) {
    let keys = Array(SeriesKey.liquidations.shuffled().prefix(count))
    var life = PlanSimulation(keys: keys)
    life.live(until: .seconds(3_600)) { _ in nil }
    #expect(life.calls.map(\.keys) == [keys, keys])
    #expect(life.plan.announcement(at: life.now).loading.isEmpty)
    #expect(life.plan.budget.refreshCost == keys.count)
  }

  @Test func onRequestAloneNothingIsCalledButWhatIsAskedFor() {
    var life = PlanSimulation()
    life.plan.goOnRequest(true)
    life.live(until: .seconds(90_000)) { _ in nil }
    #expect(life.calls.isEmpty && life.plan.wake(at: life.now) == nil)
    #expect(life.plan.schedule(at: life.now) == .none)
    life.plan.ask(at: life.now)
    life.live(until: .seconds(100_000)) { $0 == .okxLong ? .timedOut(.seconds(20)) : nil }
    #expect(life.callCount == 8 + 3)
    #expect(life.plan.loading.isEmpty && life.plan.wake(at: life.now) == nil)
  }

  @Test(arguments: [-200_000, -3_000, 1_000])
  func aWallClockThatIsSetChangesNoInterval(seconds: Int) {
    var life = PlanSimulation()
    life.step { _ in nil }
    life.now.wall = life.now.wall + .seconds(seconds)
    life.live(until: .seconds(3_600)) { _ in nil }
    #expect(life.times(of: .okxLong) == [0, 3_600])
    #expect(life.plan.schedule(at: life.now) == .next(life.now.wall + .seconds(3_600)))
  }

  @Test func aWallClockSetIntoANewDayBringsItsRefresh() {
    var life = PlanSimulation()
    life.step { _ in nil }
    life.now.wall = life.now.wall + .seconds(200_000)
    #expect(life.plan.start(at: life.now).keys == SeriesKey.liquidations)
  }

  @Test func aMachineThatSleptRefreshesOnceOnWaking() {
    var life = PlanSimulation()
    life.step { _ in nil }
    life.pass(.seconds(200_000))
    life.step { _ in nil }
    life.step { _ in nil }
    #expect(life.times(of: .okxLong) == [0, 200_000])
  }

  @Test func aServerThatIsBackForOneIsCalledForAllThatWaitedForIt() {
    var life = PlanSimulation()
    life.live(until: .seconds(300)) { _ in .noConnection(host: "h") }
    life.step { _ in nil }
    let before = life.calls.count
    life.plan.states[2].due = life.now.elapsed
    life.step { _ in nil }
    life.step { _ in nil }
    let others = SeriesKey.liquidations.filter { $0 != .okxLong }
    #expect(life.calls.dropFirst(before).map(\.keys) == [[.okxLong], others])
  }
}
