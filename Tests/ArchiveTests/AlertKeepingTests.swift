import Alerts
import Liquidations
import Refresh
import Testing
import WorkSupport

@testable import Archive

/// What has fired, and what is remembered of rules, kept in the archive.
@Suite(.timeLimit(.minutes(20))) struct AlertKeepingTests {
  private let site: ArchiveFolder
  private let start = ArchiveFolder.start

  init() throws {
    site = try ArchiveFolder()
  }

  private func archive(rules: String = "a", exchanges: String = "exchanges") -> SeriesArchive {
    SeriesArchive(
      file: ArchiveFile(path: site.path), source: ArchiveFolder.source, token: "0123456789abcdef",
      exchanges: exchanges, rules: rules, runtimeFolder: site.folder, patience: .seconds(5),
      now: { Timestamp(seconds: 1_795_347_000) })
  }

  private func firing(
    _ rule: String = "big", day: Day? = Day(number: 20_454), exchange: Exchange? = nil,
    at moment: Timestamp? = nil
  ) -> Firing {
    Firing(
      rule: rule, title: "\(rule): long 520M > 500M", text: "Long liquidations came to 520M USD.",
      exchange: exchange, day: day, moment: moment ?? start,
      readings: [Firing.Reading("long", value: 520e6, limit: 500e6, .usd)], isLate: true)
  }

  private func key(_ rule: String = "big") -> RuleKey {
    RuleKey(name: rule, definition: "long > 500M of all on running")
  }

  /// A look at one rule that found these firings.
  private func look(_ firings: Firing..., before: Timestamp? = nil) -> Evaluation {
    var evaluation = Evaluation()
    for firing in firings {
      let key = key(firing.rule)
      var state = RuleState(at: start)
      state.edge = .fired
      state.firedAt = firing.moment
      evaluation.states[key] = state
      evaluation.fired.append(.init(key, firing, before: before))
    }
    return evaluation
  }

  private func rows(_ answer: AlertAnswer) -> [Int64?]? {
    guard case .saved(let rows, nil) = answer else { return nil }
    return rows
  }

  @Test func whatWasKeptIsThereAgain() async throws {
    let archive = archive()
    #expect(await archive.lead(.alerts, at: start).standing == .leads)
    let (first, second) = (firing(), firing("okx", exchange: .okx))
    #expect(rows(await archive.saveAlerts(look(first, second), at: start)) == [1, 2])
    await archive.close()
    let stored = try #require(await self.archive().loadAlerts(at: first.moment))
    #expect(stored.firings == [KeptFiring(second, row: 2), KeptFiring(first, row: 1)])
    #expect(stored.states[key()]?.edge == .fired && stored.states[key()]?.firedAt == start)
    #expect(stored.fault == nil)
    // Old days matter no more, and days of one exchange are no other's.
    #expect(stored.told.isEmpty)
    let near = try #require(await self.archive().loadAlerts(at: Day(number: 20_460).start))
    let day = Set([Day(number: 20_454)])
    #expect(
      near.told == [
        StoredAlerts.Teller("big", nil): day, StoredAlerts.Teller("okx", .okx): day,
      ])
  }

  @Test func aDayIsToldOfOnceWhoeverTellsIt() async throws {
    // Of other rules, so that each holds a lease.
    let (one, other) = (archive(rules: "a"), archive(rules: "b"))
    #expect(await one.lead(.alerts, at: start).standing == .leads)
    #expect(await other.lead(.alerts, at: start).standing == .leads)
    #expect(rows(await one.saveAlerts(look(firing()), at: start)) == [1])
    let both = rows(await other.saveAlerts(look(firing(), firing("new")), at: start))
    #expect(both?.map { $0 != nil } == [false, true])
    let next = firing(day: Day(number: 20_455))
    #expect(rows(await other.saveAlerts(look(next), at: start))?.map { $0 != nil } == [true])
    #expect(await one.loadAlerts(at: start)?.firings.map(\.firing.rule) == ["big", "new", "big"])
  }

  @Test func aRuleAboutNowIsToldOfByTheOneWhoKnowsWhenItFiredLast() async throws {
    let (one, other) = (archive(rules: "a"), archive(rules: "b"))
    _ = await one.lead(.alerts, at: start)
    _ = await other.lead(.alerts, at: start)
    let first = firing(day: nil)
    #expect(rows(await one.saveAlerts(look(first), at: start)) == [1])
    #expect(rows(await other.saveAlerts(look(first), at: start)) == [nil])
    let later = firing(day: nil, at: start + .seconds(900))
    #expect(rows(await other.saveAlerts(look(later, before: start), at: start)) == [2])
    let stored = await one.loadAlerts(at: start)
    #expect(stored?.states[key()]?.firedAt == start + .seconds(900))
    #expect(stored?.firings.map(\.firing) == [later, first])
  }

  @Test func whoHasLostTheLeaseKeepsNothing() async throws {
    let (one, other) = (archive(), archive())
    _ = await one.lead(.alerts, at: start)
    #expect(await other.lead(.alerts, at: start).standing == .follows)
    #expect(await other.saveAlerts(look(firing()), at: start) == .overtaken)
    #expect(await other.lead(.alerts, at: start + .seconds(151)).standing == .leads)
    #expect(await one.saveAlerts(look(firing()), at: start) == .overtaken)
    #expect(await one.loadAlerts(at: start)?.firings.isEmpty == true)
  }

  @Test func anotherSourceOrPlaceOfFeedsHasNothingOfIt() async throws {
    let archive = archive()
    _ = await archive.lead(.alerts, at: start)
    _ = await archive.saveAlerts(look(firing()), at: start)
    let other = self.archive(exchanges: "http://127.0.0.1:9000")
    #expect(await other.loadAlerts(at: start) == StoredAlerts())
  }

  @Test func theOthersHearOfItAndOfWhatWasSeen() async throws {
    let (one, other) = (archive(), archive())
    _ = await one.lead(.alerts, at: start)
    _ = await other.loadAlerts(at: start)
    let news = try #require(await other.news(of: .alerts))
    var comes = news.makeAsyncIterator()
    _ = await one.saveAlerts(look(firing()), at: start)
    #expect(await comes.next() != nil)
    #expect(await one.call(1, at: start) == true)
    #expect(await other.call(1, at: start) == false)
    await one.see(through: 1, at: start)
    #expect(await comes.next() != nil)
    let kept = await other.loadAlerts(at: start)?.firings
    #expect(kept == [KeptFiring(firing(), row: 1, isCalled: true, isSeen: true)])
  }

  @Test func theDocumentedQueryGivesWhatItSays() async throws {
    let archive = archive()
    _ = await archive.lead(.alerts, at: start)
    _ = await archive.saveAlerts(look(firing()), at: start)
    let sql = "SELECT fired_at, name, day, text FROM alerts ORDER BY fired_at DESC LIMIT 10"
    #expect(
      try site.rows(sql, columns: 4) == [
        "2026-06-15 10:00:00|big|2026-01-01|Long liquidations came to 520M USD."
      ])
  }

  @Test func nonsenseIsLeftOutAndSaid() async throws {
    let archive = archive()
    _ = await archive.lead(.alerts, at: start)
    for day in 0..<4 {
      _ = await archive.saveAlerts(look(firing(day: Day(number: 20_454 + day))), at: start)
    }
    try site.tamper("UPDATE firings SET readings = '[]' WHERE id = 1")
    try site.tamper("UPDATE firings SET fired_at = 9e18 WHERE id = 2")
    try site.tamper("UPDATE firings SET text = 'a' || char(10) || 'b' WHERE id = 3")
    try site.tamper("UPDATE firings SET exchange = 'mtgox' WHERE id = 4")
    let stored = try #require(await archive.loadAlerts(at: start))
    #expect(stored.firings.isEmpty)
    #expect(stored.fault?.sentence.contains("a firing of an alert") == true)
    let survey = ArchiveSurvey(path: site.path, source: ArchiveFolder.source, token: "", at: start)
    #expect(survey.contradictions.contains { $0.contains("a firing of an alert") })
    try site.tamper("UPDATE rules SET edge = 'loose'")
    #expect(try #require(await archive.loadAlerts(at: start)).states.isEmpty)
  }

  @Test func anOlderArchiveIsReadWithoutIts() async throws {
    try site.write([])
    let database = try site.database()
    try database.script(Schema.steps[0])
    try database.script("PRAGMA application_id = \(Schema.application); PRAGMA user_version = 1")
    database.close()
    let reading = try #require(
      try AlertReading(
        path: site.path, source: ArchiveFolder.source, exchanges: "exchanges", at: start))
    #expect(reading.alerts == StoredAlerts() && reading.live == nil)
    #expect(try site.rows("PRAGMA user_version", columns: 1) == ["1"])
    #expect(
      try AlertReading(path: site.folder + "/none", source: "", exchanges: "", at: start) == nil)
  }

  @Test func withoutAFileItIsSaidThatEachTellsForItself() async throws {
    let archive = SeriesArchive(
      path: "\(site.folder)/none/\u{0}", source: ArchiveFolder.source, token: "",
      now: { Timestamp(seconds: 1_795_347_000) })
    #expect(await archive.lead(.alerts, at: start).standing == .onRequest)
    guard case .unwritten(let fault) = await archive.saveAlerts(look(firing()), at: start) else {
      return #expect(Bool(false), "it was written")
    }
    #expect(
      fault?.sentence == "The archive can't be written, so every pane tells of each alert, and"
        + " again after a restart.")
  }
}
