import FoundationEssentials
import Liquidations
import Refresh
import TerminalSupport
import Testing
import WorkSupport

@testable import Archive

/// What waits for the disk, and what a person waits for.
@Suite(.timeLimit(.minutes(20)), .deadlines) struct SlowDiskTests {
  /// What a dashboard says that begins on the archive.
  private func begin(_ site: ArchiveFolder) throws -> [Substring] {
    let library = try FaultyDisk.library()
    let counter = "\(site.folder)/syncs"
    try Data().write(to: URL(filePath: counter))
    let ended = try Command.run([
      "env", "LD_PRELOAD=\(library)", "ASAN_OPTIONS=verify_asan_link_order=0",
      "FAULTY_DISK_SYNCS=\(counter)", builtProduct("ArchiveProbe"), "begin", site.path, counter,
    ])
    return ended.output.split(separator: "\n")
  }

  @Test func aStartLeadsAndCountsWithoutWaitingForTheDisk() async throws {
    let site = try ArchiveFolder()
    _ = try await site.fill()
    // What is put off is made good before others may need it.
    #expect(try begin(site) == ["leads, 8 calls, 0 waits", "2 waits", "fault: none"])
    // That one was killed and has left its log.
    #expect(site.bytes("-wal")?.isEmpty == false)
    #expect(try begin(site) == ["leads, 8 calls, 0 waits", "0 waits", "fault: none"])
  }

  @Test func besideOthersNothingIsWaitedForEither() async throws {
    let site = try ArchiveFolder()
    _ = try await site.fill()
    let other = site.archive()
    #expect(await other.leads(at: ArchiveFolder.start))
    #expect(try begin(site) == ["leads, 8 calls, 0 waits", "0 waits", "fault: none"])
    await other.close()
  }

  @Test func whereThereIsNoArchiveYetOnlyItsMakingIsWaitedFor() throws {
    let site = try ArchiveFolder()
    #expect(try begin(site) == ["leads, 8 calls, 1 waits", "2 waits", "fault: none"])
  }

  /// Of a log that wasn't waited for any part may be on the disk when the power goes.
  @Test func aPowerCutTakesAwayTheCountAndNothingElse() async throws {
    let site = try ArchiveFolder()
    _ = try await site.fill()
    let archive = site.archive()
    #expect(await archive.leads(at: ArchiveFolder.start))
    #expect(await archive.take(8, of: 100, at: ArchiveFolder.start) == 8)
    let (file, log) = (try #require(site.bytes()), try #require(site.bytes("-wal")))
    await archive.close()
    var logs = [log, [], Array(repeating: 0, count: log.count)]
    logs += stride(from: 0, to: log.count, by: 512).map { Array(log.prefix($0)) }
    for start in stride(from: 0, to: log.count, by: 4_096) {
      let end = min(start + 4_096, log.count)
      let zeros = [UInt8](repeating: 0, count: end - start)
      logs.append(log[..<start] + zeros + log[end...])
    }
    logs.append([UInt8](repeating: 0, count: 32) + log[32...])
    var counts: Set<Int> = []
    for log in logs {
      let after = try ArchiveFolder()
      try after.write(file)
      try after.write(log, "-wal")
      let archive = after.archive()
      let state = await archive.load(at: ArchiveFolder.start)
      #expect(state.fault == nil && state.readings.count == 8)
      #expect(state.readings.values.allSatisfy { $0.series.count == 400 })
      counts.insert(state.spent)
      await archive.close()
      #expect(try after.rows("PRAGMA integrity_check", columns: 1) == ["ok"])
      #expect(try after.asides().isEmpty)
    }
    #expect(counts == [0, 8])
  }

  @Test func noCallThatIsCountedWaitsForTheDiskHoweverMuchIsSaved() throws {
    let site = try ArchiveFolder()
    let library = try FaultyDisk.library()
    let ended = try Command.run([
      "env", "LD_PRELOAD=\(library)", "ASAN_OPTIONS=verify_asan_link_order=0",
      "FAULTY_DISK_SYNCS=\(site.folder)/syncs", builtProduct("ArchiveProbe"), "sync", site.path,
      "60", site.folder + "/syncs",
    ])
    let lines = ended.output.split(separator: "\n")
    try #require(lines.count == 3, "\(ended.output)")
    #expect(lines[0].hasPrefix("saves ") && lines[0] != "saves 0")
    #expect(lines[1] == "calls 0")
    #expect(lines[2] == "fault: none")
  }
}
