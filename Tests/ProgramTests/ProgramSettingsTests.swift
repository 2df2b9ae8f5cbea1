import Dashboard
import Liquidations
import Refresh
import Testing
import WorkSupport

@testable import liqtop

/// What becomes of the settings.
@Suite(.longWork) struct ProgramSettingsTests {
  private let home: UserHome

  init() throws {
    home = try UserHome()
  }

  @Test func theStandardsHoldWhereNothingIsSaid() throws {
    let settings = try home.settings()
    #expect("\(settings.base)" == "https://newhedge.io")
    #expect(settings.policy.callsAMonth == 10_000)
    #expect(settings.policy.interval == .seconds(3_600))
    #expect(settings.isMouseOn && !settings.isASCII && !settings.isDemo)
    #expect(settings.theme == nil && settings.logLevel.text == "notice")
    #expect(settings.over(Preferences()) == Preferences())
  }

  @Test func whatIsSaidHolds() throws {
    let file = try home.writePrivately(
      "c.yaml", "interval: 2h\nquota: 900\nmouse: off\nlog_level: none\narchive: ~/x.sqlite\n")
    let settings = try home.settings(
      ["--config", file, "--theme", "dark"],
      ["LIQTOP_ASCII": "yes", "LIQTOP_BASE_URL": "http://127.0.0.1:1/"])
    #expect("\(settings.base)" == "http://127.0.0.1:1")
    #expect(settings.policy.callsAMonth == 900 && settings.policy.interval == .seconds(7_200))
    #expect(!settings.isMouseOn && settings.isASCII)
    #expect(settings.theme?.name == "dark" && settings.logLevel.level == nil)
    #expect(settings.archivePath == home.path("x.sqlite"))
    #expect(try home.settings(["--demo"]).isDemo)
  }

  @Test func whatIsSaidGoesOverWhatIsRemembered() throws {
    try home.write(
      "liqtop/view.yaml", #"{"view": "net", "range": "30D", "scale": "full", "isFlipped": true}"#)
    let remembered = PreferencesFile(home.environment).load()
    #expect(remembered.view == .net && remembered.scale != nil)
    let plain = try home.settings().over(remembered)
    #expect(plain == remembered && plain != Preferences())
    let said = try home.settings(["--view", "table", "--exchange", "okx,bybit"]).over(remembered)
    let same = try home.settings(["--view", "table", "--exchange", "OKX", "bybit"])
    #expect(said == same.over(remembered))
    #expect(said.view == .table && said.exchanges?.exchanges == [.bybit, .okx])
    #expect(said.range == DateRange(.days(30)) && said.scale == remembered.scale)
    // All that isn't said is still as it was.
    #expect(try home.settings(["--view", "net"]).over(remembered) == remembered)
  }

  @Test(arguments: ["/dev/null", ":memory:"])
  func nothingIsKeptWhereThatIsAskedFor(path: String) throws {
    #expect(try home.settings(["--archive", path]).keepsNothing)
    let file = try home.write("c.yaml", "archive: '\(path)'\n")
    #expect(try home.settings(["--config", file]).keepsNothing)
    #expect(try !home.settings(["--archive", "/dev/zero"]).keepsNothing)
    #expect(try !home.settings().keepsNothing)
  }

  @Test func aNumberOfDaysNeedsNoUnit() throws {
    for word in ["45d", "45D"] {
      let settings = try home.settings(["--range", word])
      #expect(settings.over(Preferences()).range == DateRange(.days(45)))
    }
  }

  @Test(arguments: [("60m", 60), ("2h", 120), ("90", 90), ("168h", 10_080), ("1m", 1)])
  func anIntervalIsMinutesOrHours(word: String, minutes: Int64) {
    #expect(Interval(word)?.duration == .seconds(minutes * 60))
  }

  @Test(arguments: ["true", "Yes", "ON"]) func someWordsAreTrue(word: String) {
    #expect(Switch(word)?.isOn == true)
  }

  @Test(arguments: ["false", "No", "OFF"]) func someWordsAreFalse(word: String) {
    #expect(Switch(word)?.isOn == false)
  }
}
