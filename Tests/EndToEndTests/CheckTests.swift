import FoundationEssentials
import Liquidations
import TerminalSupport
import Testing
import WorkSupport

@Suite(.deadlines) struct CheckTests {
  private let workplace: Workplace
  private let token: [String: String?] = ["NEWHEDGE_API_TOKEN": Pane.token]

  init() throws {
    workplace = try Workplace()
  }

  private func check(
    _ arguments: String..., environment: [String: String?] = [:]
  ) throws -> Command {
    try Command.run(workplace.command(["check"] + arguments, environment: environment))
  }

  @Test func whenAllIsWellItSaysSo() async throws {
    let server = try await StagedServer.running()
    let end = try check("--base-url", server.url, environment: token)
    #expect(end.status == 0)
    let text = end.output.squeezed
    for line in [
      "liqtop 0.1.0\n", "\n base_url \(server.url) flag --base-url\n", "\n interval 60m default\n",
      "\ntoken\n ok 24 letters and digits, withheld, from variable NEWHEDGE_API_TOKEN\n",
      "\nterminal\n -- not looked at: this isn't running in one\n",
      "\nmetrics, fetched with 8 of the month's calls\n ok Binance long 400 days, the newest ",
      "\n ok Deribit short 400 days, the newest \(Day.today), ", " ms\n",
      "\n\nAll that was looked at is well.\n",
    ] {
      #expect(text.contains(line), "\(line)")
    }
    #expect(!text.contains("keys.") && !Secrecy.holds(text))
    #expect(server.calls.count == 8)
  }

  @Test func aMetricThatFailsIsNamedAndTheOthersAreNot() async throws {
    let server = try await StagedServer.running()
    server.stage(.status(403), for: Metric(.bybit, .short))
    let end = try check("--base-url", server.url, environment: token)
    #expect(end.status == 1)
    let text = end.output.squeezed
    #expect(text.contains("\n BAD Bybit short the token may not read this metric (403); check the"))
    #expect(end.output.split(separator: "\n").count { $0.hasPrefix(" BAD") } == 1)
    #expect(text.hasSuffix("Fix what is marked BAD.\n"))
  }

  @Test func asJSONItSaysTheSame() throws {
    let end = try check("--demo", "--offline", "--format", "json")
    #expect(end.status == 0)
    #expect(end.output.hasPrefix("{") && end.output.hasSuffix("}\n"))
    #expect(end.output.contains(#""text" : "the demo's own""#))
  }

  @Test func aConfigurationThatIsWrongIsNoReport() throws {
    let end = try check(environment: ["LIQTOP_VIEW": "pie"])
    #expect(end.status == 78)
    #expect(end.output.hasPrefix("liqtop: LIQTOP_VIEW must be one of stacked, "))
  }

  @Test func anArchiveInUseIsReadAsItStands() async throws {
    let server = try await StagedServer.running()
    let file = workplace.path("a.sqlite")
    try await Pane.showing(server, "--archive", file) { pane in
      try await pane.shows(Pane.fresh)
      let before = workplace.names
      #expect(before == ["a.sqlite", "a.sqlite-bell", "a.sqlite-shm", "a.sqlite-wal"])
      let end = try check(
        "--offline", "--base-url", server.url, "--archive", file, environment: token)
      let text = end.output.replacing("\n      ", with: " ").squeezed
      #expect(end.status == 0 && workplace.names == before)
      #expect(text.contains("\n ok \(file) 400 days from "))
      #expect(text.contains(" calls are used, 9992 are left\n"))
      #expect(server.calls.count == 8)
    }
  }

  @Test func inATerminalItLooksAtThat() async throws {
    try await Pane.running(["check", "--demo"], by: .script, columns: 100, rows: 50) { pane in
      try await pane.shows(
        "terminal\n ok tmux-256color, 100x50 cells, 256 colours, UTF-8, mouse\n", "status=0")
    }
    try await Pane.running(
      ["check", "--demo", "--ascii"], by: .script,
      environment: ["TERM": "vt100", "TMUX": "/tmp/x,1,0"], rows: 50
    ) { pane in
      try await pane.shows("ok vt100, 120x50 cells, no colours, ASCII, mouse, in tmux")
    }
    try await Pane.running(
      ["check", "--demo"], by: .script, environment: ["TERM": "nonsense"], rows: 50
    ) { pane in
      try await pane.shows("BAD ", "nonsense", "status=1")
    }
  }
}

extension Workplace {
  /// The files of the archive.
  fileprivate var names: [String] {
    let all = try? FileManager.default.contentsOfDirectory(atPath: folder)
    return (all ?? []).filter { $0.hasPrefix("a.") }.sorted()
  }
}
