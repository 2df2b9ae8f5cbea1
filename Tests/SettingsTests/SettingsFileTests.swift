import Testing

@testable import Settings

@Suite struct SettingsFileTests {
  static let keys = [
    SettingKey("theme"), SettingKey("exchange", .list), SettingKey("keys", .mapping),
  ]

  static func file(_ text: String) throws(SettingsError) -> SettingsFile {
    try SettingsFile(path: "/c.yaml", bytes: Array(text.utf8), keys: keys)
  }

  @Test func valuesAreKeptWithTheirLines() throws {
    let file = try Self.file("theme: dark\n\nexchange:\n  - okx\n  - bybit\nkeys:\n  quit: q\n")
    #expect(file.values["theme"] == .init(texts: ["dark"], line: 1))
    #expect(file.values["exchange"]?.texts == ["okx", "bybit"])
    #expect(file.names(under: Self.keys[2]).map(\.name) == ["quit"])
    #expect(file.names(under: Self.keys[2]).map(\.line) == [7])
    #expect(file.has(Self.keys[0]) && !file.has(SettingKey("mouse")))
  }

  @Test func aNameThatBeginsWithACombiningMarkIsNotOverlooked() throws {
    let file = try Self.file("keys:\n  \u{743}quit: q\n")
    #expect(file.names(under: Self.keys[2]).map(\.name) == ["\u{743}quit"])
  }

  @Test(arguments: [
    (
      "x: 1\nthme: dark",
      "/c.yaml, line 1: there is no key x. The keys are theme, exchange, keys"
    ),
    (
      "# a\nthme: dark",
      "/c.yaml, line 2: there is no key thme; did you mean theme? The keys are theme, exchange, keys"
    ),
    ("theme: [a, b]", "/c.yaml, line 1: theme must be one text"),
    ("theme: []", "/c.yaml, line 1: theme must be one text"),
    ("exchange: {a: b}", "/c.yaml, line 1: exchange must be a text or a list of texts"),
    ("exchange: [[a]]", "/c.yaml, line 1: exchange must be a text or a list of texts"),
    ("keys: q", "/c.yaml, line 1: keys must be a list of names and values"),
    ("keys:\n  quit: {a: b}", "/c.yaml, line 2: keys.quit must be a text or a list of texts"),
    ("- theme", "/c.yaml, line 1: a configuration has lines such as \"theme: dark\""),
    ("theme: [", "/c.yaml, line 2: did not find expected node content"),
  ])
  func whatIsWrongNamesFileLineAndKey(text: String, sentence: String) {
    let error = #expect(throws: SettingsError.self) { try Self.file(text) }
    #expect(error?.description == sentence)
  }

  @Test func allThatIsWrongIsNamed() {
    let text = "x: 1\ntheme: dark\nkeys: q\nthme: dark\nexchange: {a: b}"
    let error = #expect(throws: SettingsError.self) { try Self.file(text) }
    let keys = "The keys are theme, exchange, keys"
    #expect(error?.description == "/c.yaml, line 1: there is no key x. \(keys)")
    #expect(
      error?.others == [
        "/c.yaml, line 3: keys must be a list of names and values",
        "/c.yaml, line 4: there is no key thme; did you mean theme? \(keys)",
        "/c.yaml, line 5: exchange must be a text or a list of texts",
      ])
  }

  @Test func aFileThatIsNotThereIsNone() throws {
    #expect(try SettingsFile.read("/nowhere/c.yaml", keys: Self.keys) == nil)
  }

  @Test func whatCannotBeReadIsSaid() {
    for path in ["/", "/dev/zero"] {
      #expect(throws: SettingsError("\(path) can't be read: it isn't a file")) {
        try SettingsFile.read(path, keys: Self.keys)
      }
    }
    let mine = CommandLine.arguments[0]
    #expect(throws: SettingsError("\(mine) is longer than 64 KiB, too long for a configuration")) {
      try SettingsFile.read(mine, keys: Self.keys)
    }
  }
}
