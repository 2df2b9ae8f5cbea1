import CSQLite
import Liquidations
import Refresh
import Testing
import WorkSupport

@testable import Archive

/// An archive that somebody has made to hang, to swell or to trap who reads it.
@Suite(.timeLimit(.minutes(20)), .longWork) struct TamperedTests {
  private let site: ArchiveFolder
  private let start = ArchiveFolder.start

  init() throws {
    site = try ArchiveFolder()
  }

  // MARK: - Days

  @Test(arguments: 0..<64) func aFlippedBitOfThePackedFirstDayMovesNothingOutOfTime(bit: Int)
    async throws
  {
    let whole = try await site.fill()
    let before = await site.archive().load(at: start)
    let database = try site.database()
    let bytes = try #require(
      database.first("SELECT bytes FROM packed WHERE series = 3") { row in
        row.blob(0) { Array($0) }
      })
    var flipped = bytes
    flipped[bit / 8] ^= 1 << UInt8(bit % 8)
    try database.run("UPDATE packed SET bytes = ?1 WHERE series = 3", .blob(flipped))
    let kept = await site.archive().load(at: start)
    let days = try #require(Snapshot(kept, policy: RefreshPolicy(), at: start).history.days)
    #expect(days.lowerBound >= StoredDays.first)
    #expect(days.upperBound <= Day(number: 20_454 + 399))
    let series = try #require(kept.readings[.okxLong]?.series)
    if kept.fault != nil {
      // The single days stand in.
      #expect(series == before.readings[.okxLong]?.series)
    } else {
      #expect(series.count == 400)
    }
    #expect(!whole.isEmpty)
    await expectTheLookToSaySo()
  }

  private func expectTheLookToSaySo() async {
    let archive = site.archive()
    _ = await archive.load(at: start)
    await archive.lookOver()
    let fault = await archive.load(at: start).fault
    #expect(fault?.sentence.hasPrefix("The archive contradicts itself: OKX long: ") == true)
    #expect(fault?.isWriting == true)
  }

  @Test func aClockThatIsBehindTakesNoDaysAway() async throws {
    _ = try await site.fill()
    let past = Timestamp(seconds: start.seconds - 700 * 86_400)
    let archive = site.archive()
    #expect(await archive.load(at: past).readings[.okxLong]?.series.count == 400)
    #expect(await archive.load(at: past).fault == nil)
    // Nor does an answer that such a clock dates.
    await archive.save(series([7]), of: .okxLong, asOf: past)
    #expect(await archive.load(at: past).readings[.okxLong]?.series.count == 400)
  }

  @Test func daysThatOneSeriesAloneHasAfterTomorrowAreLeftOut() async throws {
    _ = try await site.fill()
    try site.database().script(
      "INSERT INTO days SELECT series, day + 4000, usd, fetched_at FROM days WHERE series = 3;"
        + "DELETE FROM packed WHERE series = 3")
    let kept = await site.archive().load(at: start)
    #expect(kept.readings[.okxLong]?.series.count == 400)
    #expect(kept.fault?.sentence.contains("400 days of OKX long") == true)
  }

  // MARK: - Size

  /// What is too large in which column.
  static let swellings = [
    "UPDATE packed SET bytes = zeroblob(80000000) WHERE series = 3",
    "UPDATE packed SET bytes = replace(hex(zeroblob(10000000)), '00', '[{') WHERE series = 3",
    "UPDATE series SET rejections = '[' || replace(hex(zeroblob(10000000)), '00', '1,') || '1]'",
    "UPDATE series SET etag = hex(zeroblob(10000000))",
    "UPDATE leaders SET plan = hex(zeroblob(10000000)), asked = plan, holder = plan",
    "UPDATE failures SET error = hex(zeroblob(10000000)), sentence = error",
    "UPDATE series SET as_of = hex(zeroblob(10000000))",
    """
    INSERT INTO failures WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c LIMIT 99999)
    SELECT source, token, x, side, failed_at, sentence, error FROM failures, c
    """,
    """
    INSERT INTO series (source, exchange, side)
    WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c LIMIT 99999)
    SELECT 'https://newhedge.io', x, 'long' FROM c
    """,
    """
    INSERT INTO days WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c LIMIT 99999)
    SELECT 3, 1000000 + x, 5, 0 FROM c; DELETE FROM packed
    """,
  ]

  @Test(arguments: TamperedTests.swellings) func whatIsTooLargeIsLeftOut(sql: String) async throws {
    _ = try await site.fill()
    let first = site.archive()
    await first.record(FetchError(.bybitShort, .forbidden), at: start)
    await first.announce(AnnouncedPlan(loading: [], schedule: .none))
    await first.close()
    try site.tamper(sql)
    let archive = site.archive()
    let kept = await archive.load(at: start)
    #expect(kept.fault?.isWriting ?? true)
    for key in SeriesKey.liquidations where key != .okxLong {
      #expect(kept.readings[key]?.series.count == 400)
    }
    await archive.save(series(5...20), of: .okxLong, asOf: start)
    #expect(await archive.leads(at: start))
    let after = await archive.load(at: start)
    #expect(after.fault?.isWriting ?? true)
    #expect(after.readings[.okxLong]?.series[Day(number: 20_454)] == 5)
  }

  @Test func aValueLargerThanMayBeReadAtAllIsSaid() async throws {
    _ = try await site.fill()
    try site.tamper("UPDATE series SET rejections = zeroblob(70000000) WHERE id = 3")
    let archive = site.archive()
    let fault = await archive.load(at: start).fault
    #expect(fault?.sentence.contains(" holds a value of more than 64 MiB ") == true)
    #expect(await archive.save(series([1]), of: .okxLong, asOf: start) == series([1]).series)
    await archive.close()
    #expect(try site.asides().isEmpty)
    #expect(
      try site.rows("SELECT length(rejections) FROM series WHERE id = 3", columns: 1) == [
        "70000000"
      ])
  }

  // MARK: - Schema

  private static let endless = "WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c)"

  @Test(arguments: ["series", "packed", "failures", "leaders", "calls", "changes"])
  func aViewInATablesPlaceIsLeftAlone(name: String) async throws {
    _ = try await site.fill()
    try site.database().script(
      "PRAGMA legacy_alter_table = ON; ALTER TABLE \(name) RENAME TO old_\(name);"
        + "CREATE VIEW \(name) AS \(Self.endless) SELECT c.x AS y, o.* FROM c, old_\(name) o")
    let before = site.bytes()
    let archive = site.archive()
    let kept = archive.loadHistoryHere(at: start)
    #expect(
      kept.fault?.sentence.hasPrefix("The archive \(site.path) lacks its table \(name) and") == true
    )
    #expect(await archive.take(8, of: 10, at: start) == 8)
    await archive.save(series([1]), of: .okxLong, asOf: start)
    await archive.close()
    let isSame = site.bytes() == before
    #expect(isSame)
    let survey = ArchiveSurvey(path: site.path, source: ArchiveFolder.source, token: "", at: start)
    #expect(survey.fault?.contains(" lacks its table \(name) ") == true)
  }

  @Test func aTableOfAnotherKindIsNone() async throws {
    _ = try await site.fill()
    try site.database().script("DROP TABLE days; CREATE VIRTUAL TABLE days USING fts5(a)")
    let kept = await site.archive().load(at: start)
    #expect(kept.fault?.sentence.contains(" lacks its table days ") == true)
    #expect(try site.names().filter { $0.contains("damaged") }.isEmpty)
  }

  @Test(arguments: [
    "series.etag", "packed.bytes", "days.usd", "calls.count", "series.as_of", "changes.count",
  ])
  func aColumnOfAnotherNameIsSaid(column: String) async throws {
    _ = try await site.fill()
    let (table, name) = (column.split(separator: ".")[0], column.split(separator: ".")[1])
    try site.database().script(
      "PRAGMA legacy_alter_table = ON; ALTER TABLE \(table) RENAME COLUMN \(name) TO other")
    let archive = site.archive()
    _ = await archive.load(at: start)
    await archive.save(series(500...520), of: .okxLong, asOf: start)
    _ = await archive.take(8, of: 10, at: start)
    let fault = await archive.load(at: start).fault
    #expect(
      fault?.sentence.hasPrefix("The archive \(site.path) lacks its column \(column) and") == true,
      "\(fault?.sentence ?? "none")")
    await archive.close()
    #expect(try site.asides().isEmpty)
    let survey = ArchiveSurvey(path: site.path, source: ArchiveFolder.source, token: "", at: start)
    #expect(survey.fault?.contains(" lacks its column \(column) ") == true)
  }

  /// Nor is it opened, which would need its module.
  @Test func anothersTableIsNoLack() async throws {
    _ = try await site.fill()
    try site.database().script(
      """
      PRAGMA writable_schema = ON;
      INSERT INTO sqlite_schema VALUES
        ('table', 'places', 'places', 0, 'CREATE VIRTUAL TABLE places USING absent(a)')
      """)
    let survey = ArchiveSurvey(path: site.path, source: ArchiveFolder.source, token: "", at: start)
    #expect(survey.fault == nil, "\(survey.fault ?? "")")
  }

  @Test func triggersDoNotRun() async throws {
    _ = try await site.fill()
    for table in ["series", "days", "packed", "calls", "leaders", "failures", "changes"] {
      for event in ["INSERT", "UPDATE"] {
        try site.database().script(
          "CREATE TRIGGER \(table)_\(event) AFTER \(event) ON \(table) BEGIN"
            + " DELETE FROM packed; END")
      }
    }
    let archive = site.archive()
    await archive.save(series([7]), of: .okxLong, asOf: start)
    #expect(await archive.take(8, of: 10, at: start) == 8)
    let kept = await archive.load(at: start)
    #expect(kept.fault == nil && kept.readings.count == 8 && kept.spent == 8)
    #expect(try site.rows("SELECT count(*) FROM packed", columns: 1) == ["8"])
  }

  // MARK: - Without end

  @Test func workWithoutEndIsCutShort() throws {
    let database = try Database(":memory:", .writing, patience: .zero)
    let error = #expect(throws: SQLiteError.self) {
      try database.all("\(Self.endless) SELECT count(*) FROM c") { $0.integer(0) }
    }
    #expect(error.map { ArchiveError($0) } == .endless)
    // What comes after it has its own time.
    #expect(try database.first("SELECT 1") { $0.integer(0) } == 1)
  }

  @Test func whoEndsWaitsForNoWorkWithoutEnd() throws {
    let patience = LockPatience(.zero)
    let database = try Database(":memory:", .writing, patience: patience)
    let before = Platform.workTime
    #expect(throws: SQLiteError.self) {
      try database.writing { () throws(SQLiteError) in
        patience.isHurried = true
        try database.run("\(Self.endless) SELECT count(*) FROM c")
      }
    }
    #expect(Platform.workTime - before < LockPatience.longestWork)
    // What is done to end has its own time.
    try database.writing { () throws(SQLiteError) in try database.run("CREATE TABLE t (x)") }
  }

  @Test func readingWithoutEndIsSaidAndLeftAlone() async throws {
    _ = try await site.fill()
    let archive = site.archive()
    _ = await archive.load(at: start)
    let done: Void? = await archive.endlessly()
    #expect(done == nil)
    let fault = await archive.load(at: start).fault
    #expect(fault?.sentence.contains(" takes too long, so it is left alone; ") == true)
    #expect(try site.names().filter { $0.contains("damaged") }.isEmpty)
    #expect(await archive.save(series([1]), of: .okxLong, asOf: start)[Day(number: 20_454)] == 1)
  }
}

extension SeriesArchive {
  /// Reads what has no end.
  fileprivate func endlessly() -> Void? {
    onFile { queries throws(SQLiteError) in
      try queries.database.run(
        "WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c) SELECT count(*) FROM c")
    }
  }
}
