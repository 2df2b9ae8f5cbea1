import FoundationEssentials
import Liquidations
import TerminalSupport
import Testing
import WorkSupport

@Suite(.deadlines) struct LogTests {
  @Test func theLogSaysWhatHappened() async throws {
    let server = try await StagedServer.running()
    let bybit = Metric(.bybit, .short)
    server.stage(.status(403), for: bybit)
    try await Pane.showing(server, "--log-level", "info") { pane in
      try await pane.shows("7/8 fresh")
      server.stage(Market())
      try await pane.presses("r") { server.calls.count > 8 }
      try await pane.shows(Pane.fresh)
      let pid = try await pane.pid()
      try pane.press("q")
      try await pane.ends(pid)
      let log = try #require(pane.workplace.read("home/liqtop/liqtop.log"))
      let lines = log.split(separator: "\n").map(String.init)
      for line in lines {
        #expect(line.contains(/^2\d{3}-\d\d-\d\dT\d\d:\d\d:\d\dZ (notice|info|warning) \d+ \S/))
        #expect(line.contains(" \(pid) "))
      }
      #expect(lines.first?.hasSuffix("started, data from 127.0.0.1, configuration none") == true)
      #expect(lines[1].contains(" terminal tmux-256color, 120x40, colours "))
      let refusal = "warning \(pid) Bybit short: the token may not read this metric (403); check"
      #expect(lines.count { $0.contains(refusal) } == 1)
      #expect(log.contains("info \(pid) OKX long: 400 days, the newest \(Day.today)\n"))
      #expect(log.contains("info \(pid) Bybit short: 400 days, the newest \(Day.today)\n"))
      #expect(lines.last?.hasSuffix("notice \(pid) ended with status 0") == true)
      #expect(try mode(pane.workplace.path("home/liqtop/liqtop.log")) == 0o600)
    }
  }

  @Test func aFailureIsLoggedWithoutWhatLooksLikeAToken() throws {
    let workplace = try Workplace()
    #expect(try workplace.run("--token-file", "/nowhere/\(Pane.token)").status == 78)
    let log = try #require(workplace.read("home/liqtop/liqtop.log"))
    #expect(log.contains(" error "))
    #expect(log.contains("can't be read from the file /nowhere/(withheld): there is no such file"))
  }

  @Test func aFaultOfTheArchiveIsLoggedOnce() async throws {
    let server = try await StagedServer.running()
    let files = try Workplace()
    let homeless: [String: String?] = [
      "HOME": nil, "XDG_DATA_HOME": nil, "XDG_RUNTIME_DIR": files.folder,
    ]
    try await Pane.showing(server, environment: homeless) { pane in
      try await pane.shows(Pane.fresh)
      server.stage(Market().with(Metric(.okx, .long), daysAgo: 0, 99_900_000))
      try await pane.presses("r") { server.calls.count > 8 }
      try await pane.shows("99.9M")
      let pid = try await pane.pid()
      try pane.press("q")
      try await pane.ends(pid)
      let log = try #require(pane.workplace.read("home/liqtop/liqtop.log"))
      let fault = " warning \(pid) There is no home folder for the archive; new data are kept in"
      #expect(log.split(separator: "\n").count { $0.contains(fault) } == 1)
      #expect(log.split(separator: "\n").count { $0.contains("archive") } == 1)
    }
  }

  private func mode(_ path: String) throws -> Int {
    let attributes = try FileManager.default.attributesOfItem(atPath: path)
    return try #require(attributes[.posixPermissions] as? Int)
  }
}
