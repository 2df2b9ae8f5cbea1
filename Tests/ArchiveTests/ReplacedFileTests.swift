import FoundationEssentials
import Liquidations
import Refresh
import TerminalSupport
import Testing

@testable import Archive

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// What others do to the file while a dashboard is at work on it.
@Suite(.timeLimit(.minutes(20))) struct ReplacedFileTests {
  private let site: ArchiveFolder
  private let start = ArchiveFolder.start

  init() throws {
    site = try ArchiveFolder()
  }

  // MARK: - Newer programs

  /// What a newer program may do to the tables.
  static let migrations = [
    "CREATE TABLE more (x)",
    "ALTER TABLE packed RENAME TO packs",
    "DROP TABLE series; CREATE TABLE series (name TEXT)",
    "ALTER TABLE calls RENAME COLUMN count TO calls",
  ]

  @Test(arguments: ReplacedFileTests.migrations)
  func anArchiveThatANewerProgramBringsUpIsLeftAlone(sql: String) async throws {
    _ = try await site.fill()
    let (old, other) = (site.archive(), site.archive())
    #expect(await old.load(at: start).readings.count == 8)
    #expect(await other.leads(at: start))
    try site.tamper("BEGIN; \(sql); PRAGMA user_version = 7; COMMIT")
    let before = try site.rows("SELECT name FROM sqlite_schema", columns: 1)
    await old.save(series(3...9), of: .okxLong, asOf: start + .seconds(9))
    #expect(await other.take(8, of: 100, at: start) == 8)
    for archive in [old, other] {
      let kept = await archive.load(at: start)
      #expect(
        kept.fault?.sentence.contains(" is of a newer liqtop (version 7) and is left") == true)
      #expect(kept.fault?.isWriting == false)
    }
    #expect(await old.load(at: start).readings.count == 8)
    #expect(await old.load(at: start).readings[.okxLong]?.series[Day(number: 20_454)] == 3)
    await old.close()
    await other.close()
    #expect(try site.names().filter { $0.contains("damaged") }.isEmpty)
    #expect(try site.rows("SELECT name FROM sqlite_schema", columns: 1) == before)
    #expect(try site.rows("PRAGMA integrity_check", columns: 1) == ["ok"])
  }

  @Test func onceTheOlderFileIsBackItIsUsedAgain() async throws {
    let whole = try await site.fill()
    let archive = site.archive()
    try site.tamper("PRAGMA user_version = 7")
    #expect(await archive.load(at: start).fault?.isWriting == false)
    try site.write(whole, "-old")
    try Platform.rename(site.path + "-old", to: site.path)
    await archive.save(series([3]), of: .okxLong, asOf: start + .seconds(1))
    #expect(await archive.load(at: start).fault == nil)
    #expect(try site.rows("SELECT count(*) FROM series", columns: 1) == ["8"])
  }

  @Test func aFileThatBecomesAnotherProgramsIsLeftAlone() async throws {
    _ = try await site.fill()
    let archive = site.archive()
    _ = await archive.load(at: start)
    try site.tamper("PRAGMA application_id = 7")
    await archive.save(series([3]), of: .okxLong, asOf: start)
    let fault = await archive.load(at: start).fault
    #expect(fault?.sentence.contains(" isn't an archive of liqtop and is left alone;") == true)
    #expect(try site.names().filter { $0.contains("damaged") }.isEmpty)
  }

  // MARK: - Other files

  @Test func aLogThatIsTakenAwayCostsNothing() async throws {
    _ = try await site.fill()
    let archive = site.archive()
    await archive.save(series([3]), of: .okxLong, asOf: start + .seconds(1))
    #expect(await archive.take(8, of: 100, at: start) == 8)
    unlink(site.path + "-wal")
    await archive.save(series([-4]), of: .bybitShort, asOf: start + .seconds(2))
    #expect(await archive.load(at: start).fault == nil)
    let kept = await site.archive().load(at: start)
    #expect(kept.readings[.okxLong]?.series[Day(number: 20_454)] == 3)
    #expect(kept.readings[.bybitShort]?.series[Day(number: 20_454)] == -4)
    #expect(kept.spent == 8)
    #expect(try site.rows("PRAGMA integrity_check", columns: 1) == ["ok"])
  }

  @Test func aBackupThatIsMovedIntoItsPlaceIsBroughtUpToDate() async throws {
    let backup = try await site.fill()
    let archive = site.archive()
    await archive.save(series([3]), of: .okxLong, asOf: start + .seconds(1))
    try site.write(backup, "-backup")
    try Platform.rename(site.path + "-backup", to: site.path)
    await archive.save(series([-4]), of: .bybitShort, asOf: start + .seconds(2))
    #expect(await archive.load(at: start).fault == nil)
    let kept = await site.archive().load(at: start)
    #expect(kept.readings[.okxLong]?.series[Day(number: 20_454)] == 3)
    #expect(kept.readings[.bybitShort]?.series[Day(number: 20_454)] == -4)
    #expect(try site.rows("PRAGMA integrity_check", columns: 1) == ["ok"])
    #expect(try site.names().filter { $0.contains("damaged") }.isEmpty)
  }

  @Test func oneThatIsVacuumedStaysInUse() async throws {
    _ = try await site.fill()
    let archive = site.archive()
    await archive.save(series([3]), of: .okxLong, asOf: start + .seconds(1))
    try site.tamper("DELETE FROM revisions; VACUUM; PRAGMA wal_checkpoint(TRUNCATE)")
    await archive.save(series([4]), of: .okxLong, asOf: start + .seconds(2))
    let kept = await archive.load(at: start)
    #expect(kept.fault == nil && kept.readings[.okxLong]?.series[Day(number: 20_454)] == 4)
    #expect(await site.archive().load(at: start).readings[.okxLong] == kept.readings[.okxLong])
  }

  @Test(arguments: [0, 4_096, 40_960])
  func oneThatIsCutShortIsNoticed(length: Int) async throws {
    _ = try await site.fill()
    let archive = site.archive()
    _ = await archive.load(at: start)
    truncate(site.path, off_t(length))
    await archive.save(series([3]), of: .okxLong, asOf: start + .seconds(1))
    await archive.lookOver()
    let kept = await archive.load(at: start)
    #expect(kept.fault?.sentence.contains(length == 0 ? " is empty," : " was damaged;") == true)
    #expect(kept.readings.count == 8)
    #expect(kept.readings[.okxLong]?.series[Day(number: 20_454)] == 3)
    guard length > 0 else { return #expect(site.bytes() == []) }
    #expect(await site.archive().load(at: start).readings == kept.readings)
  }

  @Test(arguments: ["a folder", "a pipe", "a link to nowhere"])
  func whatTakesItsPlaceIsNotTouched(what: String) async throws {
    let archive = site.archive()
    await archive.save(series([1]), of: .okxLong, asOf: start)
    for ending in ["", "-wal", "-shm"] { unlink(site.path + ending) }
    switch what {
    case "a folder": mkdir(site.path, 0o700)
    case "a pipe": mkfifo(site.path, 0o600)
    default: symlink("/nowhere/at/all", site.path)
    }
    await archive.save(series([-2]), of: .bybitShort, asOf: start)
    let kept = await archive.load(at: start)
    #expect(kept.fault?.isWriting == false && kept.readings.count == 2)
    if what == "a folder" { rmdir(site.path) } else { unlink(site.path) }
    await archive.save(series([3]), of: .okxLong, asOf: start)
    #expect(await archive.load(at: start).fault == nil)
    #expect(await site.archive().load(at: start).readings.count == 2)
  }

  // MARK: - The background look

  @Test func damageThatNoFrameShowsIsFoundInTheBackground() async throws {
    var bytes = try await site.fill()
    let sql = "SELECT rootpage FROM sqlite_schema WHERE name = 'days'"
    let page = Int(try #require(site.database().first(sql) { $0.integer(0) }))
    bytes.replaceSubrange(
      (page - 1) * 4_096..<page * 4_096, with: repeatElement(0xff, count: 4_096))
    try site.write(bytes)
    let archive = site.archive()
    #expect(await archive.load(at: start).fault == nil)
    #expect(await archive.leads(at: start))
    #expect(await archive.leads(at: start + .seconds(60)))
    #expect(await archive.load(at: start).fault == nil)
    #expect(await archive.leads(at: start + .seconds(120)))
    let kept = await archive.load(at: start)
    #expect(kept.fault?.sentence.hasPrefix("The archive was damaged; it is kept as ") == true)
    #expect(kept.readings.count == 8)
    #expect(await site.archive().load(at: start).readings == kept.readings)
  }

  @Test func daysThatDifferFromThePackedOnesAreSaid() async throws {
    _ = try await site.fill()
    try site.tamper("UPDATE days SET usd = usd + 1 WHERE series = 3 AND day < 20456")
    let archive = site.archive()
    #expect(await archive.leads(at: start))
    #expect(await archive.leads(at: start + .seconds(120)))
    #expect(
      await archive.load(at: start).fault?.sentence
        == "The archive contradicts itself: OKX long: 2 days differ in the tables days and packed;"
        + " liqtop check has the details.")
  }

  @Test func aWholeOneIsSaidNothingOf() async throws {
    _ = try await site.fill()
    let archive = site.archive()
    await archive.lookOver()
    #expect(await archive.load(at: start).fault == nil)
  }

  #if os(Linux)
    // MARK: - Lost memory

    @Test func memoryThatIsCutShortEndsNobody() async throws {
      let child = try Child(builtProduct("ArchiveProbe"), "hold", site.path)
      let reader = try Child(builtProduct("ArchiveProbe"), "look", site.path)
      var cuts = 0
      while cuts < 300 {
        guard truncate(site.path + "-shm", 0) == 0 else { continue }
        cuts += 1
        await Task.yield()
      }
      #expect(child.isRunning && reader.isRunning)
      #expect(try site.names().filter { $0.contains("damaged") }.isEmpty)
    }
  #endif
}
