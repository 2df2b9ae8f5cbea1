import FoundationEssentials
import Liquidations
import Refresh
import TerminalSupport
import Testing

@testable import Archive

/// What another's lock, or a place without what SQLite needs, does to an archive.
@Suite(.timeLimit(.minutes(20))) struct LockTests {
  private let site: ArchiveFolder
  private let start = ArchiveFolder.start

  init() throws {
    site = try ArchiveFolder()
  }

  /// An archive with the program's own patience.
  private func archive(
    runtimeFolder: String? = nil, patience: Duration? = nil
  ) -> SeriesArchive {
    SeriesArchive(
      path: site.path, source: ArchiveFolder.source, token: "t", runtimeFolder: runtimeFolder,
      patience: patience, now: { ArchiveFolder.start })
  }

  @Test func aLockIsWaitedForOnceAndThenWorkGoesOnInMemory() async throws {
    let archive = archive(runtimeFolder: site.folder)
    #expect(await archive.leads(at: start))
    let locker = try site.database()
    try locker.script("BEGIN IMMEDIATE")
    #expect(await archive.leads(at: start + .seconds(60)))
    #expect(await archive.take(8, of: 100, at: start) == 8)
    for key in SeriesKey.liquidations {
      await archive.save(series([key.isLong ? 1 : -1]), of: key, asOf: start)
    }
    await archive.announce(AnnouncedPlan(loading: [], schedule: .none))
    #expect(archive.lockPatience.waited <= .milliseconds(300))
    let kept = await archive.load(at: start)
    #expect(kept.fault?.sentence.hasPrefix("Another program has locked \(site.path);") == true)
    #expect(kept.readings.count == 8 && kept.spent == 8 && kept.scope == .own)
    try locker.script("ROLLBACK")
    #expect(await archive.leads(at: start + .seconds(120)))
    let after = await archive.load(at: start)
    #expect(after.fault == nil && after.readings.count == 8 && after.spent == 8)
    #expect(after.scope == .shared)
  }

  @Test func whoEndsWaitsForNobody() async throws {
    let archive = archive(patience: .seconds(90))
    #expect(await archive.leads(at: start))
    let locker = try site.database()
    try locker.script("BEGIN IMMEDIATE")
    let saving = Task { await archive.save(series([1]), of: .okxLong, asOf: start) }
    while archive.lockPatience.waited == .zero { await Task.yield() }
    await archive.resign(.refresh)
    #expect(await saving.value == series([1]).series)
    #expect(archive.lockPatience.waited < .seconds(60))
    try locker.script("ROLLBACK")
  }

  @Test func withoutAFileOneLeadsAndTheOthersFetchOnRequest() async throws {
    let panes = (0..<3).map { _ in
      SeriesArchive(
        path: nil, source: ArchiveFolder.source, token: "t", runtimeFolder: site.folder,
        now: { ArchiveFolder.start })
    }
    var standings: [LeaseAnswer.Standing] = []
    for pane in panes { standings.append(await pane.lead(.refresh, at: start).standing) }
    #expect(standings == [.leads, .onRequest, .onRequest])
    #expect(await panes[0].load(at: start).fault?.sentence.hasSuffix("request.") == false)
    let other = await panes[1].load(at: start)
    #expect(other.fault?.sentence.hasSuffix(" This pane fetches only on request.") == true)
    #expect(other.scope == .own)
    // Another token has calls of its own.
    let apart = SeriesArchive(
      path: nil, source: ArchiveFolder.source, token: "u", runtimeFolder: site.folder,
      now: { ArchiveFolder.start })
    #expect(await apart.leads(at: start))
    await panes[0].resign(.refresh)
    #expect(await panes[2].leads(at: start))
    #expect(await panes[2].load(at: start).fault?.sentence.hasSuffix("request.") == false)
    #expect(await panes[0].lead(.refresh, at: start).standing == .onRequest)
  }

  @Test func whereNoneIsWantedOneLeadsWithoutAWord() async {
    let panes = (0..<2).map { _ in
      SeriesArchive(
        path: nil, isWanted: false, source: ArchiveFolder.source, token: "t",
        runtimeFolder: site.folder, now: { ArchiveFolder.start })
    }
    #expect(await panes[0].leads(at: start))
    let kept = await panes[0].load(at: start)
    #expect(kept.fault == nil && kept.scope == .own)
    #expect(await panes[1].lead(.refresh, at: start).standing == .onRequest)
    let sentence = await panes[1].load(at: start).fault?.sentence
    #expect(sentence?.hasPrefix("Nothing is kept, as configured") == true)
    #expect(sentence?.hasSuffix(" This pane fetches only on request.") == true)
  }

  // MARK: - File systems

  @Test func whereMemoryCannotBeSharedARollbackJournalServes() async throws {
    let archive = site.archive(vfs: "unix-dotfile")
    await archive.save(series([1, 2]), of: .okxLong, asOf: start)
    #expect(await archive.leads(at: start))
    #expect(await archive.take(8, of: 100, at: start) == 8)
    let kept = await archive.load(at: start)
    #expect(kept.fault == nil && kept.spent == 8)
    let other = site.archive(vfs: "unix-dotfile")
    #expect(await other.load(at: start).readings[.okxLong]?.series == series([1, 2]).series)
    #expect(await !other.leads(at: start))
    await other.close()
    await archive.close()
    #expect(try site.names().filter { $0.hasSuffix("-wal") || $0.hasSuffix("-shm") }.isEmpty)
  }

  @Test func anArchiveWithALogIsTakenOverWhereMemoryCannotBeShared() async throws {
    _ = try await site.fill()
    let archive = site.archive(vfs: "unix-dotfile")
    let kept = await archive.load(at: start)
    #expect(kept.fault == nil && kept.readings.count == 8)
    #expect(kept.readings[.okxLong]?.series == series(1...400).series)
    await archive.save(series([7]), of: .okxLong, asOf: start)
    await archive.close()
    let next = await site.archive(vfs: "unix-dotfile").load(at: start)
    #expect(next.readings[.okxLong]?.series[Day(number: 20_454)] == 7)
  }

  @Test func aFileSystemWithoutLocksIsNamed() {
    for code: Int32 in [22, 10 | 15 << 8, 10 | 9 << 8] {
      let trouble = ArchiveError(SQLiteError(code, nil))
      #expect(trouble == .noLocks)
      #expect(trouble.sentence("/x/a").contains("can't lock files;"))
    }
  }

  #if os(Linux)
    @Test func aStoppedProcessThatHoldsTheLockIsNamed() async throws {
      let archive = site.archive(patience: .milliseconds(10))
      await archive.save(series([1]), of: .okxLong, asOf: start)
      let child = try Child(builtProduct("ArchiveProbe"), "hold", site.path)
      // It is stopped again and again, until that is in the middle of a write.
      repeat {
        child.goOn()
        await Task.yield()
        child.stop()
      } while try site.isFree
      await archive.save(series([2]), of: .okxLong, asOf: start)
      let fault = await archive.load(at: start).fault
      #expect(
        fault?.sentence.hasPrefix(
          "Process \(child.process) is stopped and has locked \(site.path);")
          == true)
    }
  #endif
}

extension ArchiveFolder {
  /// Whether the archive can be written at this moment.
  fileprivate var isFree: Bool {
    get throws {
      let database = try Database(path, .writing, patience: .zero)
      return (try? database.writing { () throws(SQLiteError) in }) != nil
    }
  }
}
