import CSQLite
import FoundationEssentials
import Liquidations
import Refresh
import TerminalSupport
import Testing
import WorkSupport

@testable import Archive

/// What can't be read, or not now, isn't damaged.
@Suite(.timeLimit(.minutes(20)), .deadlines) struct ReadErrorTests {
  private let site: ArchiveFolder
  private let start = ArchiveFolder.start

  init() throws {
    site = try ArchiveFolder()
  }

  @Test(arguments: [
    SQLITE_IOERR, SQLITE_FULL, SQLITE_BUSY, SQLITE_LOCKED, SQLITE_NOMEM, SQLITE_INTERRUPT,
    SQLITE_TOOBIG, SQLITE_CANTOPEN, SQLITE_READONLY, SQLITE_PROTOCOL, SQLITE_ERROR, SQLITE_MISUSE,
  ])
  func noOtherErrorIsDamage(code: Int32) async throws {
    _ = try await site.fill()
    let file = ArchiveFile(path: site.path)
    #expect(file.verdict(on: SQLiteError(code, nil), isOurs: true) != .damaged)
  }

  @Test(arguments: [SQLITE_CORRUPT, SQLITE_NOTADB]) func damageIsLookedAtTwice(code: Int32)
    async throws
  {
    let whole = try await site.fill()
    let file = ArchiveFile(path: site.path)
    let error = SQLiteError(code, nil)
    #expect(file.verdict(on: error, isOurs: true) == .other(error.message))
    try site.write(Array(whole.prefix(whole.count / 2)))
    #expect(file.verdict(on: error, isOurs: true) == .damaged)
    try site.write(Array(repeating: 0, count: whole.count))
    #expect(file.verdict(on: error, isOurs: true) == .damaged)
    #expect(file.verdict(on: error, isOurs: false) == .foreign)
  }

  @Test(arguments: [5, 20, 50]) func oneReadInManyThatFailsSetsNothingAside(oneIn: Int) async throws
  {
    let library = try FaultyDisk.library()
    _ = try await site.fill()
    let archive = SeriesArchive(
      path: site.path, source: "https://probe", token: "probe", now: { ArchiveFolder.start })
    for key in SeriesKey.liquidations {
      await archive.save(series(1...100, of: key), of: key, asOf: start)
    }
    await archive.close()
    let whole = site.bytes()
    var faults = 0
    for seed in 1...40 {
      let ended = try Command.run(
        [
          "env", "LD_PRELOAD=\(library)", "ASAN_OPTIONS=verify_asan_link_order=0",
          "FAULTY_DISK_READS=\(oneIn)", "FAULTY_DISK_SEED=\(seed)", builtProduct("ArchiveProbe"),
          "look", site.path, "1",
        ])
      let said = ended.output.split(separator: "\n").last ?? ""
      #expect(said.hasPrefix("fault: "), "\(ended.output)")
      #expect(!said.contains("damaged"), "\(said)")
      if said != "fault: none" { faults += 1 }
      let isSame = site.bytes() == whole
      #expect(isSame)
    }
    #expect(oneIn > 5 || faults > 0)
    #expect(try site.names().filter { $0.contains("damaged") }.isEmpty)
    #expect(await site.archive().load(at: start).fault == nil)
  }
}
