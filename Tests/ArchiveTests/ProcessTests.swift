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

/// Several processes on one archive, and what they leave when they are killed.
@Suite(.serialized, .timeLimit(.minutes(20)), .deadlines) struct ProcessTests {
  private let start = ArchiveFolder.start

  @Test func aKillWhileWritingLosesNothingThatWasSaidToBeWritten() async throws {
    let site = try ArchiveFolder()
    var random = SystemRandomNumberGenerator()
    var newest: [Int: Int] = [:]
    for round in 0..<40 {
      let delay = Int.random(in: 1_000..<40_000, using: &random)
      let ended = try Command.run(probe("write", site.path, round, delay))
      try #require(ended.status == 137, "\(ended.output)")
      // What has no digit first is a sanitizer's helper, complaining of the kill.
      for line in ended.output.split(separator: "\n") where line.first?.isNumber == true {
        let numbers = line.split(separator: " ").compactMap { Int($0) }
        try #require(numbers.count == 2, "\(line)")
        newest[numbers[0]] = numbers[1]
      }
      try await expectWhole(site, newest, "round \(round), killed after \(delay) us")
    }
    #expect(!newest.isEmpty)
    #expect(try site.names().allSatisfy { !$0.contains("damaged") })
    #expect(try site.rows("PRAGMA integrity_check", columns: 1) == ["ok"])
  }

  /// Each series is of one value, and not of an older one than was said to be written.
  private func expectWhole(_ site: ArchiveFolder, _ newest: [Int: Int], _ comment: Comment)
    async throws
  {
    let archive = SeriesArchive(
      path: site.path, source: "https://probe", token: "probe", now: { ArchiveFolder.start })
    let kept = await archive.load(at: start)
    await archive.close()
    #expect(kept.fault == nil, comment)
    for (index, number) in newest {
      let series = kept.readings[SeriesKey.liquidations[index]]?.series ?? .empty
      let values = Set(series.entries.map(\.value))
      #expect(series.count == 400 && values.count == 1, comment)
      #expect(values.allSatisfy { abs($0) >= Double(number) }, comment)
    }
  }

  @Test func aKilledLeadersLeaseIsTakenOver() async throws {
    let site = try ArchiveFolder()
    let ended = try Command.run(probe("lead", site.path, 1, 0))
    #expect(ended.output == "leads\nfault: none\n")
    let archive = SeriesArchive(
      path: site.path, source: "https://probe", token: "probe", now: { ArchiveFolder.start })
    #expect(await archive.leads(at: start + .seconds(1)))
  }

  @Test func whoListensIsKilledAndTheNextCountsNothingTwice() throws {
    let site = try ArchiveFolder()
    for round in 0..<8 {
      let ended = try Command.run(probe("hear", site.path, round, 200_000 + 250_000 * round))
      #expect(ended.status == 137, "\(ended.output)")
    }
    let told = try site.rows(
      "SELECT count(DISTINCT identity), count(*), max(time) FROM tape", columns: 3)
    let parts = try #require(told.first).split(separator: "|").compactMap { Int($0) }
    // From the first on none is lacking.
    #expect(parts[0] == parts[1] && parts[1] > 100)
    #expect(parts[2] - Int(start.seconds) * 1_000 + 1 == parts[0])
    for table in ["minutes", "hours"] {
      let sums = try site.rows("SELECT sum(count), sum(usd) / 45000 FROM \(table)", columns: 2)
      #expect(sums == ["\(parts[0])|\(parts[0]).0"])
    }
    #expect(try site.asides().isEmpty)
  }

  @Test(arguments: [2, 10, 50])
  func ofManyOneLeads(count: Int) throws {
    let site = try ArchiveFolder()
    let output = try together(count) { probe("lead", site.path, $0, 0, count) }
    #expect(output.count { $0 == "leads" } == 1, "\(output)")
    #expect(output.count { $0 == "follows" } == count - 1, "\(output)")
    #expect(Set(output.filter { $0.hasPrefix("fault") }) == ["fault: none"])
  }

  @Test(arguments: [2, 10, 50])
  func manySpendNoMoreThanThereIs(count: Int) throws {
    let site = try ArchiveFolder()
    let output = try together(count) { probe("take", site.path, $0, 300) }
    let taken = output.compactMap { line in
      line.hasPrefix("took ") ? Int(line.dropFirst(5)) : nil
    }
    #expect(taken.count == count)
    #expect(taken.reduce(0, +) == 300)
    #expect(Set(output.filter { $0.hasPrefix("fault") }) == ["fault: none"])
    #expect(try site.rows("SELECT count FROM calls", columns: 1) == ["300"])
  }

  @Test(arguments: [2, 10, 50])
  func manyDoEverythingAtOnce(count: Int) async throws {
    let site = try ArchiveFolder()
    let rounds = 400 / count
    let output = try together(count) { probe("share", site.path, $0, rounds) }
    #expect(output.count { $0 == "did \(rounds)" } == count, "\(output)")
    #expect(Set(output.filter { $0.hasPrefix("fault") }) == ["fault: none"])
    #expect(try site.rows("SELECT count FROM calls", columns: 1) == ["\(rounds * count)"])
    #expect(try site.rows("PRAGMA integrity_check", columns: 1) == ["ok"])
    #expect(try site.names().allSatisfy { !$0.contains("damaged") })
  }

  // MARK: - Disks

  @Test(.enabled(if: Disk.canBeMade, "a small disk can't be mounted here"))
  func onAFullDiskItGoesOnAndCatchesUp() throws {
    let lines = try Disk.run(
      "head -c 3000000 /dev/zero > archive.sqlite.ballast", probe("fill", "archive.sqlite", 0, 0))
    try #require(lines.count == 5, "\(lines)")
    #expect(
      lines[0].hasPrefix("fault: The disk is full; new data are kept in memory only until"))
    #expect(lines[2] == "fault: none")
    #expect(lines[3] == lines[1])
    #expect(lines[4] == "fault: none")
  }

  @Test(.enabled(if: Disk.canBeMade, "a small disk can't be mounted here"))
  func whatMayNotBeWrittenIsReadAllTheSame() throws {
    let lines = try Disk.run(
      "\(probe("share", "archive.sqlite", 1, 60).words) > ../said; mount -o remount,ro .",
      probe("tell", "archive.sqlite", 0, 0))
    try #require(lines.count == 4, "\(lines)")
    #expect(lines[0].split(separator: " ").count > 4)
    #expect(
      lines[1].hasPrefix("fault: The archive archive.sqlite may not be written; new data are"))
    #expect(lines[2].split(separator: " ").contains("7"))
    #expect(lines[3] == lines[1])
  }

  @Test(.enabled(if: Disk.canBeMade, "a small disk can't be mounted here"))
  func aFolderThatMayNotBeWrittenIsSaid() throws {
    let lines = try Disk.run("mount -o remount,ro .", probe("tell", "archive.sqlite", 0, 0))
    try #require(lines.count == 4, "\(lines)")
    #expect(lines[0] == "values: ")
    #expect(lines[1].contains("may not be written"))
    #expect(lines[2] == "values: 7")
  }

  private func probe(
    _ verb: String, _ path: String, _ seed: Int, _ number: Int, _ others: Int = 0
  ) -> [String] {
    [builtProduct("ArchiveProbe"), verb, path, "\(seed)", "\(number)", "\(others)"]
  }

  /// The lines of so many that run at the same time.
  private func together(_ count: Int, _ command: (Int) -> [String]) throws -> [String] {
    let starts = (1...count).map { "\(command($0).words) &" }
    let ended = try Command.run(["sh", "-c", starts.joined(separator: "\n") + "\nwait"])
    return ended.output.split(separator: "\n").map(String.init)
  }
}

/// A disk of 4 MB that only the commands run on it see.
enum Disk {
  static let canBeMade = (try? run("true", ["echo", "here"])) == ["here"]

  private static var unshare: [String] {
    geteuid() == 0 ? ["unshare", "-m"] : ["unshare", "-r", "-m"]
  }

  /// The lines of a command that runs on the disk, after a line of shell.
  static func run(_ shell: String, _ command: [String]) throws -> [String] {
    let site = try ArchiveFolder()
    let script = """
      mkdir disk; mount -t tmpfs -o size=4m tmpfs disk && cd disk || exit 1
      \(shell)
      \(command.words)
      """
    let ended = try Command.run(unshare + ["sh", "-c", "cd \(site.folder)\n\(script)"])
    return ended.output.split(separator: "\n").map(String.init)
  }
}

extension [String] {
  /// One line for the shell; none of the words has a quote in it.
  var words: String { map { "'\($0)'" }.joined(separator: " ") }
}
