import Liquidations
import Live
import Testing

@testable import Alerts

/// Rules about now: on the edge, again after a return, and for nothing that wasn't heard.
@Suite struct LiveRuleTests {
  private let rule: AlertRule

  init() throws {
    rule = try makeRule("fall", "live.1m.total > 20M and live.1m.count >= 2", every: 0)
  }

  private func know(_ live: LiveSnapshot?, at now: Timestamp = noon) -> AlertKnowledge {
    AlertKnowledge(nil, live: live, at: now, staleAfter: .seconds(7_200))
  }

  private func orders(_ millions: Double...) -> [Liquidation] {
    millions.enumerated().map { liquidation(20 + $0, $1 * 1e6) }
  }

  private func calm(at now: Timestamp = noon) -> AlertKnowledge { know(live(until: now), at: now) }

  @Test func itFiresOnTheEdgeAlone() {
    var looks = Looks([rule])
    #expect(looks.look(calm()) == [])
    #expect(looks.states[rule.key]?.edge == .armed)
    #expect(looks.look(know(live(orders(30), until: noon))) == [])
    let title = "fall: live.1m.total 41.0M > 20.0M, live.1m.count 2 >= 2"
    #expect(looks.look(know(live(orders(30, 11), until: noon))) == [title])
    #expect(looks.look(know(live(orders(30, 11, 5), until: noon))) == [])
  }

  @Test func whatHoldsWhenItIsNewDoesNotFire() {
    var looks = Looks([rule])
    #expect(looks.look(know(live(orders(30, 11), until: noon))) == [])
    #expect(looks.states[rule.key]?.edge == .new)
    looks.look(calm())
    #expect(looks.look(know(live(orders(30, 11), until: noon))).count == 1)
  }

  @Test func itIsArmedAgainBehindItsPartOfTheLimit() {
    var looks = Looks([rule])
    looks.look(calm())
    looks.look(know(live(orders(15, 11), until: noon)))
    // Below the limit, above half of it, and of as many orders.
    looks.look(know(live(orders(6, 6), until: noon)))
    #expect(looks.states[rule.key]?.edge == .fired)
    #expect(looks.look(know(live(orders(15, 11), until: noon))) == [])
    looks.look(know(live(orders(5, 5), until: noon)))
    #expect(looks.states[rule.key]?.edge == .armed)
    #expect(looks.look(know(live(orders(15, 11), until: noon))).count == 1)
  }

  @Test func aFallingLimitIsArmedAgainAboveIt() throws {
    let quiet = try makeRule("quiet", "live.1h.total < 10M", every: 0)
    var looks = Looks([quiet])
    looks.look(know(live(orders(11), until: noon)))
    #expect(looks.look(know(live(orders(9), until: noon))).count == 1)
    looks.look(know(live(orders(19), until: noon)))
    #expect(looks.states[quiet.key]?.edge == .fired)
    looks.look(know(live(orders(21), until: noon)))
    #expect(looks.states[quiet.key]?.edge == .armed)
  }

  @Test func betweenTwoFiringsLiesItsPause() throws {
    let rule = try makeRule("fall", "live.1m.total > 20M", every: 600)
    var looks = Looks([rule])
    looks.look(calm())
    #expect(looks.look(know(live(orders(30), until: noon))).count == 1)
    looks.look(calm(at: noon + .seconds(200)))
    let sooner = noon + .seconds(400)
    let order = [Self.order(sooner)]
    #expect(looks.look(know(live(order, until: sooner), at: sooner)) == [])
    #expect(looks.states[rule.key]?.edge == .armed)
    let later = noon + .seconds(600)
    #expect(looks.look(know(live([Self.order(later)], until: later), at: later)).count == 1)
  }

  private static func order(_ now: Timestamp) -> Liquidation {
    liquidation(Int(noon.seconds - now.seconds) + 10, 30e6)
  }

  @Test func whatWasNotHeardNeitherFiresNorArms() throws {
    var looks = Looks([rule])
    let enough = orders(30, 11)
    looks.look(calm())
    let partial = live(enough, until: noon, since: noon + .seconds(-30))
    #expect(looks.look(know(partial)) == [])
    #expect(looks.look(know(live(enough, until: noon, without: .okx))) == [])
    #expect(looks.look(know(live(enough, until: noon + .seconds(-40)))) == [])
    #expect(looks.look(know(nil)) == [])
    #expect(looks.look(know(live(enough, until: noon))).count == 1)
    for lacking in [know(live(until: noon, without: .okx)), know(nil)] {
      looks.look(lacking)
      #expect(looks.states[rule.key]?.edge == .fired)
    }
    let said = know(live(until: noon, without: .okx)).verdict(of: rule, watchedSince: noon)
    #expect(said == .unknown("OKX isn't heard."))
  }

  /// Deribit tells an hour late: until then it lacks nothing.
  @Test func anExchangeThatTellsLateHoldsUpNobody() throws {
    let known = know(.late(.live, at: noon))
    #expect(known.verdict(of: rule, watchedSince: noon).readings?.map(\.value) == [0, 0])
    let alone = try makeRule("d", "live.1m.total > 1M", exchange: .deribit)
    #expect(
      known.verdict(of: alone, watchedSince: noon)
        == .unknown("None of the exchanges has told of the time up to now."))
    let day = try makeRule("d", "live.24h.total > 1M", exchange: .deribit)
    #expect(known.verdict(of: day, watchedSince: noon).readings == nil)
  }

  @Test(arguments: [
    ("live.5m.long > 1M", 8e6), ("live.5m.short > 1M", 3e6), ("live.5m.total > 1M", 11e6),
    ("live.5m.count > 1", 3), ("live.1h.largest > 1M", 5e6), ("live.24h.count > 1", 3),
  ])
  func eachMeasureIsWhatItSays(condition: String, value: Double) throws {
    let orders = [
      liquidation(70, 3e6), liquidation(80, 5e6), liquidation(90, 3e6, .short),
    ]
    let verdict = know(live(orders, until: noon)).verdict(
      of: try makeRule("m", condition), watchedSince: noon)
    #expect(verdict.readings?.first?.value == value)
    let other = know(live(orders, until: noon)).verdict(
      of: try makeRule("m", condition, exchange: .bybit), watchedSince: noon)
    #expect(other.readings?.first?.value == 0)
  }

  // MARK: Ages

  @Test func aGapIsThatOfTheExchangeThatWasHeardLongestAgo() throws {
    let blind = try makeRule("blind", "live.gap > 60s")
    var looks = Looks([blind])
    looks.look(know(live(until: noon + .seconds(-600)), at: noon + .seconds(-600)))
    looks.look(know(live(until: noon + .seconds(-300)), at: noon + .seconds(-300)))
    let gone = live(until: noon + .seconds(-61), without: nil)
    let silent = LiveSnapshot.silent(gone)
    #expect(looks.look(know(silent)) == ["blind: live.gap 61 s > 60 s"])
  }

  /// It had told nothing of the last hour, and its feed is lost 75 s after the start.
  @Test func whoTellsLateHasAGapFromTheLossOfItsFeedOn() throws {
    let blind = try makeRule("blind", "live.gap > 60s", exchange: .deribit)
    let all = try makeRule("all", "live.gap > 60s")
    var looks = Looks([blind, all])
    var known = know(nil)
    func hear(_ state: FeedStanding.State, _ seconds: Int) -> [String] {
      known.now = noon + .seconds(seconds)
      known.hear(.late(state, at: known.now), at: known.now)
      return looks.look(known)
    }
    #expect(hear(.live, 0) == [] && hear(.live, 75) == [])
    #expect(looks.states[blind.key]?.edge == .armed && looks.states[all.key]?.edge == .armed)
    #expect(hear(.unreachable, 76) == [] && hear(.unreachable, 136) == [])
    #expect(
      hear(.unreachable, 137) == ["blind: live.gap 61 s > 60 s", "all: live.gap 61 s > 60 s"])
  }

  @Test func aRestartBeginsTheGapOfWhatWasNotHeardYet() throws {
    let blind = try makeRule("blind", "live.gap > 60s", exchange: .deribit)
    var looks = Looks([blind])
    looks.look(know(.late(.live, at: noon)))
    // Its state is remembered, and its feed is connecting.
    var known = know(nil, at: noon + .seconds(100))
    known.hear(.late(.connecting, at: known.now), at: known.now)
    #expect(looks.look(known) == [])
    known.now = noon + .seconds(161)
    #expect(looks.look(known).count == 1)
  }

  @Test func whatAnArchiveSaysAfterAllListenersHaveEndedIsNoWord() throws {
    let blind = try makeRule("blind", "live.gap > 60s")
    let left = know(live(until: noon), at: noon + .seconds(600))
    #expect(
      left.standing(of: blind) == .unknown("The exchanges' feeds aren't listened to."))
    #expect(know(live(until: noon)).standing(of: blind) == .fails)
  }

  @Test func whoHasJustBegunToListenHasNoGapYet() throws {
    let blind = try makeRule("blind", "live.gap > 60s")
    var looks = Looks([blind])
    let never = live(until: noon, without: .okx)
    #expect(looks.look(know(never)) == [])
    #expect(looks.states[blind.key]?.edge == .armed)
    let later = noon + .seconds(61)
    #expect(looks.look(know(live(until: later, without: .okx), at: later)).count == 1)
  }

  @Test func theAgeIsThatOfTheOldestSeriesOnceTheFirstRefreshIsOver() throws {
    let rule = try makeRule("old", "age > 3h")
    var looks = Looks([rule])
    let days = snapshot([today: 1], asOf: noon + .seconds(-14_400))
    #expect(looks.look(known(days, at: noon)) == [])
    #expect(looks.states[rule.key]?.edge == .new)
    let fresh = snapshot([today: 1], asOf: noon + .seconds(10))
    looks.look(known(fresh, at: noon + .seconds(20)))
    #expect(looks.states[rule.key]?.edge == .armed)
    for minutes in [60, 120, 180] {
      #expect(looks.look(known(fresh, at: noon + .seconds(minutes * 60))) == [])
    }
    #expect(
      looks.look(known(fresh, at: noon + .seconds(181 * 60)))
        == ["old: age 3 h > 3 h"])
  }
}

extension LiveSnapshot {
  /// All are heard, but Deribit, whose feed stands like that, has told nothing of the last hour.
  fileprivate static func late(_ state: FeedStanding.State, at now: Timestamp) -> LiveSnapshot {
    var stored = StoredLive(LiveEdition(saves: 1, row: 1))
    let feeds = Exchange.allCases.map { FeedKey($0, $0.name) }
    for feed in feeds {
      let isLate = feed.exchange == .deribit
      let end = isLate ? now + .seconds(-3_900) : now
      stored.coverage[feed.exchange] = Spans([now.seconds - 90_000..<end.seconds])
      stored.standings[feed] = FeedStanding(isLate ? state : .live)
    }
    return LiveSnapshot(stored, feeds: feeds, at: now)
  }

  /// The same with no feed that is heard.
  fileprivate static func silent(_ live: LiveSnapshot) -> LiveSnapshot {
    var stored = StoredLive(LiveEdition(saves: 1, row: 1))
    for exchange in Exchange.allCases { stored.coverage[exchange] = live.sums.coverage[exchange] }
    return LiveSnapshot(stored, feeds: live.feeds, at: noon)
  }
}
