import ExchangeSupport
import FoundationEssentials
import Liquidations
import TerminalSupport
import Testing
import WorkSupport

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// `liqtop watch` against servers on loopback, as a user, a script and a service manager have it.
@Suite(.deadlines) struct WatchTests {
  private let files: Workplace

  init() throws {
    files = try Workplace()
  }

  private var archive: String { files.path("archive.sqlite") }

  /// Runs a watcher with a token, on an archive that others may share.
  private func watching(
    _ server: StagedServer, _ arguments: String..., by starter: Pane.Starter = .script,
    environment: [String: String?] = [:], _ body: (Pane) async throws -> Void
  ) async throws {
    try await Pane.running(
      ["watch", "--base-url", server.url, "--archive", archive] + arguments, by: starter,
      environment: environment.merging(["NEWHEDGE_API_TOKEN": Pane.token]) { given, _ in given },
      columns: 220, body)
  }

  private func send(_ signal: Int32, to pane: Pane) async throws {
    kill(try await pane.pid(), signal)
  }

  private func isThere(_ name: String) -> Bool {
    FileManager.default.fileExists(atPath: files.path(name))
  }

  @Test func aRefreshAFeedAndTheEndAreToldAndTheArchiveIsClosed() async throws {
    let server = try await StagedServer.running()
    try await ExchangeServer.running { exchanges in
      let feeds: [String: String?] = ["LIQTOP_LIVE": nil, "LIQTOP_EXCHANGES_URL": exchanges.url]
      try await watching(server, environment: feeds) { pane in
        try await pane.shows(
          "liqtop 0.1.0 watches 127.0.0.1 and the exchanges' own feeds.",
          "This liqtop does the refreshing.", "This liqtop listens to the exchanges.",
          "Refreshed 8 of 8 series. Next ", "All 6 feeds of four exchanges are heard.")
        exchanges.stage(.refusal(status: 451), for: "ws.okx.com")
        exchanges.cut("ws.okx.com")
        try await pane.shows(
          "OKX isn't heard (unreachable). \(exchanges.url.dropFirst(7)) closed the connection.")
        try await send(SIGTERM, to: pane)
        try await pane.shows("liqtop was asked to end.", "status=0")
        #expect(isThere("archive.sqlite") && !isThere("archive.sqlite-wal"))
      }
    }
  }

  @Test func aDashboardBesideItIsFreshAtOnceWithoutACall() async throws {
    let server = try await StagedServer.running()
    try await watching(server) { watcher in
      try await watcher.shows("Refreshed 8 of 8 series.")
      try await Pane.showing(server, "--archive", archive) { pane in
        try await pane.shows(Pane.fresh)
        try pane.press("Left")
        try await pane.shows("54.3M")
        try await watching(server) { other in
          try await other.shows("Another liqtop does the refreshing; what it fetches is told here.")
          try pane.press("r")
          try await other.shows("Refreshed 8 of 8 series.")
        }
      }
      #expect(server.calls.count == 16)
      try await send(SIGINT, to: watcher)
      try await watcher.shows("status=0")
    }
  }

  @Test func withoutATokenItSaysWhatIsLeft() async throws {
    try await ExchangeServer.running { exchanges in
      let server = try await StagedServer.running()
      let environment: [String: String?] = [
        "LIQTOP_LIVE": nil, "LIQTOP_EXCHANGES_URL": exchanges.url, "NEWHEDGE_API_TOKEN": nil,
        "LIQTOP_BASE_URL": "https://api.example",
      ]
      try await Pane.running(
        ["watch", "--archive", archive], by: .script, environment: environment, columns: 220
      ) { pane in
        try await pane.shows(
          "watches the exchanges' own feeds alone, since there is no API token; with one, whole days",
          "All 6 feeds of four exchanges are heard.")
      }
      #expect(server.calls.isEmpty)
    }
  }

  /// Whoever of them looks at the rules.
  @Test func ofAWatcherAndTwoDashboardsOneRunsWhatAnAlertRunsAndTheWatcherTells() async throws {
    let calm = Market().with(Metric(.binance, .long), daysAgo: 0, 1)
    let server = try await StagedServer.running(calm)
    let config = try files.writePrivately(
      "alerts.yaml",
      "alerts:\n- {name: big-day, when: long > 30M, run: [tee, -a, \(files.path("told"))]}\n")
    func runs() -> Int { files.read("told")?.split(separator: "\n").count ?? 0 }
    try await Pane.showing(server, "--archive", archive, "--config", config) { first in
      try await first.shows(Pane.fresh)
      try await Pane.showing(server, "--archive", archive, "--config", config) { second in
        try await second.shows(Pane.fresh)
        try await watching(server, "--config", config) { watcher in
          try await watcher.shows("Another liqtop does the refreshing;")
          server.stage(Market())
          try await first.presses("r") { runs() == 1 }
          try await watcher.shows("Alert big-day: Long liquidations on all")
          for pane in [first, second] { try await pane.shows(" ALERT ") }
          // Who looks at the rules after them doesn't tell of it again.
          for pane in [first, second] {
            let pid = try await pane.pid()
            try pane.press("q")
            try await pane.ends(pid)
          }
          try await send(SIGHUP, to: watcher)
          try await watcher.shows(
            "The configuration was read anew;", "This liqtop does the refreshing.")
          try await send(SIGTERM, to: watcher)
          try await watcher.shows("status=0")
        }
      }
    }
    #expect(runs() == 1)
  }

  // MARK: Its reader

  /// What the shell shows of a command line in which `liqtop` is the watcher.
  private func shell(_ script: String, _ server: StagedServer) throws -> Command {
    let words = [
      "watch", "--format", "json", "--base-url", server.url, "--archive", archive,
    ]
    let program = files.command(words, environment: ["NEWHEDGE_API_TOKEN": Pane.token])
      .map(\.quoted).joined(separator: " ")
    return try Command.run(["bash", "-c", "liqtop() { \(program); }; \(script)"])
  }

  @Test func aReaderThatReadsNoMoreEndsItWithoutAWord() async throws {
    let server = try await StagedServer.running()
    // It would be quiet for an hour.
    let end = try shell("liqtop | head -3 | wc -l; echo ${PIPESTATUS[0]}", server)
    #expect(end.output == "3\n141\n")
  }

  @Test func eachLineIsAnObjectOfItsSchema() async throws {
    let server = try await StagedServer.running()
    let reader = """
      import json, sys
      events = []
      for line in sys.stdin:
        event = json.loads(line)
        assert event["schema"] == "liqtop.watch/1" and event["text"].endswith(".") and event["at"][-1] == "Z"
        events.append(event["event"])
        if event["event"] == "refreshed":
          assert event["fresh"] == 8 and event["failed"] == [] and not event["halted"]
          break
      print(" ".join(events))
      """
    let file = try files.write("reader.py", reader)
    let end = try shell("liqtop | python3 -I \(file.quoted)", server)
    #expect(end.output == "began leader refreshed\n")
  }

  @Test func aFullDiskIsSaidAndHasItsStatus() async throws {
    let server = try await StagedServer.running()
    let end = try shell("liqtop > /dev/full; echo $?", server)
    #expect(end.output.hasPrefix("liqtop: standard output can't be written: "))
    #expect(end.output.hasSuffix("\n74\n"))
  }

  // MARK: Its manager

  @Test func aServiceManagerIsToldOfItsBeginningAReloadAndItsEnd() async throws {
    let server = try await StagedServer.running()
    let manager = try ManagerSocket(files.path("notify"))
    let environment = ["NOTIFY_SOCKET": files.path("notify"), "WATCHDOG_USEC": "400000"]
    try await watching(server, environment: environment) { pane in
      var told: [String] = []
      func waits(for text: String) async throws {
        try await pane.session.wait("\(text) after \(told)", seconds: 30) {
          told += manager.received
          return told.contains { $0.hasPrefix(text) }
        }
      }
      try await waits(for: "READY=1")
      try await waits(for: "STATUS=8 of 8 series fresh, next refresh ")
      try await waits(for: "WATCHDOG=1")
      told = []
      try await send(SIGHUP, to: pane)
      try await waits(for: "RELOADING=1\nMONOTONIC_USEC=")
      try await waits(for: "READY=1")
      #expect(told.first { !$0.hasPrefix("WATCHDOG") }?.hasPrefix("RELOADING=1") == true)
      try await pane.shows("The configuration was read anew; liqtop watches 127.0.0.1.")
      try await send(SIGTERM, to: pane)
      try await waits(for: "STOPPING=1")
      try await pane.shows("status=0")
    }
    #expect(server.calls.count == 8)
  }

  /// As systemd reads it, where there is one.
  @Test(.enabled(if: (try? Command.run(["systemd-analyze", "--version"]))?.status == 0))
  func theUnitIsOneThatAUsersSystemdUnderstands() throws {
    try files.makeFolder("home/.local/bin")
    try FileManager.default.copyItem(
      atPath: "/bin/true", toPath: files.path("home/.local/bin/liqtop"))
    let unit =
      "/" + #filePath.split(separator: "/").dropLast(3).joined(separator: "/")
      + "/Assets/liqtop-watch.service"
    let end = try Command.run([
      "env", "HOME=\(files.path("home"))", "XDG_RUNTIME_DIR=\(files.folder)", "systemd-analyze",
      "verify", "--user", "--man=no", unit,
    ])
    #expect(end.output == "" && end.status == 0)
  }

  /// An editor may take the file away before it writes it anew.
  @Test func aConfigurationThatIsGoneLeavesTheOldOne() async throws {
    let server = try await StagedServer.running()
    try files.makeFolder("own/liqtop")
    let text = "base_url: \(server.url)\n"
    let config = try files.writePrivately("own/liqtop/config.yaml", text)
    try await Pane.running(
      ["watch", "--archive", archive], by: .script,
      environment: ["NEWHEDGE_API_TOKEN": Pane.token, "XDG_CONFIG_HOME": files.path("own")],
      columns: 220
    ) { pane in
      try await pane.shows("Refreshed 8 of 8 series.")
      try FileManager.default.removeItem(atPath: config)
      try await send(SIGHUP, to: pane)
      try await pane.shows(
        "The configuration can't be used, so the one before goes on: there is no file", "any more")
      _ = try files.writePrivately("own/liqtop/config.yaml", text)
      try await send(SIGHUP, to: pane)
      try await pane.shows("The configuration was read anew;")
    }
  }

  @Test func aBrokenConfigurationLeavesTheOldOneAndAMendedOneHolds() async throws {
    let server = try await StagedServer.running()
    let other = try await StagedServer.running()
    let config = try files.writePrivately("config.yaml", "base_url: \(server.url)\n")
    let environment = ["NEWHEDGE_API_TOKEN": Pane.token]
    try await Pane.running(
      ["watch", "--archive", archive, "--config", config], by: .script, environment: environment,
      columns: 220
    ) { pane in
      try await pane.shows("Refreshed 8 of 8 series.")
      _ = try files.writePrivately("config.yaml", "base_url: \(server.url)\nintervall: 1h\n")
      try await send(SIGHUP, to: pane)
      try await pane.shows(
        "The configuration can't be used, so the one before goes on: ", "config.yaml", "intervall")
      #expect(other.calls.isEmpty)
      _ = try files.writePrivately("config.yaml", "base_url: \(other.url)\n")
      try await send(SIGHUP, to: pane)
      try await pane.shows("The configuration was read anew;")
      try await pane.session.wait("eight calls", seconds: 30) { other.calls.count == 8 }
      #expect(server.calls.count == 8)
    }
  }
}

/// The socket of a service manager, which a program tells how it is.
private final class ManagerSocket {
  private let file: Int32

  init(_ path: String) throws {
    file = socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue), 0)
    var name = sockaddr_un()
    name.sun_family = sa_family_t(AF_UNIX)
    withUnsafeMutableBytes(of: &name.sun_path) { $0.copyBytes(from: Array(path.utf8)) }
    let bound = withUnsafePointer(to: &name) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        bind(file, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
      }
    }
    try #require(bound == 0)
  }

  deinit {
    close(file)
  }

  /// All that has come.
  var received: [String] {
    var texts: [String] = []
    var buffer = [UInt8](repeating: 0, count: 4_096)
    while case let count = recv(file, &buffer, buffer.count, Int32(MSG_DONTWAIT)), count > 0 {
      texts.append(String(decoding: buffer[..<count], as: UTF8.self))
    }
    return texts
  }
}
