import TerminalSupport
import Testing
import WorkSupport

@testable import Archive

/// What waits for the disk, and what a person waits for.
@Suite(.timeLimit(.minutes(5)), .terminal) struct SlowDiskTests {
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
