import ArgumentParser
import Settings
import Testing
import WorkSupport

@testable import liqtop

/// What is wrong with what the program is told, and how it is said.
@Suite(.longWork) struct SettingErrorTests {
  private let home: UserHome

  init() throws {
    home = try UserHome()
  }

  @Test(arguments: [
    ("them: dark", "line 1: there is no key them; did you mean theme? The keys are token_file, "),
    ("\ninterval: 9d", "line 2: interval must be minutes or hours such as 60m or 2h, from 1m to"),
    (
      "range: never",
      "line 1: range must be a range such as 90d, 2w, 3m, 1y, ytd, all, 2026-11, last month"
    ),
    (
      "range: 2026-02-30",
      "line 1: range must be a range such as 90d, 2w, 3m, 1y, ytd, all, 2026-11, last month, "
        + "2026-03-01..2026-04-15 (2026-02-30: no such day)"
    ),
    ("exchange: [okx, mtgox]", "line 1: exchange must be all, or some of binance, bybit, okx, d"),
    ("view: pie", "line 1: view must be one of stacked, net, "),
    ("mouse: perhaps", "line 1: mouse must be true or false"),
    ("theme: 1\nmouse: 2\n", "line 2: mouse must be true or false"),
    ("quota: many", "line 1: quota must be a whole number of calls a month, from 8"),
    ("quota: 7", "line 1: quota must be a whole number of calls a month, from 8 to 100000000"),
    ("log_level: loud", "line 1: log_level must be one of none, error, "),
    ("base_url: http://x.org", "line 1: base_url: http would send the token to x.org unencrypted"),
    ("token_file: token", "line 1: token_file must be a path that begins with / or ~/"),
    ("archive: a.sqlite", "line 1: archive must be a path that begins with / or ~/"),
    ("token_command: pass 'a b", "line 1: token_command must be a command and its arguments, as"),
    ("keys: {veiw: v}", "line 1: keys.veiw: there is no action veiw; the actions are next_exch"),
    ("keys:\n  view: vv", "line 2: keys.view: there is no key vv; a key is one character, C- w"),
    ("keys:\n  view: x\n  copy: x", "line 2: keys.view: the key x is given to copy already"),
    ("theme: dark\ntheme: light", "line 2: the key theme is given twice"),
    ("archive: ~ann/a.sqlite", "line 1: archive must be a path that begins with / or ~/"),
    ("keys:\n  quit: []", "line 2: keys.quit: no key is left to quit with; give one to quit"),
    ("theme: [", "line 2: did not find expected node content"),
  ])
  func whatIsWrongInTheFileNamesFileLineAndKey(text: String, sentence: String) throws {
    let file = try home.writePrivately("c.yaml", text)
    let error = try #require(home.error(["--config", file]))
    #expect(error.description.hasPrefix("\(file), \(sentence)"), "\(error)")
    #expect(error.status == .configuration)
  }

  @Test func allThatIsWrongInTheFileIsNamedInTheOrderOfItsLines() throws {
    let file = try home.writePrivately(
      "c.yaml", "view: pie\nrange: 30d\ninterval: 9d\nmouse: perhaps\n")
    let error = try #require(home.error(["--config", file]))
    let sentences = [error.description] + error.others
    #expect(
      sentences.map { $0.prefix { $0 != ":" } }
        == ["\(file), line 1", "\(file), line 3", "\(file), line 4"])
    #expect(error.status == .configuration)
    // What another way of saying it covers isn't wrong.
    #expect(home.error(["--config", file, "--view", "net"])?.others.count == 1)
    let keys = try home.writePrivately("k.yaml", "them: dark\nmouse: [true]\nmice: no\n")
    let unknown = try #require(home.error(["--config", keys]))
    #expect(
      ([unknown.description] + unknown.others).map { $0.prefix { $0 != ":" } }
        == ["\(keys), line 1", "\(keys), line 2", "\(keys), line 3"])
  }

  @Test func whatIsWrongInAVariableNamesIt() {
    #expect(
      home.error([], ["LIQTOP_MOUSE": "perhaps"])
        == ProgramError("LIQTOP_MOUSE must be true or false", .configuration))
    #expect(
      home.error([], ["LIQTOP_VIEW": "pie"])?.description
        .hasPrefix("LIQTOP_VIEW must be one of stacked, ") == true)
  }

  @Test(arguments: [
    ["--interval", "0m"], ["--interval", "soon"], ["--interval", "9999h"], ["--quota", "7"],
    ["--range", "0d"], ["--view", "pie"], ["--view", "false"], ["--exchange", "okx", "ftx"],
    ["--log-level", "loud"],
  ])
  func aWrongValueOfAnOptionIsExplained(arguments: [String]) throws {
    let error = try #require(home.error(["--demo"] + arguments))
    #expect(error.description.hasPrefix("\(arguments[0]) must be "))
    #expect(error.status == .usage)
  }

  /// Whatever comes into the table later is checked, too.
  @Test func everySettingRefusesNonsenseButThoseThatMayBeAnyText() {
    let free = ["theme", "archive", "token_file", "token_command", "ca_file"]
    for setting in SettingTable.all
    where !setting.key.isOfFileAlone && !free.contains(setting.key.name) {
      let variable = setting.key.variable ?? ""
      let error = home.error([], [variable: "\u{301}nonsense"])
      #expect(error?.description.hasPrefix(variable) == true)
    }
  }

  @Test(arguments: [
    ("ftp://x", "it must begin with https://, wss://, http:// or ws://"),
    ("wss://me:pw@relay.example", "it must hold no user name and no password"),
    ("https://relay.example/?a=b", "it must hold no query and no fragment"),
    (
      "ws://relay.example",
      "http:// and ws:// are for this machine only; use https://, or allow it with --insecure-http"
    ),
  ])
  func whatStandsInForTheExchangesMustBeAURL(url: String, words: String) throws {
    for isLive in ["true", "false"] {
      #expect(
        home.error(["--exchanges-url", url], ["LIQTOP_LIVE": isLive])
          == ProgramError("--exchanges-url: \(words)", .usage))
    }
    let variable = home.error([], ["LIQTOP_EXCHANGES_URL": url])
    #expect(variable == ProgramError("LIQTOP_EXCHANGES_URL: \(words)", .configuration))
    _ = try home.settings(["--exchanges-url", "ws://relay.example", "--insecure-http"])
  }

  @Test func httpGoesToThisMachineOnly() {
    #expect(
      home.error(["--base-url", "http://example.com"])
        == ProgramError(
          "--base-url: http would send the token to example.com unencrypted; use https, or "
            + "--insecure-http to allow it", .usage))
    #expect(throws: Never.self) {
      try home.settings(["--base-url", "http://example.com", "--insecure-http"])
    }
  }

  @Test func aBadBaseURLInTheEnvironmentIsNamedAndNotRepeated() throws {
    let url = "https://newhedge.io/?api_token=\(UserHome.token)"
    let error = try #require(home.error([], ["LIQTOP_BASE_URL": url]))
    #expect(error.description.hasPrefix("LIQTOP_BASE_URL: the base URL can't contain a query"))
    #expect(!holdsToken(error.description))
  }

  @Test func aFileThatIsNamedMustBeThere() {
    #expect(
      home.error(["--config", "/nowhere/c.yaml"])
        == ProgramError("there is no configuration file /nowhere/c.yaml", .configuration))
  }

  @Test func aFileThatMayHoldASecretAndIsOpenToOthersIsRefused() throws {
    let file = try home.write("my config.yaml", "theme: dark\ntoken_command: [echo, secret]\n")
    try home.setMode(0o644, of: file)
    #expect(
      home.error(["--config", file])
        == ProgramError(
          "the file \(file) has token_command and is open to others; run: chmod 600 '\(file)'",
          .configuration))
    // To name the token's path is no secret.
    for text in ["", "theme: dark", "token_command:", "token_file: /a/token", "base_url: ~"] {
      try home.write("my config.yaml", text)
      try home.setMode(0o644, of: file)
      #expect(throws: Never.self) { try home.settings(["--config", file]) }
    }
  }

  @Test func aFileOfALikeNameIsOffered() throws {
    let file = try home.write("mine.yml", "")
    #expect(
      home.error(["--config", home.path("mine.yaml")])?.description
        == "there is no configuration file \(home.path("mine.yaml")); did you mean \(file)?")
  }

  @Test func aThemeThatThereIsNotIsSaidWithWhereItIsAskedFor() throws {
    let file = try home.write("c.yaml", "\ntheme: pink\n")
    let sentence = "theme: there is no theme \"pink\"; the themes are terminal, "
    #expect(
      home.error(["--config", file])?.description.hasPrefix("\(file), line 2: \(sentence)") == true)
    #expect(
      home.error(["--theme", "pink"])?.description.hasPrefix("--\(sentence)") == true)
    #expect(
      home.error([], ["LIQTOP_THEME": "pink"])?.description.hasPrefix("LIQTOP_THEME: there") == true
    )
  }

  @Test func anotherUsersHomeIsNotGuessed() throws {
    let error = try #require(home.error(["--archive", "~ann/a.sqlite"]))
    #expect(error.description == "--archive begins with ~ and a name; write the whole path")
    _ = try home.write("c.yaml", "theme: dark")
    #expect(try home.settings(["--config", "~/c.yaml"]).theme?.name == "dark")
    #expect(try home.settings(["--archive", "~"]).archivePath == home.folder)
  }

  @Test func aPathBelowAHomeThatThereIsNotIsRefused() throws {
    #expect(
      home.error(["--archive", "~/a.sqlite"], ["HOME": nil])
        == ProgramError("--archive begins with ~/, and there is no home folder", .usage))
    let path = try home.settings(["--archive", "~/a.sqlite"]).archivePath
    #expect(path == home.path("a.sqlite"))
  }
}

/// The command line, before anything is made of it.
@Suite(.longWork) struct DashboardOptionsTests {
  @Test(arguments: [
    ["--interval", "-3h"], ["--theme"], ["--frobnicate"], ["extra"],
    ["--demo", "--base-url", "https://x.org"], ["--demo", "--token-file", "x"],
    ["--demo", "--token-command", "x"], ["--demo", "--archive", "x"],
    ["--token-file", "x", "--token-command", "y"], ["--token", UserHome.token],
  ])
  func aWrongCommandLineIsRefused(arguments: [String]) {
    #expect(throws: (any Error).self) { try DashboardOptions.parse(arguments) }
  }

  @Test func anEmptyOptionCountsAsNotSet() {
    #expect(throws: Never.self) { try DashboardOptions.parse(["--demo", "--base-url", ""]) }
    #expect(throws: Never.self) {
      try DashboardOptions.parse(["--token-file", "", "--token-command", "y"])
    }
  }

  @Test func everySettingButTheKeysAndAlertsHasAnOptionWithItsHelp() {
    let help = DashboardOptions.helpMessage(columns: 500)
    for setting in SettingTable.all where !setting.key.isOfFileAlone {
      #expect(help.contains(setting.key.option(for: [])) && help.contains(setting.help))
      #expect(!setting.help.isEmpty)
    }
  }

  @Test func whatIsGivenIsTheTextsOfTheTable() throws {
    let options = try DashboardOptions.parse([
      "--demo", "--exchange", "okx", "bybit", "--no-mouse", "--ascii", "--log-level", "info",
      "--config", "c",
    ])
    #expect(
      options.given == [
        .demo: ["true"], .config: ["c"], SettingTable.exchange.key: ["okx", "bybit"],
        SettingTable.mouse.key: ["false"], SettingTable.ascii.key: ["true"],
        SettingTable.logLevel.key: ["info"],
      ])
    #expect(try DashboardOptions.parse([]).given.isEmpty)
  }
}
