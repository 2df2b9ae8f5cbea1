import Canvas
import FoundationEssentials
import Liquidations
import Testing

@testable import liqtop

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// The log: what is worth a line, and how it is written.
@Suite struct LogTests {
  private let home: UserHome

  init() throws {
    home = try UserHome()
  }

  private func log(_ level: String = "notice") throws -> ProgramLog {
    ProgramLog(try #require(LogLevel(level)), UserFolders(home.environment))
  }

  private var lines: [Substring] { (home.read("liqtop/liqtop.log") ?? "").split(separator: "\n") }

  @Test func eachRecordIsALineWithTimeLevelAndProcess() throws {
    let log = try log()
    log.add(.began(source: "newhedge.io", configuration: nil))
    log.add(.ended(status: 0))
    let process = Platform.processID
    #expect(lines.count == 2)
    #expect(lines[0].contains(/^2\d{3}-\d\d-\d\dT\d\d:\d\d:\d\dZ notice \d+ liqtop \d/))
    #expect(lines[0].hasSuffix(" started, data from newhedge.io, configuration none"))
    #expect(lines[1].hasSuffix(" notice \(process) ended with status 0"))
    #expect(try home.mode(of: home.path("liqtop/liqtop.log")) == 0o600)
  }

  @Test func onlyWhatTheLevelAsksForIsWritten() throws {
    let records: [LogRecord] = [
      .fetched(Metric(.okx, .long), days: 3, newest: nil), .ended(status: 0), .halted,
      .failure(ProgramError("It is broken.", .unavailable)),
    ]
    for (level, count) in [("info", 4), ("notice", 3), ("warning", 2), ("error", 1), ("none", 0)] {
      let home = try UserHome()
      let log = ProgramLog(try #require(LogLevel(level)), UserFolders(home.environment))
      records.forEach(log.add)
      let text = home.read("liqtop/liqtop.log")
      #expect((text?.split(separator: "\n").count ?? 0) == count)
      #expect((text == nil) == (count == 0))
    }
  }

  @Test func whatLooksLikeATokenIsWithheldAndALineStaysOne() throws {
    let words = "the file /nowhere/\(UserHome.token)\nisn't\u{1b}[31m there"
    try log().add(.failure(ProgramError(words, .configuration)))
    #expect(lines.count == 1 && !holdsToken("\(lines)"))
    #expect(lines[0].hasSuffix(" the file /nowhere/(withheld)<U+000A>isn't<U+001B>[31m there"))
  }

  @Test func aLongTextIsCutShort() throws {
    try log().add(
      .failure(ProgramError(String(repeating: "ab ", count: 9_000), .configuration)))
    #expect(lines.count == 1 && lines[0].count < 1_100)
  }

  @Test func withoutAFolderThereIsNone() {
    for environment in [[:], ["XDG_STATE_HOME": "/dev/null"]] {
      ProgramLog(.standard, UserFolders(environment)).add(.halted)
    }
  }

  @Test func eachFaultOfTheArchiveIsARecordOfItsOwn() {
    let (one, other) = (
      StoreFault("One.", isWriting: false), StoreFault("Other.", isWriting: true)
    )
    var log = SnapshotLog()
    var snapshot = Snapshot()
    let found = [one, one, other, nil, one].map { fault in
      snapshot.fault = fault
      return log.records(snapshot)
    }
    #expect(found == [[.archive(one)], [], [.archive(other)], [], [.archive(one)]])
  }

  @Test func severalWritersShareAFileThatStaysBounded() async throws {
    let path = home.path("logs/liqtop.log")
    await withTaskGroup { group in
      for writer in 0..<4 {
        group.addTask {
          let file = LogFile(path: path, limit: 2_000)
          for line in 0..<300 { file.add("writer \(writer) line \(line) end") }
        }
      }
    }
    for name in ["logs/liqtop.log", "logs/liqtop.log.1"] {
      let text = try #require(home.read(name))
      #expect(text.utf8.count <= 2_000)
      #expect(!text.isEmpty && text.hasSuffix("end\n"))
      #expect(text.split(separator: "\n").allSatisfy { $0.contains(/^writer \d line \d+ end$/) })
      #expect(try home.mode(of: home.path(name)) == 0o600)
    }
    #expect(try home.mode(of: home.path("logs")) == 0o700)
    // Nobody moves a file away that has room: the older one is full.
    #expect(try #require(home.read("logs/liqtop.log.1")).utf8.count > 1_950)
  }

  /// It is opened for each line, and a pipe that nobody reads would be waited for.
  @Test func aPipeOrAFolderInTheLogsPlaceCostsTheLogAlone() throws {
    #expect(mkfifo(home.path("liqtop/liqtop.log"), 0o600) == 0)
    try log().add(.halted)
    let other = try UserHome()
    try FileManager.default.createDirectory(
      atPath: other.path("liqtop/liqtop.log"), withIntermediateDirectories: true)
    ProgramLog(.standard, UserFolders(other.environment)).add(.halted)
  }

  @Test func aLogThatAnotherHoldsLockedIsNotWaitedForForEver() throws {
    let path = home.path("a.log")
    let file = LogFile(path: path, limit: 20)
    file.add("the first line")
    let lock = open(path, O_RDONLY)
    #expect(flock(lock, LOCK_EX) == 0)
    file.add("the second line")
    #expect(home.read("a.log.1") == nil)
    close(lock)
    file.add("the third line")
    #expect(home.read("a.log.1") != nil && home.read("a.log") == "the third line\n")
  }

  @Test func aLinkInTheLogsPlaceIsNotFollowed() throws {
    let target = try home.write("target", "")
    try FileManager.default.createSymbolicLink(
      atPath: home.path("liqtop/liqtop.log"), withDestinationPath: target)
    try log().add(.halted)
    #expect(home.read("target") == "")
  }
}
