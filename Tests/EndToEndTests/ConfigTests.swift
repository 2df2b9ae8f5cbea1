import Liquidations
import TerminalSupport
import Testing
import WorkSupport

/// That the settings reach the commands, and what is said of them the right stream; what they may be
/// is tested in the process.
@Suite struct ConfigTests {
  private let workplace: Workplace

  init() throws {
    workplace = try Workplace()
  }

  /// Runs the program with one of its outputs thrown away.
  private func run(_ arguments: [String], without stream: Int) throws -> Command {
    let words = workplace.command(arguments).map(\.quoted).joined(separator: " ")
    return try Command.run(["sh", "-c", "exec \(words) \(stream)>/dev/null"])
  }

  @Test func theReportGoesToStandardOutput() throws {
    let end = try run(["config", "--theme", "dark"], without: 2)
    #expect(end.status == 0)
    #expect(end.output.squeezed.contains("\ntheme dark flag --theme\n"))
    #expect(end.output.squeezed.contains("\nkeys.quit q Q C-c default\n"))
    let file = try run(["config", "--default"], without: 2)
    #expect(file.status == 0 && file.output.hasPrefix("# The configuration of liqtop"))
    #expect(file.output.contains("\ninterval: 60m\n"))
  }

  @Test(arguments: [["--demo"], ["config"], ["check", "--demo"]])
  func whatIsWrongGoesToStandardError(command: [String]) throws {
    let file = try workplace.write("bad.yaml", "theme: 1\nmouse: 2\n")
    let end = try run(command + ["--config", file], without: 1)
    #expect(end.output == "liqtop: \(file), line 2: mouse must be true or false\n")
    #expect(end.status == 78)
  }

  // Neither would go on for long if it did begin.
  @Test(arguments: [
    ["--base-url", "http://127.0.0.1:1"], ["serve", "--demo", "--host", "nowhere.invalid"],
  ])
  func aTokenFileThatIsOpenToOthersIsRefused(arguments: [String]) throws {
    let file = try workplace.write("token", Pane.token)
    let end = try Command.run(workplace.command(arguments + ["--token-file", file]))
    #expect(
      end.output == """
        liqtop: the file \(file) holds the API token and is open to others; run: chmod 600 \(file)

        """)
    #expect(end.status == 78)
  }

  @Test func aTokenCommandThatFailsIsQuotedWithoutTheToken() throws {
    let script = "echo \(Pane.token); echo \"no: \(Pane.token)=\" >&2; exit 2"
    let file = try workplace.writePrivately("c.yaml", "token_command: [sh, -c, '\(script)']\n")
    let end = try workplace.run("--config", file)
    #expect(
      end.output == "liqtop: the token command sh ended with status 2: no: (withheld)=\n")
    #expect(end.status == 78)
  }
}

/// What the configuration does on the screen.
@Suite(.deadlines) struct ConfiguredTests {
  @Test func keysAndTokenOfTheFileAreTheDashboards() async throws {
    let server = try await StagedServer.running()
    let files = try Workplace()
    let token = try files.writePrivately("token", Pane.token)
    let file = try files.writePrivately(
      "c.yaml", "token_file: \(token)\nrange: 30d\nkeys:\n  view: F2\n  quit: [x]\n")
    try await Pane.showing(
      server, "--config", file, environment: ["NEWHEDGE_API_TOKEN": nil]
    ) { pane in
      let month = ((Day.today - 29)...Day.today).title
      try await pane.shows(Pane.fresh, month, "stacked F2 ", "x quit")
      try pane.press("F2")
      try await pane.shows("View: net")
      try pane.press("q")
      try pane.press("?")
      try await pane.shows("F2 V next, previous view: stacked, net", "x quit")
      try pane.press("x")
      try await pane.ends(try await pane.pid())
    }
    #expect(server.calls.allSatisfy { $0.query == "api_token=\(Pane.token)" })
  }

  @Test func theTokenCommandMayAskOnTheTerminal() async throws {
    let server = try await StagedServer.running()
    let files = try Workplace()
    let token = try files.writePrivately("token", Pane.token)
    let ask = "printf 'Your word: ' > /dev/tty; read word < /dev/tty; test $word = friend"
    try await Pane.showing(
      server, "--token-command", "sh -c \"\(ask) && cat \(token)\"",
      environment: ["NEWHEDGE_API_TOKEN": nil]
    ) { pane in
      try await pane.shows("Your word:")
      try pane.press("friend", "Enter")
      try await pane.shows(Pane.fresh)
      // The keys are the dashboard's again.
      try pane.press("?")
      try await pane.shows("Esc closes")
    }
    #expect(server.calls.allSatisfy { $0.query == "api_token=\(Pane.token)" })
  }
}
