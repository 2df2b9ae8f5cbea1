import Liquidations
import Live
import Refresh
import TerminalSupport
import Testing
import WorkSupport

@testable import Archive

/// An archive that programs of format 2 have filled, which know of no daily closes.
@Suite(.timeLimit(.minutes(20)), .deadlines) struct ClosesMigrationTests {
  private let site: ArchiveFolder
  private let start = Timestamp(seconds: 1_781_517_650)

  init() throws {
    site = try ArchiveFolder()
    try site.write([])
    let database = try site.database()
    try database.script("PRAGMA journal_mode = WAL")
    try database.script(FormatTwo.tables)
    try database.script(FormatTwo.rows)
    let (longs, shorts) = (
      (0..<900).map { (day: Day(number: 19_700 + $0), value: Optional(1_000 + Double($0))) },
      (0..<900).map { (day: Day(number: 19_700 + $0), value: $0 == 450 ? nil : -500 - Double($0)) }
    )
    try database.run("INSERT INTO packed VALUES (1, ?1)", .blob(Series(longs).packed))
    try database.run("INSERT INTO packed VALUES (2, ?1)", .blob(Series(shorts).packed))
    database.close()
  }

  /// Everything that stands in the tables of format 2, but for who leads.
  private func contents() throws -> [String] {
    let database = try site.database()
    return try Schema.tables[..<2].joined().filter { $0 != "leaders" }.flatMap { table in
      let columns = try database.all("SELECT name FROM pragma_table_info('\(table)')") {
        $0.text(0) ?? ""
      }
      let row = columns.map { "quote(\($0))" }.joined(separator: " || '|' || ")
      return try database.all("SELECT \(row) FROM \(table) ORDER BY 1") {
        "\(table)|\($0.text(0) ?? "NULL")"
      }
    }
  }

  private func expectAllThere(_ stored: StoredLive?) {
    #expect(stored?.edition == LiveEdition(saves: 7, row: 3))
    #expect(stored?.hours.count == 1 && stored?.minutes.count == 2 && stored?.tape.count == 3)
    #expect(stored?.coverage[.okx]?.ranges == [1_781_510_400..<1_781_517_600])
    #expect(stored?.price?.usd == 90_000 && stored?.prices.count == 1)
    #expect(stored?.closes.isEmpty == true && stored?.fault == nil)
  }

  @Test func isBroughtUpAndLosesNothing() async throws {
    let before = try contents()
    #expect(before.count == 1_819)
    let archive = site.archive()
    expectAllThere(await archive.loadLive(since: nil, listens: true, at: start))
    #expect(await archive.load(at: start).readings.count == 2)
    #expect(try contents() == before)
    #expect(try site.rows("PRAGMA user_version", columns: 1) == ["\(Schema.version)"])
    #expect(try Schema.missingTable(in: try site.database()) == nil)
    #expect(try site.rows("PRAGMA integrity_check", columns: 1) == ["ok"])
    #expect(await archive.closes(at: start) == nil)
    #expect(try site.asides().isEmpty)
  }

  /// Where it can't be brought up, what it has is shown as it lies there.
  @Test func isReadAsItIsWhileItCannotBeWritten() async throws {
    let locker = try site.database()
    try locker.script("BEGIN IMMEDIATE")
    let archive = site.archive(patience: .milliseconds(5))
    let stored = await archive.loadLive(since: nil, listens: false, at: start)
    #expect(stored?.tape.count == 3 && stored?.hours.count == 1 && stored?.closes.isEmpty == true)
    #expect(await archive.closes(at: start) == nil)
    #expect(try site.rows("PRAGMA user_version", columns: 1) == ["2"])
    try locker.script("ROLLBACK")
  }

  @Test func isSurveyedAsItIs() throws {
    let before = site.bytes()
    let survey = ArchiveSurvey(
      path: site.path, source: ArchiveFolder.source, token: "0123456789abcdef", at: start)
    #expect(survey.fault == nil && survey.contradictions.isEmpty)
    expectAllThere(survey.live)
    let isSame = site.bytes() == before
    #expect(isSame)
  }

  @Test func whoOnlyReadsIsToldThatItHasNone() throws {
    let before = site.bytes()
    let error = #expect(throws: ArchiveReadingError.self) {
      try ArchiveReader(path: site.path).closes(of: SeriesArchive.exchanges, at: start)
    }
    #expect(error?.description.contains("is of an older format, which has nothing of that") == true)
    let isSame = site.bytes() == before
    #expect(isSame)
  }

  /// A program of format 2 that is at work on it writes nothing more.
  @Test func aProgramOfFormatTwoAtWorkWritesNothingMore() async throws {
    let older = try site.database()
    older.isAsExpected = { database throws(SQLiteError) in
      try database.first("PRAGMA user_version") { $0.integer(0) } == 2
    }
    try older.writing { () throws(SQLiteError) in try older.run("UPDATE live SET saves = 8") }
    let archive = site.archive()
    #expect(
      await archive.loadLive(since: nil, listens: false, at: start)?.edition.saves == 8)
    #expect(throws: SQLiteError.self) {
      try older.writing { () throws(SQLiteError) in try older.run("UPDATE live SET saves = 9") }
    }
  }
}
