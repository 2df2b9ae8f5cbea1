import Liquidations
import TerminalSupport
import Testing

/// What the configuration says and where from; none of it needs a terminal.
@Suite struct ConfigTests {
  private let workplace: Workplace

  init() throws {
    workplace = try Workplace()
  }

  private func config(
    _ arguments: String..., file: String? = nil, environment: [String: String?] = [:]
  ) throws -> Command {
    let path = try file.map { try workplace.writePrivately("config.yaml", $0) }
    let named = path.map { ["--config", $0] } ?? []
    return try Command.run(
      workplace.command(["config"] + arguments + named, environment: environment))
  }

  /// The line of a key, runs of blanks counting as one.
  private func line(_ key: String, _ end: Command) -> String? {
    end.output.split(separator: "\n").map { String($0).squeezed }.first { $0.hasPrefix("\(key) ") }
  }

  @Test func withoutAnythingSaidAllIsDefault() throws {
    let end = try config()
    #expect(end.status == 0)
    let path = workplace.path("home/liqtop/config.yaml")
    #expect(line("config", end) == "config \(path) there is no such file")
    #expect(line("token", end) == "token none")
    #expect(line("base_url", end) == "base_url https://newhedge.io default")
    let archive = workplace.path("home/liqtop/archive.sqlite")
    #expect(line("archive", end) == "archive \(archive) default")
    #expect(line("interval", end) == "interval 60m default")
    #expect(line("theme", end) == "theme terminal default")
    #expect(line("mouse", end) == "mouse true default")
    #expect(line("keys.quit", end) == "keys.quit q Q C-c default")
    #expect(line("token_file", end) == nil)
  }

  @Test func theFlagGoesBeforeTheVariableBeforeTheFile() throws {
    let file = "# mine\ntheme: light\nmouse: no\nexchange: [okx, bybit]\n"
    let variables = ["LIQTOP_THEME": "safe", "LIQTOP_RANGE": "1y"]
    let end = try config("--theme", "dark", "--mouse", file: file, environment: variables)
    let path = workplace.path("config.yaml")
    #expect(line("config", end) == "config \(path)")
    #expect(line("theme", end) == "theme dark flag --theme")
    #expect(line("mouse", end) == "mouse true flag --mouse")
    #expect(line("range", end) == "range 1y variable LIQTOP_RANGE")
    #expect(line("exchange", end) == "exchange okx bybit \(path):4")
    let less = try config(file: file, environment: variables)
    #expect(line("theme", less) == "theme safe variable LIQTOP_THEME")
    #expect(line("theme", try config(file: file)) == "theme light \(path):2")
  }

  @Test func theFileInTheUsersFolderIsRead() throws {
    try workplace.makeFolder("home/liqtop")
    try workplace.write("home/liqtop/config.yaml", "ascii: true\n")
    let path = workplace.path("home/liqtop/config.yaml")
    #expect(line("ascii", try config()) == "ascii true \(path):1")
    let bare = try config(environment: ["XDG_CONFIG_HOME": "elsewhere", "HOME": nil])
    #expect(line("config", bare)?.hasSuffix("none, since there is no home folder") == true)
    let homeless = try config(environment: ["XDG_DATA_HOME": "elsewhere", "HOME": nil])
    #expect(line("archive", homeless) == "archive none, since there is no home folder default")
  }

  @Test func aTokenIsNeverPrinted() throws {
    let token = ["NEWHEDGE_API_TOKEN": Pane.token]
    let end = try config(file: "token_file: /a/token\n", environment: token)
    #expect(line("token", end) == "token set, withheld variable NEWHEDGE_API_TOKEN")
    #expect(!end.output.contains(Pane.token))
    let path = workplace.path("config.yaml")
    let named = try config(file: "\ntoken_file: /a/token\n")
    #expect(line("token", named) == "token set, withheld \(path):2")
    #expect(line("token_file", named) == "token_file /a/token \(path):2")
  }

  @Test func theCommentedFileIsTheDefaults() throws {
    let file = try config("--default")
    #expect(file.status == 0)
    for word in ["theme: terminal", "next_exchange: [Tab]", "interval: 60m", "#token_file: ~/"] {
      #expect(file.output.contains(word))
    }
    let values = { (end: Command) in
      end.output.split(separator: "\n").dropFirst(2).map { line in
        line.split(separator: "  ").prefix(2).joined(separator: " ")
      }
    }
    let plain = try config()
    #expect(values(plain).count > 40)
    #expect(values(try config(file: file.output)) == values(plain))
    // What is commented out is right as well.
    let uncommented = file.output.split(separator: "\n").map { line in
      let isValue = line.hasPrefix("#") && !line.hasPrefix("# ") && line != "#"
      return isValue && !line.hasPrefix("#token_command") ? line.dropFirst() : line
    }
    let whole = try config(file: uncommented.joined(separator: "\n"))
    #expect(whole.status == 0 && line("theme", whole)?.contains("config.yaml:") == true)
    let isExample = { (line: String) in line.hasPrefix("token_file") || line.hasPrefix("archive") }
    #expect(values(whole).filter { !isExample($0) } == values(plain).filter { !isExample($0) })
  }

  @Test(arguments: [
    ("them: dark", "line 1: there is no key them; did you mean theme? The keys are token_file, "),
    ("\ninterval: 9d", "line 2: interval must be minutes or hours such as 60m or 2h, from 1m to"),
    ("range: never", "line 1: range must be 7d, 30d, 90d, 180d, 1y, ytd, all, or a number of days"),
    ("exchange: [okx, mtgox]", "line 1: exchange must be all, or some of binance, bybit, okx, d"),
    ("view: pie", "line 1: view must be one of stacked, net, "),
    ("mouse: perhaps", "line 1: mouse must be true or false"),
    ("quota: many", "line 1: quota must be a whole number of calls a month, from 8"),
    ("quota: 7", "line 1: quota must be a whole number of calls a month, from 8"),
    ("base_url: http://x.org", "line 1: base_url: http would send the token to x.org in clear"),
    ("token_file: token", "line 1: token_file must be a path that begins with / or ~/"),
    ("keys: {veiw: v}", "line 1: keys.veiw: there is no action veiw; the actions are next_exch"),
    ("keys:\n  view: vv", "line 2: keys.view: there is no key vv; a key is one character, C- w"),
    ("keys:\n  view: x\n  copy: x", "line 2: keys.view: the key x is given to copy already"),
    ("keys:\n  quit: []", "line 2: keys.quit: no key is left to quit with; give one to quit"),
    ("theme: [", "line 2: did not find expected node content"),
  ])
  func whatIsWrongInTheFileNamesFileLineAndKey(file: String, sentence: String) throws {
    let end = try config(file: file)
    #expect(end.output.hasPrefix("liqtop: \(workplace.path("config.yaml")), \(sentence)"))
    #expect(end.status == 78)
  }

  @Test func whatIsWrongInAVariableNamesIt() throws {
    let end = try config(environment: ["LIQTOP_MOUSE": "perhaps"])
    #expect(end.output == "liqtop: LIQTOP_MOUSE must be true or false\n")
    #expect(end.status == 78)
  }

  @Test func aFileThatIsNamedMustBeThere() throws {
    let end = try workplace.run("config", "--config", "/nowhere/c.yaml")
    #expect(end.output == "liqtop: there is no configuration file /nowhere/c.yaml\n")
    #expect(end.status == 78)
  }

  @Test func theDashboardReadsItToo() throws {
    let file = try workplace.write("bad.yaml", "theme: 1\nmouse: 2\n")
    let end = try workplace.run("--demo", "--config", file)
    #expect(end.output == "liqtop: \(file), line 2: mouse must be true or false\n")
    #expect(end.status == 78)
  }

  @Test func aFileThatNamesTheTokenAndIsOpenToOthersIsRefused() throws {
    let file = try workplace.write("my config.yaml", "token_file: /a/token\n")
    let end = try workplace.run("config", "--config", file)
    #expect(
      end.output == """
        liqtop: the file \(file) has token_file and is open to others; run: chmod 600 '\(file)'

        """)
    #expect(end.status == 78)
    #expect(try workplace.run("config", "--config", workplace.write("c.yaml", "")).status == 0)
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
}

extension ConfigTests {
  private func dashboard(_ command: String) throws -> Command {
    let file = try workplace.writePrivately("c.yaml", "token_command: \(command)\n")
    return try workplace.run("--config", file)
  }

  @Test func aTokenCommandThatFailsIsQuotedWithoutTheToken() throws {
    let script = "echo \(Pane.token); echo \"no: \(Pane.token)=\" >&2; exit 2"
    let end = try dashboard("[sh, -c, '\(script)']")
    #expect(
      end.output == "liqtop: the token command sh ended with status 2: no: (withheld)=\n")
    #expect(end.status == 78)
    #expect(
      try dashboard("sh -c 'echo x%45\(Pane.token.dropFirst()) >&2; exit 2'").output
        == "liqtop: the token command sh ended with status 2: (withheld)\n")
  }

  @Test func whatATokenCommandPutsOutMustBeAToken() throws {
    #expect(
      try dashboard("echo Mellon").output == """
        liqtop: the token from the output of the token command echo is 6 characters long; a token \
        is 24 letters and digits

        """)
    let missing = try dashboard("/nowhere/pass show newhedge")
    #expect(
      missing.output == """
        liqtop: the token command /nowhere/pass can't be started; is it installed, and in PATH?

        """)
    #expect(missing.status == 78)
  }

  @Test func oneWayToTheTokenIsEnough() throws {
    let file = try workplace.writePrivately("c.yaml", "token_file: /a\ntoken_command: b\n")
    let end = try workplace.run("--config", file)
    #expect(
      end.output == """
        liqtop: \(file), line 1: token_file and \(file), line 2: token_command are both said; leave \
        one away

        """)
    #expect(end.status == 78)
    let other = try workplace.run("config", "--config", file, "--token-command", "pass 'a b'")
    #expect(line("token", other) == "token set, withheld flag --token-command")
    #expect(line("token_command", other) == "token_command set, withheld flag --token-command")
    let open = try workplace.run("config", "--token-command", "pass 'a b")
    #expect(open.output.contains("--token-command must be a command and its arguments"))
  }
}

/// What the configuration does on the screen.
@Suite(.terminal) struct ConfiguredTests {
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
      try await pane.shows("8/8 fresh", month, "F2 view", "x quit")
      try pane.press("F2")
      try await pane.shows("View: net")
      try pane.press("q")
      try pane.press("?")
      try await pane.shows("F2 view: stacked, net", "x quit")
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
      try await pane.shows("8/8 fresh")
      // The keys are the dashboard's again.
      try pane.press("?")
      try await pane.shows("Esc closes")
    }
    #expect(server.calls.allSatisfy { $0.query == "api_token=\(Pane.token)" })
  }
}
