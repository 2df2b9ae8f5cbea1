import Liquidations
import LiveSupport
import Refresh
import Testing
import WorkSupport

@testable import Archive
@testable import Live

/// What one BTC cost at the end of each day, kept in the archive.
@Suite(.timeLimit(.minutes(20))) struct ClosesKeepingTests {
  private let site: ArchiveFolder
  private let start = LiveSupport.start
  private let today = LiveSupport.start.day

  init() throws {
    site = try ArchiveFolder()
  }

  private func closes(
    _ exchange: Exchange, _ days: ClosedRange<Day>, plus more: Double = 0
  ) -> DailyCloses {
    DailyCloses(exchange, Series(days.map { ($0, 90_000 + Double($0.number) + more) }))
  }

  /// Keeps closes on top of what is there.
  private func save(
    _ closes: [DailyCloses], by archive: SeriesArchive, at moment: Timestamp? = nil
  ) async {
    _ = await archive.lead(.live, at: start)
    var ledger = LiveLedger(feeds: Feeds.all)
    for closes in closes { _ = ledger.take(closes) }
    let stored = await archive.loadLive()
    let answer = await archive.saveLive(
      ledger.takeChanges(), after: stored.edition, at: moment ?? start)
    guard case .saved = answer else { return #expect(Bool(false), "\(answer)") }
  }

  @Test func closesAreThereAgainSourceBySource() async throws {
    let archive = site.archive()
    await save([closes(.okx, today - 2_200...today - 1)], by: archive)
    await save([closes(.binance, today - 30...today - 3, plus: 7)], by: archive)
    await archive.close()
    let again = site.archive()
    let stored = await again.loadLive()
    #expect(
      stored.closes == [
        closes(.binance, today - 30...today - 3, plus: 7), closes(.okx, today - 2_200...today - 1),
      ])
    #expect(stored.fault == nil)
    // Those of the source that goes on longest, for who doesn't listen.
    #expect(await again.closes(at: start) == closes(.okx, today - 2_200...today - 1))
    await again.close()
  }

  @Test func aFollowerLoadsOnlyWhatIsNew() async throws {
    let (one, other) = (site.archive(), site.archive())
    await save([closes(.okx, today - 30...today - 2)], by: one)
    let edition = await other.loadLive().edition
    await save([closes(.okx, today - 5...today - 1)], by: one)
    let news = await other.loadLive(since: edition, listens: false, at: start)
    // What was there already isn't new.
    #expect(news?.closes == [closes(.okx, today - 1...today - 1)])
  }

  @Test func theDocumentedQueryGivesEachCloseWithItsChange() async throws {
    let archive = site.archive()
    await save([closes(.okx, today - 2...today - 2)], by: archive)
    let before = 90_000 + Double((today - 2).number)
    await save([closes(.okx, today - 1...today - 1, plus: before * 0.05 - 1)], by: archive)
    let rows = try site.rows(try SchemaTests.queries()[6], columns: 5)
    #expect(rows.first == "exchanges|okx|\(today - 2)|\(before)|NULL")
    #expect(rows.last?.hasSuffix("|5.0") == true && rows.count == 2)
    await archive.close()
  }

  @Test func anotherSourceTakesNobodysPlace() async throws {
    let archive = site.archive()
    await save([closes(.binance, today - 2...today - 1)], by: archive)
    let (second, third, last) = (
      start + .seconds(60), start + .seconds(120), start + .seconds(180)
    )
    await save([closes(.okx, today - 2...today - 1, plus: 40)], by: archive, at: second)
    #expect(
      try site.rows(
        "SELECT exchange, day, usd FROM daily_closes ORDER BY exchange, day", columns: 3)
        == [(Exchange.binance, 0.0), (.okx, 40)].flatMap { exchange, more in
          [today - 2, today - 1].map { day in
            "\(exchange.slug)|\(day)|\(90_000 + Double(day.number) + more)"
          }
        })
    // A value that comes again keeps its time, another one of the same source stands.
    await save([closes(.binance, today - 2...today - 2)], by: archive, at: third)
    await save([closes(.binance, today - 1...today - 1, plus: 1)], by: archive, at: last)
    let times = try site.rows(
      """
      SELECT fetched_at - \(start.seconds), usd FROM closes WHERE exchange = 'binance' ORDER BY day
      """, columns: 2)
    #expect(
      times == [
        "0|\(90_000 + Double((today - 2).number))", "180|\(90_001 + Double((today - 1).number))",
      ])
    await archive.close()
  }

  @Test(arguments: [
    "UPDATE closes SET usd = -1 WHERE day = (SELECT max(day) FROM closes)",
    "UPDATE closes SET usd = 'free' WHERE day = (SELECT max(day) FROM closes)",
    "UPDATE closes SET usd = 1e300 WHERE day = (SELECT min(day) FROM closes)",
  ])
  func whatCannotBeIsLeftOutAndSaid(sql: String) async throws {
    let archive = site.archive()
    await save([closes(.okx, today - 30...today - 1)], by: archive)
    await archive.close()
    try site.tamper(sql)
    let stored = await site.archive().loadLive()
    #expect(stored.closes.first?.series.count == 29)
    #expect(stored.fault?.sentence.contains("a daily close of OKX") == true)
    let survey = ArchiveSurvey(
      path: site.path, source: ArchiveFolder.source, token: "", at: start)
    #expect(survey.contradictions.contains { $0.contains("a daily close of OKX") })
  }

  @Test func whoOnlyReadsHasThoseThatAreShown() async throws {
    let archive = site.archive()
    let reader = ArchiveReader(path: site.path)
    #expect(try reader.closes(of: SeriesArchive.exchanges, at: start) == nil)
    await save([closes(.binance, today - 30...today - 3)], by: archive)
    await save([closes(.okx, today - 9...today - 1, plus: 7)], by: archive)
    await archive.close()
    let found = try reader.closes(of: SeriesArchive.exchanges, at: start)
    #expect(found?.closes == closes(.okx, today - 9...today - 1, plus: 7))
    #expect(found?.others == [] && found?.fault == nil)
    let elsewhere = try reader.closes(of: "https://relay.example", at: start)
    #expect(elsewhere?.closes == nil && elsewhere?.others == [SeriesArchive.exchanges])
    try site.tamper("UPDATE closes SET usd = -1 WHERE exchange = 'binance'")
    let rest = try reader.closes(of: SeriesArchive.exchanges, at: start)
    #expect(rest?.closes == found?.closes)
    #expect(rest?.fault?.sentence.contains("a daily close of Binance") == true)
  }

  @Test func aCloseOfADayThatIsNotOverIsNone() {
    let over = closes(.okx, today - 2...today + 1).over(at: start)
    #expect(over == closes(.okx, today - 2...today - 1))
    #expect(closes(.okx, today...today).over(at: start) == nil)
  }

  /// Days far off, and more of them than there can be.
  @Test(arguments: [
    "INSERT INTO closes VALUES (1, 'okx', 9000000000000000000, 1, 1, 1)",
    "INSERT INTO closes VALUES (1, 'okx', -9000000000000000000, 1, 1, 1)",
    "INSERT INTO closes WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n LIMIT 300000)"
      + " SELECT 1, 'bybit', i, 1, 1, 1 FROM n",
    "INSERT INTO closes VALUES (1, 'mtgox', 15000, 1, 1, 1)",
  ])
  func noMoreIsReadThanThereCanBe(sql: String) async throws {
    let archive = site.archive()
    await save([closes(.okx, today - 30...today - 1)], by: archive)
    await archive.close()
    try site.tamper(sql)
    let stored = await site.archive().loadLive()
    #expect(stored.closes.first { $0.exchange == .okx }?.series.count == 30)
    #expect(stored.closes.allSatisfy { $0.series.count <= 10_000 })
  }
}
