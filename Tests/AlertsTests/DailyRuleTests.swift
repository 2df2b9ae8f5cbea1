import Liquidations
import Testing

@testable import Alerts

/// Rules about days: once a day, and for nothing that is missing, stale or in parts.
@Suite struct DailyRuleTests {
  private let rule: AlertRule
  private var looks: Looks

  init() throws {
    rule = try makeRule("big", "long > 500M")
    looks = Looks([rule])
  }

  private func at(_ hours: Int, _ minutes: Int = 0) -> Timestamp {
    today.start + .seconds(hours * 3_600 + minutes * 60)
  }

  /// All four exchanges together, in millions.
  private func together(_ millions: Double, at now: Timestamp) -> AlertKnowledge {
    known(snapshot([today: millions / 4 * 1e6], asOf: now), at: now)
  }

  @Test mutating func aDayIsToldOfOnceHoweverItsValueFlaps() {
    #expect(looks.look(together(400, at: at(9))) == [])
    #expect(looks.look(together(520, at: at(10))) == ["big: long 520M > 500M"])
    for (hour, millions) in [(11, 450.0), (12, 600), (13, 499), (14, 900)] {
      #expect(looks.look(together(millions, at: at(hour))) == [])
    }
  }

  @Test mutating func itSaysWhatHappenedInSentences() throws {
    let now = at(10)
    let evaluation = evaluate([rule], [:], together(520, at: now))
    let firing = try #require(evaluation.fired.first?.firing)
    #expect(
      firing.text
        == "Long liquidations on all exchanges have come to 520M USD on 2026-06-15 so far; the rule"
        + " is long > 500M.")
    #expect((firing.rule, firing.day, firing.exchange?.slug) == ("big", today, nil))
    #expect((firing.value, firing.limit) == (520e6, 500e6))
    #expect((firing.moment, firing.isLate, firing.isTest) == (now, false, false))
  }

  @Test mutating func theNextDayIsAnotherOne() {
    looks.look(together(520, at: at(10)))
    let next = at(34)
    let both = snapshot([today: 130e6, today + 1: 200e6], asOf: next)
    #expect(looks.look(known(both, at: next)) == ["big: long 800M > 500M"])
  }

  @Test mutating func whatIsMissingStaleOrLacksAPartNeitherFiresNorCounts() {
    let enough = [today: 200e6]
    let missing = snapshot(enough, asOf: at(9), without: Metric(.okx, .long))
    #expect(looks.look(known(missing, at: at(9))) == [])
    var failed = snapshot(enough, asOf: at(9))
    failed.update(Metric(.okx, .long)) {
      $0.fail(FetchError(Metric(.okx, .long), .timedOut(.seconds(15))), at: at(9))
    }
    #expect(looks.look(known(failed, at: at(9))) == [])
    // Received two hours ago and more.
    #expect(looks.look(known(snapshot(enough, asOf: at(7)), at: at(9, 1))) == [])
    #expect(looks.look(known(Snapshot(), at: at(9))) == [])
    #expect(looks.look(known(snapshot(enough, asOf: at(9)), at: at(9, 2))).count == 1)
  }

  @Test mutating func aRuleForOneSideNeedsNothingOfTheOther() {
    let missing = snapshot([today: 200e6], asOf: at(9), without: Metric(.okx, .short))
    #expect(looks.look(known(missing, at: at(9))).count == 1)
  }

  @Test func aRuleOfOneExchangeAsksNoOther() throws {
    let rule = try makeRule("okx", "total > 500M", exchange: .okx)
    var looks = Looks([rule])
    let days = snapshot([today: 300e6], asOf: at(9), without: Metric(.bybit, .short))
    #expect(looks.look(known(days, at: at(9))) == ["okx: total 600M > 500M"])
    let evaluation = evaluate([rule], [:], known(days, at: at(9)))
    #expect(evaluation.fired[0].firing.exchange == .okx)
    #expect(evaluation.fired[0].firing.text.contains("Liquidations on OKX have come to 600M USD"))
  }

  @Test func whyItCannotBeToldIsSaid() {
    let missing = snapshot([today: 200e6], asOf: at(9), without: Metric(.okx, .long))
    #expect(
      known(missing, at: at(9)).verdict(of: rule, on: today)
        == .unknown("OKX long has no value of 2026-06-15."))
    #expect(
      known(snapshot([today: 1], asOf: at(1)), at: at(9)).verdict(of: rule, on: today)
        == .unknown("Binance long is of 8 h ago."))
  }

  // MARK: When a day is over

  @Test func aRuleOfTheCloseWaitsForWholeDays() throws {
    var looks = Looks([try makeRule("close", "long > 500M", on: .close)])
    let days = [today: 130e6]
    #expect(looks.look(known(snapshot(days, asOf: at(23)), at: at(23))) == [])
    // Over, but received before that.
    #expect(looks.look(known(snapshot(days, asOf: at(23)), at: at(24, 1))) == [])
    let next = known(snapshot(days, asOf: at(24, 2)), at: at(24, 3))
    #expect(looks.look(next) == ["close: long 520M > 500M"])
    #expect(looks.look(known(snapshot(days, asOf: at(30)), at: at(30))) == [])
  }

  @Test mutating func aDayThatEndedWhileNothingRanIsToldOnceAndSaysSo() throws {
    looks.look(together(400, at: at(20)))
    let days = snapshot([today: 130e6, today + 1: 1e6], asOf: at(33))
    let evaluation = evaluate([rule], looks.states, known(days, at: at(33)))
    let firing = try #require(evaluation.fired.first?.firing)
    #expect(firing.isLate && firing.day == today && evaluation.fired.count == 1)
    #expect(
      firing.text
        == "Long liquidations on all exchanges came to 520M USD on 2026-06-15; the rule is long >"
        + " 500M. Told late: that day ended 9 h ago.")
    looks.look(known(days, at: at(33)))
    #expect(looks.look(known(days, at: at(34))) == [])
  }

  @Test mutating func aDayThatEndedTooLongAgoIsNot() {
    looks.look(together(400, at: at(20)))
    let days = snapshot([today: 130e6, today + 2: 1e6], asOf: at(48))
    #expect(looks.look(known(days, at: at(48))) == [])
  }

  @Test mutating func aValueThatIsRevisedWhileItRunsIsToldButNotLate() throws {
    looks.look(together(400, at: at(23, 58)))
    looks.look(known(snapshot([today: 100e6], asOf: at(24, 2)), at: at(24, 2)))
    let days = snapshot([today: 130e6], asOf: at(24, 5))
    let evaluation = evaluate([rule], looks.states, known(days, at: at(24, 5)))
    #expect(try #require(evaluation.fired.first).firing.isLate == false)
  }

  @Test func aNewRuleTellsOfTodayAndOfNothingThatIsOver() {
    var looks = Looks([rule])
    let days = snapshot([today - 1: 200e6, today: 150e6], asOf: at(9))
    #expect(looks.look(known(days, at: at(9))) == ["big: long 600M > 500M"])
  }

  @Test mutating func aChangedRuleIsANewOne() throws {
    looks.look(known(snapshot([today - 1: 200e6, today: 1e6], asOf: at(9)), at: at(9)))
    let changed = try makeRule("big", "long > 300M")
    let days = known(snapshot([today - 1: 200e6, today: 1e6], asOf: at(9)), at: at(9))
    #expect(evaluate([changed], looks.states, days).fired.isEmpty)
    #expect(changed.key != rule.key && changed.key.name == rule.key.name)
    // What it runs, and for how long it is told, is no other meaning.
    let same = AlertRule("big", rule.condition, late: .seconds(3_600), run: ["true"])
    #expect(same.key == rule.key)
    #expect([changed].fingerprint != [rule].fingerprint)
    #expect([same].fingerprint == [rule].fingerprint)
  }

  // MARK: Limits that the days before make

  private func past(_ count: Int, _ usd: (Int) -> Double) -> [Day: Double] {
    Dictionary(uniqueKeysWithValues: (1...count).map { (today - $0, usd($0)) })
  }

  @Test(arguments: [
    // Of 1…100 millions each, four exchanges, longs alone.
    ("long > p99 of 100d", 396e6), ("long > p50 of 100d", 200e6), ("long > p1 of 100d", 4e6),
    ("long > median of 100d", 202e6), ("long > 2x median of 100d", 404e6),
    ("total > p99 of 100d", 792e6), ("net > p99 of 100d", 0),
  ])
  func theDaysBeforeMakeALimit(condition: String, limit: Double) throws {
    var days = past(100) { Double($0) * 1e6 }
    days[today] = 1e9
    let known = known(snapshot(days, asOf: at(9)), at: at(9))
    let verdict = known.verdict(of: try makeRule("p", condition), on: today)
    #expect(verdict.readings?.first?.limit == limit)
  }

  @Test func withTooFewWholeDaysThereIsNoLimit() throws {
    let rule = try makeRule("p", "long > median of 100d")
    for (count, isKnown) in [(89, false), (90, true)] {
      var days = past(count) { _ in 1e6 }
      days[today] = 1e9
      let verdict = known(snapshot(days, asOf: at(9)), at: at(9)).verdict(of: rule, on: today)
      #expect((verdict.readings != nil) == isKnown)
    }
    let verdict = known(snapshot([today: 1], asOf: at(9)), at: at(9)).verdict(of: rule, on: today)
    #expect(verdict == .unknown("Of the 100 days before 2026-06-15 only 0 are whole."))
  }
}
