import Dashboard
import Liquidations
import Testing

@testable import liqtop

/// What the dashboard remembers from one start to the next.
@Suite struct PreferencesFileTests {
  private let home: UserHome
  private let file: PreferencesFile
  private let whole = """
    {"exchanges": ["okx", "bybit"], "hasTrend": true, "interval": "week", "isFlipped": true,
     "range": "180D", "scale": "full", "theme": "dusk", "view": "net"}
    """

  init() throws {
    home = try UserHome()
    file = PreferencesFile(home.environment)
  }

  @Test func whatIsWrittenIsReadAgain() throws {
    try home.write("liqtop/view.json", whole)
    let preferences = file.load()
    #expect(preferences != Preferences())
    file.save(preferences)
    #expect(file.load() == preferences)
    let text = try #require(home.read("liqtop/view.json"))
    for name in [
      "exchanges", "hasTrend", "interval", "isFlipped", "range", "scale", "theme", "view",
    ] {
      #expect(text.contains("\"\(name)\" : "))
    }
  }

  @Test func itsFolderIsMade() throws {
    let environment = ["XDG_STATE_HOME": home.path("a/b")]
    try home.write("liqtop/view.json", whole)
    let preferences = file.load()
    PreferencesFile(environment).save(preferences)
    #expect(PreferencesFile(environment).load() == preferences)
    #expect(try home.mode(of: home.path("a/b/liqtop")) == 0o700)
  }

  @Test(arguments: [
    "", "{", "[]", "null", "3", "\u{0}", "{\"view\": ", "view: net", "<html>", "{\"view\": 1}",
    #"{"view": {"a": "net"}, "range": [["30D"]], "exchanges": 7, "isFlipped": "perhaps"}"#,
  ])
  func aDamagedOrAlienFileCostsTheMemoryAlone(text: String) throws {
    try home.write("liqtop/view.json", text)
    let settings = try home.settings()
    var state = Preferences()
    state = settings.over(file.load())
    #expect(state.view == nil && state.span == nil)
  }

  @Test func whatIsAlienBesideIsPassedOver() throws {
    try home.write("liqtop/view.json", whole)
    let preferences = file.load()
    try home.write("liqtop/view.json", whole.dropLast() + #", "alien": {"a": [1, null]}, "b": 1}"#)
    #expect(file.load() == preferences)
  }

  @Test func aFileThatIsTooLongOrNoFileIsNone() throws {
    try home.write("liqtop/view.json", whole + String(repeating: " ", count: 65_536))
    #expect(file.load() == Preferences())
    #expect(PreferencesFile(["XDG_STATE_HOME": "/dev/null"]).load() == Preferences())
    #expect(PreferencesFile([:]).load() == Preferences())
    // Neither can be written either, which costs nothing.
    PreferencesFile(["XDG_STATE_HOME": "/dev/null"]).save(Preferences())
    PreferencesFile([:]).save(Preferences())
  }
}
