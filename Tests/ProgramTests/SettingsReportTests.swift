import Settings
import Testing
import Wording
import WorkSupport

@testable import liqtop

/// What `liqtop config` says of the settings, and where from.
@Suite(.longWork) struct SettingsReportTests {
  private let home: UserHome

  init() throws {
    home = try UserHome()
  }

  private func report(
    _ arguments: String..., file: String? = nil, environment: [String: String?] = [:]
  ) throws -> SettingsReport {
    let path = try file.map { try home.writePrivately("config.yaml", $0) }
    return try home.report(arguments + (path.map { ["--config", $0] } ?? []), environment)
  }

  /// The line of a key, as it is printed, runs of blanks counting as one.
  private func line(_ key: String, _ report: SettingsReport) -> String? {
    report.text.split(separator: "\n").map { String($0).squeezed }.first {
      $0.hasPrefix("\(key) ")
    }
  }

  @Test func withoutAnythingSaidAllIsDefault() throws {
    let report = try report()
    #expect(
      line("config", report) == "config \(home.path("liqtop/config.yaml")) there is no such file")
    #expect(line("token", report) == "token none")
    #expect(line("base_url", report) == "base_url https://newhedge.io default")
    #expect(line("archive", report) == "archive \(home.path("liqtop/archive.sqlite")) default")
    #expect(line("interval", report) == "interval 60m default")
    #expect(line("quota", report) == "quota 10000 default")
    #expect(line("theme", report) == "theme terminal default")
    #expect(line("range", report) == "range 90D default")
    #expect(line("exchange", report) == "exchange all default")
    #expect(line("view", report) == "view stacked default")
    #expect(line("mouse", report) == "mouse true default")
    #expect(line("ascii", report) == "ascii false default")
    #expect(line("log_level", report) == "log_level notice default")
    #expect(line("keys.quit", report) == "keys.quit q Q C-c default")
    #expect(line("token_file", report) == nil && line("token_command", report) == nil)
  }

  @Test func theFlagGoesBeforeTheVariableBeforeTheFile() throws {
    let file = "# mine\ntheme: light\nmouse: no\nexchange: [okx, bybit]\n"
    let variables = ["LIQTOP_THEME": "safe", "LIQTOP_RANGE": "1y"]
    let all = try report("--theme", "dark", "--mouse", file: file, environment: variables)
    let path = home.path("config.yaml")
    #expect(line("config", all) == "config \(path)")
    #expect(line("theme", all) == "theme dark flag --theme")
    #expect(line("mouse", all) == "mouse true flag --mouse")
    #expect(line("range", all) == "range 1y variable LIQTOP_RANGE")
    #expect(line("exchange", all) == "exchange okx bybit \(path):4")
    let less = try report(file: file, environment: variables)
    #expect(line("theme", less) == "theme safe variable LIQTOP_THEME")
    #expect(line("theme", try report(file: file)) == "theme light \(path):2")
    #expect(line("mouse", try report("--no-mouse")) == "mouse false flag --no-mouse")
  }

  @Test func theFileInTheUsersFolderIsRead() throws {
    try home.write("liqtop/config.yaml", "ascii: true\n")
    #expect(line("ascii", try report()) == "ascii true \(home.path("liqtop/config.yaml")):1")
    let bare = try report(environment: ["XDG_CONFIG_HOME": "elsewhere", "HOME": nil])
    #expect(line("config", bare)?.hasSuffix("none, since there is no home folder") == true)
    let homeless = try report(environment: ["XDG_DATA_HOME": "elsewhere", "HOME": nil])
    #expect(line("archive", homeless) == "archive none, since there is no home folder default")
  }

  @Test(arguments: ["theme: \"\"", "theme:", "theme: '  '", "exchange: []"])
  func anEmptyValueOfTheFileCountsAsNotSet(text: String) throws {
    let report = try report(file: text)
    #expect(line("theme", report) == "theme terminal default")
    #expect(line("exchange", report) == "exchange all default")
  }

  @Test func anEmptyValueCountsAsNotSetWhereverItStands() throws {
    for setting in SettingTable.all where setting.key.shape == .text {
      let option = setting.key.option(for: [""])
      let report = try report(
        option, "", file: "\(setting.key.name): ''", environment: [setting.key.variable ?? "": " "])
      let line = report.lines.first { $0.key == setting.key.name }
      #expect(line?.origin == (line == nil ? nil : "default"), "\(setting.key.name)")
    }
    #expect(line("config", try report("--config", ""))?.hasSuffix("no such file") == true)
  }

  @Test func whatTheDashboardRemembersIsSaid() throws {
    try home.write(
      "liqtop/view.yaml",
      #"{"view": "net", "range": "30D", "exchanges": ["okx", "bybit"], "theme": "dark"}"#)
    let report = try report("--view", "table")
    #expect(line("view", report) == "view table flag --view")
    #expect(line("range", report) == "range 30D remembered")
    #expect(line("exchange", report)?.hasSuffix("remembered") == true)
    #expect(line("theme", report) == "theme dark remembered")
  }

  @Test func aTokenIsNeverPrinted() throws {
    let token = ["NEWHEDGE_API_TOKEN": UserHome.token]
    let both = try report(file: "token_file: /a/token\n", environment: token)
    #expect(line("token", both) == "token set, withheld variable NEWHEDGE_API_TOKEN")
    #expect(!holdsToken(both.text))
    let path = home.path("config.yaml")
    let file = try home.writePrivately("token", UserHome.token)
    let named = try report(file: "\ntoken_file: \(file)\n")
    #expect(line("token", named) == "token set, withheld \(path):2" && named.tokenFault == nil)
    #expect(line("token_file", named) == "token_file \(file) \(path):2")
    let command = try report("--token-command", "/bin/cat \(UserHome.token)")
    #expect(line("token", command) == "token set, withheld flag --token-command")
    #expect(line("token_command", command) == "token_command set, withheld flag --token-command")
    #expect(!holdsToken(try report("--archive", "/x/my\(UserHome.token)").text))
  }

  /// Of what a start would refuse; a command isn't run.
  @Test func aTokenThatCannotBeUsedIsSaid() throws {
    let quoted = try report(environment: ["NEWHEDGE_API_TOKEN": "'\(UserHome.token)'"])
    #expect(line("token", quoted) == "token can't be used variable NEWHEDGE_API_TOKEN")
    #expect(quoted.tokenFault?.description.contains("is 26 characters long and has") == true)
    let empty = try home.writePrivately("empty", "\n")
    for (file, words) in [("/nowhere/token", "there is no such file"), (empty, "is no token in")] {
      let named = try report("--token-file", file)
      #expect(line("token", named) == "token can't be used flag --token-file")
      #expect(named.tokenFault?.description.contains(words) == true)
    }
    for name in ["/nowhere/pass", "no-such-program", "/bin"] {
      let command = try report(
        "--token-command", "\(name) x", environment: ["PATH": "/usr/bin:/bin"])
      #expect(line("token", command) == "token can't be used flag --token-command")
      #expect(
        command.tokenFault?.description
          == "the token command \(name) can't be started; is it installed, and in PATH?")
    }
    let cat = try report("--token-command", "cat x", environment: ["PATH": "/usr/bin:/bin"])
    #expect(cat.tokenFault == nil, "what it says isn't known before it runs")
    #expect(try report().tokenFault == nil)
  }

  /// In the words of a start.
  @Test func authoritiesAndAnArchiveThatCannotBeUsedAreSaid() throws {
    #expect(try report().faults.isEmpty)
    let file = try home.write("ca.pem", "no certificate")
    for path in [file, "/nowhere/ca.pem"] {
      let report = try report("--ca-file", path)
      #expect(
        report.faults.map(\.description) == ["--ca-file: no authorities can be read from \(path)"])
      // Who has no use for them says it all the same.
      #expect(try self.report("--demo", "--ca-file", path).faults == report.faults)
    }
    let named = try report(environment: ["SSL_CERT_FILE": file])
    #expect(
      named.faults.map(\.description) == [
        "the certificate of newhedge.io can't be trusted: no authorities can be read from \(file)"
      ])
    let folder = home.path("")
    for (path, words) in [
      (folder, "is a folder, so it can't be the archive"), (file, "isn't an archive of liqtop"),
      ("\(file)/a.sqlite", "There can't be an archive at \(file)/a.sqlite"),
    ] {
      let faults = try report("--archive", path).faults
      #expect(faults.count == 1 && faults[0].description.contains(words), "\(faults)")
    }
    #expect(try report("--archive", home.path("new.sqlite")).faults.isEmpty)
    #expect(try report("--archive", "/dev/null").faults.isEmpty)
    let both = try report("--archive", folder, "--ca-file", file, "--token-file", "/nowhere/token")
    #expect(both.faults.count == 3)
  }

  @Test func aVariableThatThereIsNotIsSaid() throws {
    let report = try report(environment: ["LIQTOP_THEEM": "dark", "LIQTOP_KEYS": "q", "LIQT": "x"])
    #expect(
      line("LIQTOP_THEEM", report)
        == "LIQTOP_THEEM ignored there is no such variable; did you mean LIQTOP_THEME?")
    #expect(line("LIQTOP_KEYS", report) == "LIQTOP_KEYS ignored there is no such variable")
    #expect(line("LIQT", report) == nil && line("keys", report) == nil)
  }

  @Test(arguments: ["config.yml", "config.yaml.txt", "liqtop.yaml"])
  func aFileOfAnotherNameIsSaid(name: String) throws {
    let file = try home.write("liqtop/\(name)", "theme: dark")
    #expect(
      line("config", try report())
        == "config \(home.path("liqtop/config.yaml")) there is no such file; \(file) isn't read, "
        + "rename it")
    _ = try home.write("liqtop/config.yaml", "")
    #expect(line("config", try report()) == "config \(home.path("liqtop/config.yaml"))")
  }

  @Test func whatWouldSteerTheTerminalIsShownAsItsNumber() throws {
    let report = try report(
      file: "archive: \"/x\\e]0;title\\a\\nb\"\n",
      environment: ["LIQTOP_\u{9b}2J": "x", "LIQTOP_TOKEN_FILE": "/y\u{202e}z"])
    #expect(line("archive", report)?.contains("/x<U+001B>]0;title<U+0007><U+000A>b ") == true)
    #expect(line("token_file", report)?.contains("/y<U+202E>z ") == true)
    #expect(report.text.contains("\nLIQTOP_<U+009B>2J "))
    #expect(report.text == report.text.shown(keepsLines: true))
  }

  @Test func keysAreThoseOfTheFileOrTheStandard() throws {
    let report = try report(file: "keys:\n  view: F2\n  copy: []\n")
    #expect(line("keys.view", report) == "keys.view F2 \(home.path("config.yaml")):2")
    #expect(line("keys.copy", report) == "keys.copy none \(home.path("config.yaml")):3")
  }
}
