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

@Suite(.deadlines) struct ArchiveTests {
  private let files: Workplace
  private let file: String

  init() throws {
    files = try Workplace()
    file = files.path("archive.sqlite")
  }

  // MARK: - Starting

  @Test func theNextStartShowsTheSameWithoutACall() async throws {
    let server = try await StagedServer.running()
    var picture: [String] = []
    try await Pane.showing(server, "--archive", file) { pane in
      try await pane.shows(Pane.fresh)
      picture = try pane.wholePicture()
      let pid = try await pane.pid()
      try pane.press("q")
      try await pane.ends(pid)
    }
    #expect(names == ["archive.sqlite", "archive.sqlite-bell"])
    try await server.stop()
    try await Pane.showing(server, "--archive", file) { pane in
      try await pane.shows(Pane.fresh)
      #expect(try pane.wholePicture() == picture)
    }
    #expect(server.calls.count == 8)
  }

  @Test func whatIsKeptIsShownWithItsAgeWhileNobodyAnswers() async throws {
    let server = try await StagedServer.running()
    try await fill(from: server, Market(), hoursAgo: 3)
    server.stage(.silence)
    try await Pane.showing(server, "--archive", file) { pane in
      try await pane.shows("fetching, 0 of 8 received")
      try pane.press("Left")
      try await pane.shows("total 73.6M 8.26M")
    }
  }

  @Test func withoutANetworkAllIsThereWithItsAge() async throws {
    let server = try await StagedServer.running()
    try await fill(from: server, Market(), hoursAgo: 3)
    try await server.stop()
    try await Pane.showing(server, "--archive", file) { pane in
      try await pane.shows("0/8 fresh · 3 h ago", "No connection to 127.0.0.1.")
      try pane.press("Left")
      try await pane.shows("total 73.6M 8.26M")
      try pane.press("v", "v", "v", "v")
      try await pane.showsDay(Market().today - 1)
    }
  }

  @Test func otherSourcesAndTheDemoSeeNothingOfIt() async throws {
    let (server, other) = (try await StagedServer.running(), try await StagedServer.running())
    try await fill(from: server, Market(), hoursAgo: 0)
    other.stage(.silence)
    try await Pane.showing(other, "--archive", file) { pane in
      try await pane.shows("Fetching eight metrics from 127.0.0.1…")
    }
    try await Pane.running(["--demo"]) { pane in
      try await pane.shows(Pane.fresh)
      #expect(pane.workplace.read("home/liqtop/archive.sqlite") == nil)
    }
  }

  // MARK: - The file

  @Test func itLiesInTheDataFolderAndHoldsNoToken() async throws {
    let server = try await StagedServer.running()
    try await Pane.showing(server) { pane in
      try await pane.shows(Pane.fresh)
      let pid = try await pane.pid()
      let folder = pane.workplace.path("home/liqtop")
      for ending in ["", "-wal", "-shm", "-bell"] {
        let name = "archive.sqlite\(ending)"
        #expect(mode("\(folder)/\(name)") == 0o600)
        try expectNoToken("\(folder)/\(name)")
      }
      #expect(mode(folder) == 0o700)
      try pane.press("q")
      try await pane.ends(pid)
      try expectNoToken("\(folder)/archive.sqlite")
    }
  }

  @Test func aDamagedFileIsSetAside() async throws {
    let server = try await StagedServer.running()
    try await fill(from: server, Market(), hoursAgo: 3)
    let whole = try Data(contentsOf: URL(filePath: file))
    try whole.prefix(whole.count / 2).write(to: URL(filePath: file))
    try await Pane.showing(server, "--archive", file) { pane in
      try await pane.shows(
        Pane.fresh, "The archive was damaged; it is kept as archive.sqlite.damaged-")
      let damaged = names.filter { $0.hasPrefix("archive.sqlite.damaged-") }
      #expect(damaged.count == 1)
      let kept = try Data(contentsOf: URL(filePath: files.path(try #require(damaged.first))))
      let isKept = kept == whole.prefix(whole.count / 2)
      #expect(isKept)
      let pid = try await pane.pid()
      try pane.press("q")
      try await pane.ends(pid)
    }
    #expect(try await store(of: server).load(at: .now).readings.count == 8)
  }

  @Test func withoutAHomeItGoesOn() async throws {
    let server = try await StagedServer.running()
    let homeless: [String: String?] = [
      "HOME": nil, "XDG_DATA_HOME": nil, "XDG_RUNTIME_DIR": files.folder,
    ]
    try await Pane.showing(server, environment: homeless) { pane in
      try await pane.shows(Pane.fresh, "There is no home folder for the archive;")
      try pane.press("Left")
      try await pane.shows("total 73.6M 8.26M")
    }
  }

  // MARK: - Several panes

  @Test func twoDashboardsShareEachFetch() async throws {
    let server = try await StagedServer.running()
    try await Pane.showing(server, "--archive", file) { one in
      try await one.shows(Pane.fresh)
      try await Pane.showing(server, "--archive", file) { two in
        try await two.shows(Pane.fresh)
        #expect(server.calls.count == 8)
        server.stage(Market().with(Metric(.okx, .long), daysAgo: 0, 99_900_000))
        try await two.presses("r") { server.calls.count > 8 }
        try await one.shows("99.9M")
        try await two.shows("99.9M")
        try await two.session.wait("eight more calls") { server.calls.count == 16 }
      }
    }
  }

  @Test func whenTheLeaderIsKilledAnotherTakesOver() async throws {
    let server = try await StagedServer.running()
    try await Pane.showing(server, "--archive", file) { one in
      try await one.shows(Pane.fresh)
      try await Pane.showing(server, "--archive", file) { two in
        try await two.shows(Pane.fresh)
        kill(try await one.pid(), SIGKILL)
        server.stage(Market().with(Metric(.okx, .long), daysAgo: 0, 99_900_000))
        try await two.presses("r") { server.calls.count > 8 }
        try await two.shows("99.9M")
        // What was changed may be the first of the eight to come.
        try await two.session.wait("eight more calls") { server.calls.count == 16 }
      }
    }
  }

  // MARK: - What is there

  private var names: [String] {
    let all = try? FileManager.default.contentsOfDirectory(atPath: files.folder)
    return (all ?? []).filter { $0.hasPrefix("archive") }.sorted()
  }

  /// The archive as the program's own store, with the token of the tests.
  private func store(of server: StagedServer) throws -> SeriesArchive {
    let token = try APIToken(Pane.token, from: .program)
    return SeriesArchive(
      path: file, source: server.url, token: token.fingerprint, now: { .now })
  }

  private func fill(from server: StagedServer, _ market: Market, hoursAgo: Int) async throws {
    let archive = try store(of: server)
    // The screen counts from the beginning of the minute.
    let asOf = Timestamp.now + .seconds(-3_600 * hoursAgo - 90)
    for metric in Metric.allCases {
      _ = await archive.save(
        FetchedSeries(series: market.series(metric)), validator: nil, of: .liquidations(metric),
        asOf: asOf)
    }
    await archive.close()
  }

  private func expectNoToken(_ path: String) throws {
    let bytes = try Data(contentsOf: URL(filePath: path))
    let hasToken = String(decoding: bytes, as: UTF8.self).contains(Pane.token)
    #expect(!hasToken)
  }

  private func mode(_ path: String) -> Int? {
    let attributes = try? FileManager.default.attributesOfItem(atPath: path)
    return attributes?[.posixPermissions] as? Int
  }
}

extension Timestamp {
  fileprivate static var now: Timestamp { Timestamp(seconds: Int64(time(nil))) }
}
