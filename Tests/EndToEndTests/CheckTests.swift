import Liquidations
import TerminalSupport
import Testing

@Suite(.terminal) struct CheckTests {
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
      "\nterminal\n ok not looked at, since this runs outside of one\n",
      "\nmetrics, fetched for 8 calls of the month's\n ok Binance long 400 days, the newest ",
      "\n ok Deribit short 400 days, the newest \(Day.today), ", " ms\n", "\n\nAll is well.\n",
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
    #expect(text.hasSuffix("What is marked BAD is to be mended.\n"))
  }

  @Test func offlineItMakesNoCall() async throws {
    let server = try await StagedServer.running()
    let end = try check("--offline", "--base-url", server.url, environment: token)
    #expect(end.status == 0)
    #expect(end.output.squeezed.contains("\nmetrics\n not fetched, so no call was spent\n"))
    #expect(server.calls.isEmpty)
  }

  @Test func aTokenThatCannotBeHadIsBad() throws {
    let none = try check()
    #expect(none.status == 1)
    #expect(none.output.squeezed.contains("\ntoken\n BAD there is no API token. Put yours in a"))
    #expect(none.output.contains("no call was spent"))
    let malformed = try check(environment: ["NEWHEDGE_API_KEY": "Mellon"])
    #expect(malformed.status == 1)
    #expect(malformed.output.squeezed.contains("\n BAD the token from the environment variable"))
  }

  @Test func aConfigurationThatIsWrongIsSaid() throws {
    let end = try check(environment: ["LIQTOP_VIEW": "pie"])
    #expect(end.status == 78)
    #expect(end.output.hasPrefix("liqtop: LIQTOP_VIEW must be one of stacked, "))
  }

  @Test func keysThatAreBoundAnewAreShown() throws {
    let file = try workplace.write("c.yaml", "keys:\n  view: x\n")
    let end = try check("--demo", "--offline", "--config", file)
    #expect(end.output.squeezed.contains("\n keys.view x \(file):2\n"))
    #expect(end.output.split(separator: "\n").count { $0.contains("keys.") } == 1)
  }

  @Test func asJSONItSaysTheSame() throws {
    let end = try check("--demo", "--format", "json")
    #expect(end.status == 0)
    for part in [
      #""version" : "0.1.0""#, #""metric" : "Binance long""#, #""isWell" : true"#,
      #""text" : "the demo's own""#, #""newest" : "\#(Day.today)""#, #""key" : "base_url""#,
    ] {
      #expect(end.output.contains(part), "\(part)")
    }
    #expect(end.output.hasPrefix("{") && end.output.hasSuffix("}\n"))
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
