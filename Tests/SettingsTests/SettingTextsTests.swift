import Testing

@testable import Settings

@Suite struct SettingTextsTests {
  private let theme = SettingKey("theme")
  private let exchange = SettingKey("exchange", .list)
  private let mouse = SettingKey("mouse", .flag)

  private func texts(
    _ options: [SettingKey: [String]] = [:], _ environment: [String: String] = [:],
    file: String? = nil
  ) throws -> SettingTexts {
    SettingTexts(
      [theme, exchange, mouse], options: options, environment: environment,
      file: try file.map(SettingsFileTests.file))
  }

  @Test func theOptionGoesBeforeTheVariableBeforeTheFile() throws {
    let file = "\ntheme: light\n"
    let variables = ["LIQTOP_THEME": "safe", "THEME": "mono"]
    #expect(
      try texts([theme: ["dark"]], variables, file: file)[theme]
        == SettingText(["dark"], .option("--theme")))
    #expect(
      try texts([:], variables, file: file)[theme]
        == SettingText(["safe"], .variable("LIQTOP_THEME")))
    #expect(
      try texts(file: file)[theme] == SettingText(["light"], .file(path: "/c.yaml", line: 2)))
    #expect(try texts()[theme] == nil)
  }

  @Test(arguments: [[""], [" \t"], [], ["", " "]])
  func anEmptyValueIsNotSetWhereverItStands(empty: [String]) throws {
    let variables = ["LIQTOP_THEME": empty.first ?? ""]
    #expect(try texts([theme: empty], variables, file: "theme: light")[theme]?.texts == ["light"])
    #expect(try texts([theme: empty], variables, file: "theme: ''")[theme] == nil)
    #expect(try texts([exchange: empty])[exchange] == nil)
  }

  @Test(arguments: [
    "theme:", "theme: ~", "exchange: [~]", "keys: null", "theme: ''", "theme: \"  \"",
    "exchange: []", "exchange: ['']", "keys:",
  ])
  func anEmptyValueOfTheFileIsNotSet(text: String) throws {
    let file = try SettingsFileTests.file(text)
    #expect(SettingsFileTests.keys.allSatisfy { !file.has($0) })
    #expect(file.values.isEmpty)
  }

  @Test func anEmptyListUnderANameSaysThatThereIsNone() throws {
    let file = try SettingsFileTests.file("keys:\n  quit: []\n  view: ''\n  copy:\n")
    let names = file.names(under: SettingsFileTests.keys[2])
    #expect(names.map(\.name) == ["quit"] && names[0].texts.isEmpty)
  }

  @Test func aVariableIsOneTextWhateverIsInIt() throws {
    #expect(try texts([:], ["LIQTOP_EXCHANGE": "okx, bybit"])[exchange]?.texts == ["okx, bybit"])
  }

  @Test func keysAreVariablesAndOptions() throws {
    let key = SettingKey("base_url")
    #expect(SettingKey("keys", .mapping).variable == nil)
    #expect(key.variable == "LIQTOP_BASE_URL" && key.option(for: ["x"]) == "--base-url")
    #expect(try texts([mouse: ["false"]])[mouse]?.origin == .option("--no-mouse"))
    #expect(try texts([mouse: ["true"]])[mouse]?.origin == .option("--mouse"))
    // Only a flag is said by leaving its word away.
    #expect(try texts([theme: ["false"]])[theme]?.origin == .option("--theme"))
  }

  @Test func whatBelongsTogetherComesFromOnePlace() throws {
    let file = "theme: light\nexchange: okx"
    let both = try texts([:], ["LIQTOP_THEME": "dark"], file: file).together([theme, exchange])
    #expect(both.keys.map(\.name) == ["theme"])
    #expect(try texts(file: file).together([theme, exchange]).count == 2)
    #expect(try texts(file: file).together([mouse]).isEmpty)
  }

  @Test func originsAreNamedInWords() {
    let origins: [Origin] = [
      .option("--theme"), .variable("LIQTOP_THEME"), .file(path: "/c.yaml", line: 3), .remembered,
      .standard,
    ]
    #expect(
      origins.map(\.description) == [
        "flag --theme", "variable LIQTOP_THEME", "/c.yaml:3", "remembered", "default",
      ])
    #expect(
      origins.map { $0.subject(theme) } == [
        "--theme", "LIQTOP_THEME", "/c.yaml, line 3: theme", "theme", "theme",
      ])
  }
}
