import FoundationEssentials
import Liquidations
import Refresh
import Testing

@testable import Archive

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

@Suite(.timeLimit(.minutes(20))) struct FaultTests {
  private let start = ArchiveFolder.start
  private static let aside = "archive.sqlite.damaged-2026-11-22T1130Z"

  @Test func oneThatIsOnlyReadGetsNoFilesBesideIt() async throws {
    let site = try ArchiveFolder()
    _ = try await site.fill()
    let before = try FileManager.default.contentsOfDirectory(atPath: site.folder).sorted()
    let database = try #require(ArchiveFile(path: site.path).openForReading(isLocked: false))
    let state = try Schema.state(of: database)
    #expect(state == .current)
    let during = try FileManager.default.contentsOfDirectory(atPath: site.folder).sorted()
    #expect(during == before)
  }

  // MARK: - Damage

  /// What can be done to a file of 400 days of eight series.
  static let damages: [(String, @Sendable ([UInt8]) -> [UInt8])] = [
    ("half", { Array($0.prefix($0.count / 2)) }),
    ("the first page alone", { Array($0.prefix(4_096)) }),
    ("a bit more than a page", { Array($0.prefix(5_000)) }),
    ("holes", { bytes in bytes.enumerated().map { $0 % 8_192 < 4_096 ? $1 : 0xff } }),
  ]

  @Test(arguments: FaultTests.damages.indices)
  func aDamagedFileIsSetAsideAndANewOneBegun(index: Int) async throws {
    let site = try ArchiveFolder()
    let damaged = Self.damages[index].1(try await site.fill())
    try site.write(damaged)
    let archive = site.archive()
    let kept = await archive.load(at: start)
    #expect(kept.readings.isEmpty, "\(Self.damages[index].0)")
    #expect(
      kept.fault
        == StoreFault(
          "The archive was damaged; it is kept as \(Self.aside), and a new one was started.",
          isWriting: true))
    let isKept = site.bytes(".damaged-2026-11-22T1130Z") == damaged
    #expect(isKept, "\(Self.damages[index].0)")
    await archive.save(series([1]), of: .okxLong, asOf: start)
    await archive.close()
    let next = await site.archive().load(at: start)
    #expect(next.readings[.okxLong]?.series == series([1]).series)
    #expect(next.fault == nil)
  }

  @Test func anyCutOrFlippedByteEndsInAnArchiveThatWorks() async throws {
    let site = try ArchiveFolder()
    let whole = try await site.fill()
    for round in 0..<60 {
      var bytes = whole
      if round % 2 == 0 {
        // Of less than SQLite's smallest page nobody can tell whose it was.
        bytes.removeLast(Int.random(in: 1...whole.count - 512))
      } else {
        // What stands before is whose file it is, and of which version.
        for _ in 0..<20 { bytes[.random(in: 100..<bytes.count)] = .random(in: 0...255) }
      }
      try site.write(bytes)
      let archive = site.archive()
      _ = await archive.load(at: start)
      await archive.save(series(500...900), of: .okxLong, asOf: start)
      #expect(works(await archive.load(at: start).fault), "round \(round)")
      await archive.close()
      let next = await site.archive().load(at: start)
      #expect(works(next.fault), "round \(round)")
      // A flipped byte may hide a row, which only a check of the whole file would find.
      let shown = next.readings[.okxLong]?.series[Day(number: 20_454)]
      #expect(round % 2 == 1 || shown == 500 || next.fault != nil, "round \(round)")
      unlink(site.path)
    }
  }

  /// A flipped byte in the name of a table or of a column is nothing that SQLite calls damage.
  private func works(_ fault: StoreFault?) -> Bool {
    guard let fault, !fault.isWriting else { return true }
    return ["table", "column"].contains { fault.sentence.contains(" lacks its \($0) ") }
  }

  @Test func whatIsKnownGoesIntoTheNewFile() async throws {
    let site = try ArchiveFolder()
    let archive = site.archive()
    await archive.save(series(1...160), of: .okxLong, asOf: start)
    _ = await archive.load(at: start)
    // Behind the back of a connection that has pages of it in its memory.
    let other = try site.database()
    try other.script("PRAGMA wal_checkpoint(TRUNCATE)")
    for page in 1..<20 { try scribble(site.path, at: page * 4_096) }
    try other.run("CREATE TABLE more (text)")
    await archive.save(series([-7]), of: .bybitShort, asOf: start)
    let kept = await archive.load(at: start)
    #expect(kept.fault?.isWriting == true)
    #expect(kept.readings[.okxLong]?.series == series(1...160).series)
    #expect(kept.readings[.bybitShort]?.series == series([-7]).series)
    #expect(await site.archive().load(at: start).readings == kept.readings)
  }

  @Test func aDamagedLogCostsNoMoreThanWhatWasOnlyInIt() async throws {
    let site = try ArchiveFolder()
    _ = try await site.fill()
    let archive = site.archive()
    await archive.save(series([7]), of: .okxLong, asOf: start)
    let log = try #require(site.bytes("-wal"))
    let copy = try ArchiveFolder()
    try copy.write(try #require(site.bytes()))
    try copy.write(log.map { ~$0 }, "-wal")
    let kept = await copy.archive().load(at: start)
    #expect(kept.readings.count == 8)
    #expect(kept.readings[.okxLong]?.series == series(1...400).series)
    #expect(kept.fault == nil)
  }

  @Test func twoThatSeeTheSameDamageSetItAsideOnce() async throws {
    let site = try ArchiveFolder()
    let whole = try await site.fill()
    try site.write(Array(whole.prefix(whole.count / 2)))
    let (one, two) = (site.archive(), site.archive())
    async let first = one.load(at: start)
    async let second = two.load(at: start)
    _ = await (first, second)
    #expect(try site.asides() == [Self.aside])
    await one.save(series([1]), of: .okxLong, asOf: start)
    #expect(await two.load(at: start).readings[.okxLong]?.series == series([1]).series)
  }

  @Test func aSecondDamageInTheSameMinuteGetsANameOfItsOwn() async throws {
    let site = try ArchiveFolder()
    let whole = try await site.fill()
    for _ in 0..<2 {
      try site.write(Array(whole.prefix(whole.count / 2)))
      _ = await site.archive().load(at: start)
    }
    #expect(try site.asides() == [Self.aside, "\(Self.aside)-2"])
  }

  @Test func aFileThatIsTakenAwayIsMadeAnewWithWhatIsKnown() async throws {
    let site = try ArchiveFolder()
    let archive = site.archive()
    await archive.save(series([1]), of: .okxLong, asOf: start)
    let version = await archive.version()
    for ending in ["", "-wal", "-shm"] { unlink(site.path + ending) }
    await archive.save(series([-2]), of: .bybitShort, asOf: start)
    #expect(await archive.version() != version)
    let readings = await site.archive().load(at: start).readings
    #expect(readings[.okxLong]?.series == series([1]).series)
    #expect(readings[.bybitShort]?.series == series([-2]).series)
  }

  // MARK: - Not ours to touch

  @Test func aNewerArchiveIsLeftByteForByte() async throws {
    let site = try ArchiveFolder()
    _ = try await site.fill()
    try site.database().script("PRAGMA user_version = 99")
    let before = site.bytes()
    let archive = site.archive()
    await archive.save(series([1]), of: .okxLong, asOf: start)
    let kept = await archive.load(at: start)
    await archive.close()
    let isSame = site.bytes() == before
    #expect(isSame)
    #expect(
      kept.fault
        == StoreFault(
          "The archive \(site.path) is of a newer liqtop (version 99) and is left alone;"
            + " new data are kept in memory only. Update liqtop.", isWriting: false))
    #expect(kept.readings[.okxLong]?.series == series([1]).series)
  }

  @Test func aNewerArchivesLogIsLeftToo() async throws {
    let site = try ArchiveFolder()
    _ = try await site.fill()
    let newer = try site.database()
    try newer.script("PRAGMA user_version = 99")
    let copy = try ArchiveFolder()
    try copy.write(try #require(site.bytes()))
    try copy.write(try #require(site.bytes("-wal")), "-wal")
    let before = (copy.bytes(), copy.bytes("-wal"))
    let archive = copy.archive()
    #expect(await archive.load(at: start).fault?.sentence.contains("newer") == true)
    await archive.close()
    let isSame = copy.bytes() == before.0 && copy.bytes("-wal") == before.1
    #expect(isSame)
  }

  @Test func anotherProgramsDatabaseIsLeftAlone() async throws {
    let site = try ArchiveFolder()
    try site.write([])
    try site.database().script("CREATE TABLE bookmarks (url TEXT)")
    let before = site.bytes()
    let archive = site.archive()
    await archive.save(series([1]), of: .okxLong, asOf: start)
    #expect(
      await archive.load(at: start).fault?.sentence
        == "\(site.path) isn't an archive of liqtop and is left alone;"
        + " new data are kept in memory only.")
    await archive.close()
    let isSame = site.bytes() == before
    #expect(isSame)
  }

  @Test func aTextThatWasNamedByMistakeIsLeftAlone() async throws {
    let site = try ArchiveFolder()
    let path = "\(site.folder)/notes.txt"
    let text = String(repeating: "dear diary ", count: 1_000)
    try text.write(toFile: path, atomically: true, encoding: .utf8)
    let archive = SeriesArchive(path: path, source: "s", token: "t", now: { ArchiveFolder.start })
    await archive.save(series([1]), of: .okxLong, asOf: start)
    #expect(await archive.load(at: start).fault?.isWriting == false)
    #expect(try site.names() == ["notes.txt"])
    #expect(try String(contentsOfFile: path, encoding: .utf8) == text)
  }

  // MARK: - No place

  @Test func withoutAHomeItGoesOnInMemory() async {
    let archive = SeriesArchive(path: nil, source: "s", token: "t", now: { ArchiveFolder.start })
    let shown = await archive.save(series([1, 2]), of: .okxLong, asOf: start)
    #expect(shown == series([1, 2]).series)
    #expect(await archive.save(series([3]), of: .okxLong, asOf: start) == series([3, 2]).series)
    let plan = AnnouncedPlan(loading: [], schedule: .next(start))
    await archive.announce(plan)
    await archive.ask(RefreshRequest(at: start))
    #expect(await archive.lead(.refresh, at: start).standing == .onRequest)
    #expect(await archive.take(8, of: 10, at: start) == 8)
    #expect(await archive.take(8, of: 10, at: start) == 2)
    await archive.giveBack(1, at: start)
    let kept = await archive.load(at: start)
    #expect(kept.announced == plan)
    #expect(kept.asked == RefreshRequest(at: start))
    #expect(kept.spent == 9)
    #expect(
      kept.fault
        == StoreFault(
          "There is no home folder for the archive; new data are kept in memory only."
            + " Name a file with --archive. This pane fetches only on request.", isWriting: false))
    #expect(kept.scope == .own)
  }

  @Test func aFolderInItsPlaceIsSaid() async throws {
    let site = try ArchiveFolder()
    mkdir(site.path, 0o700)
    let archive = site.archive()
    #expect(
      await archive.load(at: start).fault
        == StoreFault(
          "\(site.path) is a folder, so it can't be the archive; new data are kept in memory"
            + " only.", isWriting: false))
    rmdir(site.path)
    await archive.save(series([1]), of: .okxLong, asOf: start)
    #expect(await archive.load(at: start).fault == nil)
    #expect(await site.archive().load(at: start).readings.count == 1)
  }

  @Test func aFileInItsFoldersPlaceIsSaid() async throws {
    let site = try ArchiveFolder()
    try site.write([1])
    let path = "\(site.path)/deeper/archive.sqlite"
    let archive = SeriesArchive(path: path, source: "s", token: "t", now: { ArchiveFolder.start })
    #expect(
      await archive.load(at: start).fault?.sentence
        == "There can't be an archive at \(path) (what should be its folder isn't one);"
        + " new data are kept in memory only. This pane fetches only on request.")
  }

  // MARK: - Locked

  @Test func aLockedArchiveIsWrittenOnceItIsFree() async throws {
    let site = try ArchiveFolder()
    let archive = site.archive(patience: .milliseconds(10))
    await archive.save(series([1]), of: .okxLong, asOf: start)
    _ = await archive.take(8, of: 100, at: start)
    let locker = try site.database()
    try locker.script("BEGIN IMMEDIATE")
    let shown = await archive.save(series([2, 3]), of: .okxLong, asOf: start + .seconds(1))
    #expect(shown == series([2, 3]).series)
    #expect(await archive.take(8, of: 100, at: start) == 8)
    let error = FetchError(.bybitShort, .forbidden)
    await archive.record(error, at: start)
    let locked = await archive.load(at: start)
    #expect(locked.readings[.okxLong]?.series == series([2, 3]).series)
    #expect(locked.spent == 16)
    #expect(
      locked.fault
        == StoreFault(
          "Another program has locked \(site.path); new data are kept in memory only until the"
            + " lock is released.", isWriting: false))
    try locker.script("ROLLBACK")
    let before = await archive.version()
    await archive.announce(AnnouncedPlan(loading: [], schedule: .none))
    #expect(await archive.version() != before)
    #expect(await archive.load(at: start).fault == nil)
    let next = await site.archive().load(at: start)
    #expect(next.readings[.okxLong]?.series == series([2, 3]).series)
    #expect(next.readings[.bybitShort]?.error == error)
    #expect(next.spent == 16)
  }

  @Test func oneThatIsLockedFromTheStartIsReadOnceItIsFree() async throws {
    let site = try ArchiveFolder()
    _ = try await site.fill()
    var locker: Database? = try site.database()
    try locker?.script("PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE")
    let archive = site.archive(patience: .milliseconds(10))
    #expect(await archive.load(at: start).readings.isEmpty)
    #expect(await archive.load(at: start).fault?.isWriting == false)
    locker = nil
    #expect(await archive.leads(at: start))
    #expect(await archive.load(at: start).readings.count == 8)
    #expect(await archive.load(at: start).fault == nil)
  }

  private func scribble(_ path: String, at offset: Int) throws {
    let file = open(path, O_WRONLY)
    try #require(file >= 0)
    let bytes = [UInt8](repeating: 0xa5, count: 4_096)
    _ = pwrite(file, bytes, bytes.count, off_t(offset))
    close(file)
  }
}
