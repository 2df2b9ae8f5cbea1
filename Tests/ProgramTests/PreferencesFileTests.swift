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
    try home.write("liqtop/view.yaml", whole)
    let preferences = file.load()
    #expect(preferences != Preferences())
    file.save(preferences)
    #expect(file.load() == preferences)
    #expect(
      home.read("liqtop/view.yaml") == """
        range: ['180D']
        exchanges: ['bybit', 'okx']
        view: ['net']
        scale: ['full']
        interval: ['week']
        theme: ['dusk']
        isFlipped: ['true']
        hasTrend: ['true']

        """)
  }

  @Test func itsFolderIsMade() throws {
    let environment = ["XDG_STATE_HOME": home.path("a/b")]
    try home.write("liqtop/view.yaml", whole)
    let preferences = file.load()
    PreferencesFile(environment).save(preferences)
    #expect(PreferencesFile(environment).load() == preferences)
    #expect(try home.mode(of: home.path("a/b/liqtop")) == 0o700)
  }

  @Test(arguments: [
    "", "{", "[]", "null", "3", "\u{0}", "{\"view\": ", "view: net\nview: net", "<html>",
    "{\"view\": 1}", "view: &a net", "- view: net", "view: net\n---\nview: net",
    #"{"view": {"a": "net"}, "range": [["30D"]], "exchanges": 7, "isFlipped": "perhaps"}"#,
  ])
  func aDamagedOrAlienFileCostsTheMemoryAlone(text: String) throws {
    try home.write("liqtop/view.yaml", text)
    #expect(file.load() == Preferences())
  }

  /// A theme is a file of any name.
  @Test(arguments: ["it's", "a: b", "#1", "'", "x'", "null", "- [", "é\t", "\\n"])
  func aThemeOfAnyNameIsRemembered(name: String) {
    var preferences = Preferences()
    preferences.theme = name
    file.save(preferences)
    #expect(file.load() == preferences)
  }

  @Test func whatIsAlienBesideIsPassedOver() throws {
    try home.write("liqtop/view.yaml", whole)
    let preferences = file.load()
    try home.write("liqtop/view.yaml", whole.dropLast() + #", "alien": {"a": [1, null]}, "b": 1}"#)
    #expect(file.load() == preferences)
  }

  @Test func aFileThatIsTooLongOrNoFileIsNone() throws {
    try home.write("liqtop/view.yaml", whole + String(repeating: " ", count: 65_536))
    #expect(file.load() == Preferences())
    #expect(PreferencesFile(["XDG_STATE_HOME": "/dev/null"]).load() == Preferences())
    #expect(PreferencesFile([:]).load() == Preferences())
    // Neither can be written either, which costs nothing.
    PreferencesFile(["XDG_STATE_HOME": "/dev/null"]).save(Preferences())
    PreferencesFile([:]).save(Preferences())
  }
}
