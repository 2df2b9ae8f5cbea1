import Liquidations
import LiveSupport
import Refresh
import Testing
import WorkSupport

@testable import Archive
@testable import Live

/// What was heard of the exchanges, kept in the archive.
@Suite(.timeLimit(.minutes(20))) struct LiveKeepingTests {
  private let site: ArchiveFolder
  private let start = LiveSupport.start

  init() throws {
    site = try ArchiveFolder()
  }

  /// Counts some more, and keeps it.
  private func save(
    _ events: [Liquidation], _ ledger: inout LiveLedger, after edition: LiveEdition,
    by archive: SeriesArchive
  ) async -> SaveAnswer {
    for event in events { _ = ledger.take(event, at: start + .seconds(600)) }
    return await archive.saveLive(ledger.takeChanges(), after: edition, at: start)
  }

  private func edition(_ answer: SaveAnswer) -> LiveEdition? {
    guard case .saved(let edition, _) = answer else { return nil }
    return edition
  }

  @Test func whatWasKeptIsThereAgain() async throws {
    try await site.fillLive()
    let stored = await site.archive().loadLive()
    let ledger = LiveLedger(stored, feeds: Feeds.all, at: start)
    let tallies = Exchange.allCases.map { ledger.sums.tallies(of: $0, in: hour(0)).both }
    #expect(tallies.map(\.count) == [100, 100, 100, 100])
    #expect(tallies.map(\.usd).reduce(0, +) == 80_200_000)
    #expect(tallies.map(\.largest).max() == 400_000)
    #expect(Exchange.allCases.allSatisfy { ledger.sums.coverage[$0].ranges.count == 1 })
    #expect(stored.tape.count == 400 && stored.identities.count == 400)
    #expect(stored.tape.first == liquidation(0, 1_000, .binance, .short))
    #expect(stored.price == Price(90_000, at: start, .okx) && stored.prices.count == 1)
    #expect(stored.standings == [Feeds.okx: FeedStanding(.live)])
    #expect(stored.edition == LiveEdition(saves: 1, row: 400) && stored.fault == nil)
    #expect(await site.archive().loadLive(since: stored.edition, listens: false, at: start) == nil)
    // Minute by minute it is the same.
    for minute in minute(0)...minute(59) {
      let counted = Exchange.allCases.reduce(0) {
        $0 + ledger.sums.tallies(of: $1, in: minute).both.count
      }
      #expect(counted == stored.tape.count { Slot(.minute, at: $0.time) == minute })
    }
  }

  @Test func onlyWhatIsNewIsLoaded() async throws {
    let (one, other) = (site.archive(), site.archive())
    var ledger = LiveLedger(feeds: Feeds.all)
    #expect(await one.lead(.live, at: start).standing == .leads)
    #expect(await other.lead(.live, at: start).standing == .follows)
    let first = try #require(
      edition(
        await save([liquidation(1), liquidation(100)], &ledger, after: LiveEdition(), by: one)))
    _ = ledger.cover(Feeds.okx, span(0, 60), at: start)
    let second = try #require(
      edition(await save([liquidation(2), liquidation(-9_000)], &ledger, after: first, by: one)))
    let news = try #require(await other.loadLive(since: first, listens: false, at: start))
    #expect(news.since == first && news.edition == second)
    #expect(news.minutes.map(\.slot).sorted() == [minute(-150), minute(0)])
    #expect(news.hours.count == 2 && news.identities.isEmpty)
    #expect(news.tape == [liquidation(-9_000), liquidation(2)])
    #expect(news.coverage[.okx]?.ranges == [start.seconds..<start.seconds + 55])
    #expect(news.coverageStart != nil)
    #expect(await other.loadLive(since: second, listens: false, at: start) == nil)
    // One who is ahead of the file reads it whole.
    let ahead = await other.loadLive(
      since: LiveEdition(saves: 9, row: 99), listens: false, at: start)
    #expect(ahead?.since == nil && ahead?.tape.count == 4)
  }

  @Test func whoDoesNotLeadOrIsBehindKeepsNothing() async throws {
    let (one, other) = (site.archive(), site.archive())
    var (ledger, others) = (LiveLedger(feeds: Feeds.all), LiveLedger(feeds: Feeds.all))
    // Nobody leads yet.
    #expect(await save([liquidation(1)], &others, after: LiveEdition(), by: other) == .overtaken)
    #expect(await one.lead(.live, at: start).standing == .leads)
    let first = try #require(
      edition(await save([liquidation(1)], &ledger, after: LiveEdition(), by: one)))
    #expect(await save([liquidation(2)], &others, after: first, by: other) == .overtaken)
    // The lease goes over; who had it is behind by then.
    await one.resign(.live)
    #expect(await other.lead(.live, at: start).standing == .leads)
    #expect(edition(await save([liquidation(4)], &others, after: first, by: other)) != nil)
    #expect(await save([liquidation(3)], &ledger, after: first, by: one) == .overtaken)
    await other.resign(.live)
    #expect(await one.lead(.live, at: start).standing == .leads)
    #expect(await save([liquidation(3)], &ledger, after: first, by: one) == .overtaken)
    let stored = await one.loadLive()
    #expect(stored.tape.map(\.milliseconds) == [1, 4].map { (start.seconds + $0) * 1_000 })
  }

  @Test func whatIsSavedTwiceStandsOnce() async throws {
    let archive = site.archive()
    var ledger = LiveLedger(feeds: Feeds.all)
    _ = await archive.lead(.live, at: start)
    for event in [liquidation(1), liquidation(2)] { _ = ledger.take(event, at: start) }
    let changes = ledger.takeChanges()
    let first = await archive.saveLive(changes, after: LiveEdition(), at: start)
    #expect(await archive.saveLive(changes, after: LiveEdition(), at: start) == first)
    #expect(try site.rows("SELECT count(*) FROM tape", columns: 1) == ["2"])
    #expect(try site.rows("SELECT count, saves FROM hours, live", columns: 2) == ["2|1"])
  }

  @Test func placesWhereExchangesAreReachedDoNotMix() async throws {
    try await site.fillLive()
    let standIn = SeriesArchive(
      path: site.path, source: ArchiveFolder.source, token: "t", exchanges: "http://127.0.0.1:9000",
      now: { ArchiveFolder.start })
    #expect(await standIn.loadLive().tape.isEmpty)
    #expect(await standIn.lead(.live, at: start).standing == .leads)
    #expect(await site.archive().lead(.live, at: start).standing == .leads)
    var ledger = LiveLedger(feeds: Feeds.all)
    _ = await save([liquidation(1)], &ledger, after: LiveEdition(), by: standIn)
    #expect(await standIn.loadLive().tape.count == 1)
    #expect(await site.archive().loadLive().tape.count == 400)
    #expect(await standIn.tape(TapePart())?.count == 1)
  }

  @Test func theLeasesOfBothTopicsAreApart() async throws {
    let (one, other) = (site.archive(), site.archive(token: "another"))
    #expect(await one.lead(.live, at: start).standing == .leads)
    // Who listens doesn't depend on a token; who fetches does.
    #expect(await other.lead(.live, at: start).standing == .follows)
    #expect(await other.lead(.refresh, at: start).standing == .leads)
    #expect(await one.lead(.refresh, at: start).standing == .leads)
    await one.resign(.live)
    #expect(await other.lead(.live, at: start).standing == .leads)
    #expect(await site.archive().lead(.refresh, at: start).standing == .follows)
  }

  @Test func theTapeIsReadFromAnywhereByItsSize() async throws {
    try await site.fillLive()
    let archive = site.archive()
    let newest = try #require(await archive.tape(TapePart(limit: 3)))
    #expect(newest.map(\.usd) == [400_000, 399_000, 398_000])
    let before = await archive.tape(TapePart(before: newest[2].milliseconds, limit: 2)) ?? []
    #expect(before.map(\.usd) == [397_000, 396_000])
    #expect(await archive.tape(TapePart(atLeast: 390_000))?.count == 11)
    #expect(await archive.tape(TapePart(before: start.seconds * 1_000))?.isEmpty == true)
  }

  // MARK: How much is kept

  @Test func eightDaysOfMinutesAreKeptAndHoursForEver() async throws {
    let archive = site.archive()
    var ledger = LiveLedger(feeds: Feeds.all)
    _ = await archive.lead(.live, at: start)
    var edition = LiveEdition()
    for day in 0..<20 {
      let now = start + .seconds(day * 86_400)
      _ = ledger.take(Price(9, at: now, .okx), at: now)
      for number in 0..<6 {
        _ = ledger.take(liquidation(Double(day * 86_400 + number)), at: now + .seconds(60))
        let answer = await archive.saveLive(ledger.takeChanges(), after: edition, at: now)
        edition = try #require(self.edition(answer))
      }
    }
    #expect(try site.rows("SELECT count(*) FROM hours", columns: 1) == ["20"])
    let days = try site.rows("SELECT (max(minute) - min(minute)) / 86400 FROM minutes", columns: 1)
    #expect(days == ["7"])
    #expect(try site.rows("SELECT count(*) FROM tape", columns: 1) == ["49"])
    #expect(try site.rows("SELECT count(*) FROM prices", columns: 1) == ["8"])
  }

  @Test func ofMoreThanTwoHundredThousandTheOldestAreTakenOffTheTape() async throws {
    try await site.fillLive()
    try site.database().script(
      """
      INSERT INTO tape (live, time, exchange, side, instrument, usd, bitcoin, price, identity)
      WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < 199999)
      SELECT 1, \(start.seconds * 1_000) + 3600000 + i, 'okx', 'long', 'x', 1.0, 1.0, 1.0, i FROM n
      """)
    let archive = site.archive()
    _ = await archive.lead(.live, at: start)
    var ledger = LiveLedger(await archive.loadLive(), feeds: Feeds.all, at: start + .seconds(9_000))
    let events = (0..<1_000).map { liquidation(4_000 + Double($0) / 1_000, 1, .bybit) }
    for event in events { _ = ledger.take(event, at: start + .seconds(9_000)) }
    let stored = await archive.loadLive()
    _ = await archive.saveLive(ledger.takeChanges(), after: stored.edition, at: start)
    #expect(try site.rows("SELECT count(*) FROM tape", columns: 1) == ["200000"])
    // Of what was taken off it isn't known any more that it was counted.
    let frozen = try site.rows("SELECT frozen FROM live", columns: 1)
    #expect(frozen == ["\(start.seconds * 1_000 + 3_600_999)"])
    var next = LiveLedger(await archive.loadLive(), feeds: Feeds.all, at: start + .seconds(9_000))
    #expect(next.take(liquidation(3_600.5), at: start + .seconds(9_000)) == .doubtful)
    #expect(next.take(events[999], at: start + .seconds(9_000)) == .seen)
    #expect(next.take(liquidation(5_000), at: start + .seconds(9_000)) == .counted)
  }

  // MARK: News

  #if os(Linux)
    @Test func aSaveRingsForThoseWhoListenToItAlone() async throws {
      let (leader, follower) = (site.archive(), site.archive())
      _ = await (leader.lead(.live, at: start), follower.load(at: start))
      let news = try #require(await follower.news(of: .live))
      let others = try #require(await follower.news(of: .refresh))
      let version = await follower.version()
      var ledger = LiveLedger(feeds: Feeds.all)
      _ = await save([liquidation(1)], &ledger, after: LiveEdition(), by: leader)
      _ = await news.first { _ in true }
      // The series are as they were.
      #expect(await follower.version() == version)
      await leader.ask(RefreshRequest(at: start))
      _ = await others.first { _ in true }
      let lines = try #require(Platform.text(of: site.path + "-bell")).split(separator: "\n")
      #expect(lines.count { $0.hasPrefix("live ") } == 1)
    }
  #endif

  // MARK: Without the file

  @Test func whereNothingCanBeWrittenEachListensForItself() async throws {
    try await site.fillLive()
    let locker = try site.database()
    try locker.script("BEGIN IMMEDIATE")
    let archive = site.archive(patience: .milliseconds(5))
    #expect(await archive.lead(.live, at: start + .seconds(300)).standing == .onRequest)
    let stored = await archive.loadLive()
    // What is there is shown all the same.
    #expect(stored.tape.count == 400 && stored.fault?.isWriting == false)
    var ledger = LiveLedger(stored, feeds: Feeds.all, at: start)
    let answer = await save([liquidation(5_000)], &ledger, after: stored.edition, by: archive)
    #expect(answer == .unwritten(stored.fault))
    try locker.script("ROLLBACK")
    #expect(await archive.lead(.live, at: start + .seconds(300)).standing == .leads)
    _ = ledger.take(liquidation(5_001), at: start + .seconds(5_000))
    #expect(
      edition(await archive.saveLive(ledger.takeChanges(), after: stored.edition, at: start)) != nil
    )
  }

  @Test func withoutAPlaceForItNothingIsKeptAndThatIsSaid() async {
    let archive = SeriesArchive(
      path: nil, source: "s", token: "t", now: { ArchiveFolder.start })
    #expect(await archive.lead(.live, at: start).standing == .onRequest)
    #expect(await archive.loadLive().fault?.sentence.contains("no home folder") == true)
  }

  // MARK: Several

  /// Half a day of panes on one archive, with all that may happen to them.
  @Test(.longWork) func panesOnOneArchiveCountNothingTwice() throws {
    let path = site.path
    let week = SimulatedWeek(seed: 7, days: 1, from: start) { _ in
      HereArchive(
        archive: SeriesArchive(
          path: path, source: ArchiveFolder.source, token: "t", now: { LiveSupport.start }))
    }
    while !week.isOver { week.step() }
    week.settle()
    let slots = minute(0)...minute(1_439)
    for snapshot in week.snapshots {
      let found = week.check(snapshot, .minute, in: slots)
      #expect(found.wrong.isEmpty, "\(found.wrong.prefix(3))")
      #expect(Double(found.whole) > 0.3 * Double(slots.count * 4), "\(found.whole)")
      #expect(snapshot.fault == nil)
    }
    // The rows say the same as the tape, but for what was counted and never saved.
    #expect(
      try site.rows(
        """
        SELECT count(*) FROM (SELECT live, exchange, identity FROM tape GROUP BY 1, 2, 3 HAVING count(*) > 1)
        """, columns: 1) == ["0"])
    let sums = try site.rows("SELECT sum(count), sum(usd) FROM hours", columns: 2)
    #expect(try site.rows("SELECT count(*), sum(usd) FROM tape", columns: 2) == sums)
    #expect(try site.rows("SELECT sum(count), sum(usd) FROM minutes", columns: 2) == sums)
  }
}
