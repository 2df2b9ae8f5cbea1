import Archive
import FoundationEssentials
import Liquidations
import Newhedge
import Refresh
import TerminalSupport
import Testing
import WorkSupport

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// What a user sees where the archive is none, is another's, or lies on a disk that hangs.
@Suite(.deadlines) struct UnusableArchiveTests {
  private let files: Workplace
  private let file: String

  init() throws {
    files = try Workplace()
    file = files.path("archive.sqlite")
  }

  @Test func aPipeHoldsUpNeitherTheStartNorTheEnd() async throws {
    mkfifo(file, 0o600)
    let server = try await StagedServer.running()
    try await Pane.showing(server, "--archive", file) { pane in
      try await pane.shows("isn't a file, so it can't be the archive;")
      let pid = try await pane.pid()
      try pane.press("q")
      try await pane.ends(pid)
    }
  }

  @Test func ofThreeWithANewerArchiveOneFetches() async throws {
    let server = try await StagedServer.running()
    try await fill(from: server)
    var bytes = try Data(contentsOf: URL(filePath: file))
    // The last byte of `user_version`.
    bytes[bytes.startIndex + 63] = 99
    try bytes.write(to: URL(filePath: file))
    let shared: [String: String?] = ["XDG_RUNTIME_DIR": files.folder]
    try await Pane.showing(server, "--archive", file, environment: shared) { one in
      try await one.shows(Pane.fresh, "is of a newer liqtop (version 99)")
      try await Pane.showing(server, "--archive", file, environment: shared) { two in
        try await two.shows("is of a newer liqtop (version 99)")
        try await Pane.showing(server, "--archive", file, environment: shared) { three in
          try await three.shows("is of a newer liqtop (version 99)")
          #expect(server.calls.count == 8)
        }
      }
    }
    let isSame = try Data(contentsOf: URL(filePath: file)) == bytes
    #expect(isSame)
  }

  #if os(Linux)
    @Test func aDiskThatHangsHoldsUpNeitherTheFirstPictureNorTheEnd() async throws {
      let library = try FaultyDisk.library()
      let server = try await StagedServer.running()
      try await fill(from: server)
      let gate = files.path("gate")
      try files.write("gate", "closed")
      let hanging: [String: String?] = ["LD_PRELOAD": library, "FAULTY_DISK_GATE": gate]
      try await Pane.showing(server, "--archive", file, environment: hanging) { pane in
        try pane.press("Left")
        try await pane.shows("total 73.6M 8.26M")
        let pid = try await pane.pid()
        try pane.press("q")
        try await pane.ends(pid)
        #expect(FileManager.default.fileExists(atPath: gate))
      }
    }

    @Test(arguments: [true, false])
    func aDiskThatCannotBeReadHoldsUpNoKeys(comesBack: Bool) async throws {
      let library = try FaultyDisk.library()
      let server = try await StagedServer.running()
      try await fill(from: server)
      let gate = files.path("gate")
      try files.write("gate", "closed")
      let hanging: [String: String?] = ["LD_PRELOAD": library, "FAULTY_DISK_READ_GATE": gate]
      try await Pane.showing(server, "--archive", file, environment: hanging) { pane in
        try await pane.shows("Reading the archive…")
        try pane.press("?")
        try await pane.shows("refresh now")
        try pane.press("?")
        try await pane.shows("Reading the archive…")
        if comesBack {
          try FileManager.default.removeItem(atPath: gate)
          try await pane.shows(Pane.fresh)
          try pane.press("Left")
          try await pane.shows("total 73.6M 8.26M")
        }
        let pid = try await pane.pid()
        try pane.press("q")
        try await pane.ends(pid)
      }
    }

    @Test func aDiskThatHangsHoldsUpNoneOfTheFirstCalls() async throws {
      let library = try FaultyDisk.library()
      let server = try await StagedServer.running()
      try await fill(from: server, hoursAgo: 30)
      let gate = files.path("gate")
      try files.write("gate", "closed")
      let hanging: [String: String?] = ["LD_PRELOAD": library, "FAULTY_DISK_GATE": gate]
      try await Pane.showing(server, "--archive", file, environment: hanging) { pane in
        try await pane.session.wait("the calls") { server.calls.count == 8 }
        try await pane.shows("fetching")
        #expect(FileManager.default.fileExists(atPath: gate))
      }
    }
  #endif

  private func fill(from server: StagedServer, hoursAgo hours: Int = 3) async throws {
    let token = try APIToken(Pane.token, from: .program)
    let now = Timestamp(seconds: Int64(time(nil)))
    let archive = SeriesArchive(
      path: file, source: server.url, token: token.fingerprint, now: { now })
    for metric in Metric.allCases {
      _ = await archive.save(
        FetchedSeries(series: Market().series(metric)), validator: nil, of: .liquidations(metric),
        asOf: now + .seconds(-hours * 3_600))
    }
    await archive.close()
  }
}
