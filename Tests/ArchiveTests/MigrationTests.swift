import FoundationEssentials
import Liquidations
import Refresh
import TerminalSupport
import Testing
import WorkSupport

@testable import Archive

#if canImport(Glibc)
  import Glibc
#endif

/// An archive that programs of format 1 have filled.
@Suite(.timeLimit(.minutes(20)), .deadlines) struct MigrationTests {
  private let site: ArchiveFolder
  private let start = ArchiveFolder.start
  private let bybit = SeriesKey.bybitShort

  init() throws {
    site = try ArchiveFolder()
    try site.write([])
    let database = try site.database()
    try database.script("PRAGMA journal_mode = WAL")
    try database.script(FormatOne.tables)
    try database.script(FormatOne.rows)
    let (longs, shorts) = (
      (0..<900).map { (day: Day(number: 19_700 + $0), value: Optional(1_000 + Double($0))) },
      (0..<900).map { (day: Day(number: 19_700 + $0), value: $0 == 450 ? nil : -500 - Double($0)) }
    )
    try database.run("INSERT INTO packed VALUES (1, ?1)", .blob(Series(longs).packed))
    try database.run("INSERT INTO packed VALUES (2, ?1)", .blob(Series(shorts).packed))
    database.close()
  }

  private static let tables = Schema.tables[0]

  /// Everything that stands in the tables of format 1, but for who leads.
  private func contents() throws -> [String] {
    let database = try site.database()
    return try Self.tables.filter { $0 != "leaders" }.flatMap { table in
      let columns = try database.all("SELECT name FROM pragma_table_info('\(table)')") {
        $0.text(0) ?? ""
      }
      let row = columns.map { "quote(\($0))" }.joined(separator: " || '|' || ")
      return try database.all("SELECT \(row) FROM \(table) ORDER BY 1") {
        "\(table)|\($0.text(0) ?? "NULL")"
      }
    }
  }

  private func expectAllThere(_ kept: StoredState) {
    #expect(kept.readings[.okxLong]?.series.count == 900)
    #expect(kept.readings[.okxLong]?.asOf == Timestamp(seconds: 1_781_517_600))
    #expect(kept.readings[bybit]?.series.count == 899)
    #expect(kept.readings[bybit]?.series[Day(number: 19_700)] == -500)
    #expect(kept.readings[bybit]?.error == FetchError(bybit, .forbidden))
  }

  @Test func isBroughtUpAndLosesNothing() async throws {
    let before = try contents()
    #expect(before.count == 1_809)
    let archive = site.archive()
    let kept = await archive.load(at: start)
    expectAllThere(kept)
    #expect(kept.spent == 123)
    #expect(kept.asked == RefreshRequest(at: Timestamp(seconds: 1_781_517_500)))
    #expect(kept.announced == AnnouncedPlan(loading: [], schedule: .none) && kept.fault == nil)
    #expect(try site.rows("PRAGMA user_version", columns: 1) == ["\(Schema.version)"])
    #expect(try contents() == before)
    #expect(try Schema.missingTable(in: try site.database()) == nil)
    #expect(try site.rows("PRAGMA integrity_check", columns: 1) == ["ok"])
    // It is worked with as ever.
    #expect(await archive.take(1, of: 200, at: start) == 1)
    await archive.save(series([1]), of: .okxLong, asOf: start)
    await archive.close()
    #expect(
      await site.archive().load(at: start).readings[.okxLong]?.series[Day(number: 20_454)] == 1)
    #expect(try site.asides().isEmpty)
  }

  @Test func isShownBeforeItIsBroughtUp() async throws {
    let before = site.bytes()
    let archive = site.archive()
    expectAllThere(archive.loadHistoryHere(at: start))
    let isSame = site.bytes() == before
    #expect(isSame)
    #expect(await archive.load(at: start).readings.count == 2)
    #expect(try site.rows("PRAGMA user_version", columns: 1) == ["\(Schema.version)"])
  }

  @Test func isShownWhileItCannotBeWritten() async throws {
    let locker = try site.database()
    try locker.script("BEGIN IMMEDIATE")
    let archive = site.archive(patience: .milliseconds(5))
    let kept = await archive.load(at: start)
    expectAllThere(kept)
    #expect(kept.fault?.sentence.hasPrefix("Another program has locked ") == true)
    try locker.script("ROLLBACK")
    #expect(await archive.take(1, of: 200, at: start) == 1)
    #expect(await archive.load(at: start).fault == nil)
    #expect(try site.rows("PRAGMA user_version", columns: 1) == ["\(Schema.version)"])
  }

  @Test func isSurveyedAsItIs() throws {
    let (before, names) = (site.bytes(), try site.names())
    let survey = ArchiveSurvey(
      path: site.path, source: ArchiveFolder.source, token: "0123456789abcdef", at: start)
    #expect(survey.fault == nil && survey.contradictions.isEmpty && survey.revisions == 1)
    expectAllThere(try #require(survey.kept))
    let isSame = site.bytes() == before
    #expect(try isSame && site.names() == names)
  }

  /// One that lacks a table of its own version isn't brought up to hide it.
  @Test func oneThatLacksATableIsNotRead() async throws {
    try site.database().script("DROP TABLE days")
    #expect(site.archive().loadHistoryHere(at: start).readings.isEmpty)
    let fault = await site.archive().load(at: start).fault
    #expect(fault?.sentence.contains(" lacks its table days ") == true)
  }

  /// Each transaction of a program of format 1 begins so.
  private func isFormatOne(_ database: Database) throws(SQLiteError) -> Bool {
    try database.first("PRAGMA user_version") { $0.integer(0) } == 1
  }

  @Test func aProgramOfFormatOneAtWorkWritesNothingMore() async throws {
    let older = try site.database()
    older.isAsExpected = isFormatOne
    try older.writing { () throws(SQLiteError) in
      try older.run("UPDATE calls SET count = count + 1")
    }
    let archive = site.archive()
    #expect(await archive.load(at: start).spent == 124)
    #expect(throws: SQLiteError.self) {
      try older.writing { () throws(SQLiteError) in
        try older.run("UPDATE calls SET count = count + 1")
      }
    }
    #expect(throws: SQLiteError.self) { try older.reading { () throws(SQLiteError) in } }
    #expect(await archive.load(at: start).spent == 124)
    // What it sees on looking again is that it is a newer one's.
    #expect(try older.first("PRAGMA user_version") { $0.integer(0) } == Schema.version)
    #expect(try older.first("PRAGMA application_id") { $0.integer(0) } == Schema.application)
  }

  @Test func isBroughtUpWhileAnotherReads() async throws {
    let reader = try site.database()
    try reader.script("BEGIN; SELECT count(*) FROM days")
    let archive = site.archive(patience: .milliseconds(5))
    expectAllThere(await archive.load(at: start))
    #expect(await archive.load(at: start).fault == nil)
    #expect(try reader.first("SELECT count(*) FROM days") { $0.integer(0) } == 1_800)
    try reader.script("COMMIT")
  }

  // MARK: - Where it can't be brought up

  /// A probe's lines that works on a copy of it, on a small disk, after a line of shell.
  private func onSmallDisk(_ verb: String, after shell: String) throws -> [String] {
    try site.database().script("UPDATE series SET source = 'https://probe' WHERE id < 3")
    return try Disk.run(
      "cp \(site.path) archive.sqlite; \(shell)",
      [builtProduct("ArchiveProbe"), verb, "archive.sqlite", "0"])
  }

  @Test(.enabled(if: Disk.canBeMade, "a small disk can't be mounted here"))
  func isReadWhereNothingMayBeWritten() throws {
    let lines = try onSmallDisk("tell", after: "mount -o remount,ro .")
    try #require(lines.count == 4, "\(lines)")
    #expect(lines[0] == "values: 1899 1399")
    #expect(lines[1].hasPrefix("fault: The archive archive.sqlite may not be written; new data"))
    // What is saved is older than the days whose values are said.
    #expect(lines[2] == lines[0] && lines[3] == lines[1])
  }

  @Test(.enabled(if: Disk.canBeMade, "a small disk can't be mounted here"))
  func isReadOnAFullDiskAndBroughtUpOnceThereIsRoom() throws {
    let full = "head -c 9000000 /dev/zero > archive.sqlite.ballast 2>/dev/null"
    let lines = try onSmallDisk("fill", after: full)
    try #require(lines.count == 5, "\(lines)")
    #expect(lines[0].hasPrefix("fault: The disk is full; new data are kept in memory only"))
    let values = Set(lines[1].split(separator: " "))
    #expect(values.isSuperset(of: ["values:", "1899", "1399", "1"]))
    #expect(lines[2] == "fault: none" && lines[3] == lines[1] && lines[4] == "fault: none")
  }

  #if os(Linux)
    /// Killed while it waits for the disk to take the first, second … of what it has written.
    @Test(arguments: 1...3) func isWholeWhereWhoBringsItUpIsKilled(wait: Int) async throws {
      let (gate, counter) = ("\(site.folder)/gate", "\(site.folder)/syncs")
      let before = try contents()
      try Data().write(to: URL(filePath: gate))
      try #require(mkfifo(counter, 0o600) == 0)
      // Open for writing too: it doesn't end between one writer and the next.
      let waits = open(counter, O_RDWR)
      try #require(waits >= 0)
      defer { close(waits) }
      let child = try Child(
        "env", "LD_PRELOAD=\(try FaultyDisk.library())", "ASAN_OPTIONS=verify_asan_link_order=0",
        "FAULTY_DISK_GATE=\(gate)", "FAULTY_DISK_PASSES=\(wait - 1)",
        "FAULTY_DISK_SYNCS=\(counter)", builtProduct("ArchiveProbe"), "look", site.path, "1")
      var byte: UInt8 = 0
      for _ in 0..<wait { try #require(read(waits, &byte, 1) == 1) }
      child.send(SIGKILL)
      #expect(child.hasBecome(WEXITED))
      try FileManager.default.removeItem(atPath: gate)
      let archive = site.archive()
      expectAllThere(await archive.load(at: start))
      await archive.close()
      #expect(try site.rows("PRAGMA user_version", columns: 1) == ["\(Schema.version)"])
      #expect(try contents() == before && site.asides().isEmpty)
      #expect(try site.rows("PRAGMA integrity_check", columns: 1) == ["ok"])
    }
  #endif
}
