import Testing

@testable import Settings

@Suite struct SettingSourcesTests {
  private let theme = SettingKey("theme")
  private let exchange = SettingKey("exchange", .list)

  @Test func theOptionGoesBeforeTheVariableBeforeTheFile() throws {
    let file = try SettingsFileTests.file("\ntheme: light\n")
    let variables = ["LIQTOP_THEME": "safe", "THEME": "mono"]
    #expect(
      SettingSources(options: [theme: ["dark"]], environment: variables, file: file).find(theme)
        == .init(texts: ["dark"], origin: .option("--theme")))
    #expect(
      SettingSources(options: [:], environment: variables, file: file).find(theme)
        == .init(texts: ["safe"], origin: .variable("LIQTOP_THEME")))
    #expect(
      SettingSources(options: [:], environment: [:], file: file).find(theme)
        == .init(texts: ["light"], origin: .file(path: "/c.yaml", line: 2)))
    #expect(SettingSources(options: [:], environment: [:]).find(theme) == nil)
  }

  @Test func anEmptyVariableIsNotSet() throws {
    let file = try SettingsFileTests.file("theme: light")
    let sources = SettingSources(options: [:], environment: ["LIQTOP_THEME": ""], file: file)
    #expect(sources.find(theme)?.texts == ["light"])
  }

  @Test func aVariableIsOneTextWhateverIsInIt() {
    let sources = SettingSources(options: [:], environment: ["LIQTOP_EXCHANGE": "okx, bybit"])
    #expect(sources.find(exchange)?.texts == ["okx, bybit"])
  }

  @Test func keysAreVariablesAndOptions() {
    let key = SettingKey("base_url")
    #expect(key.variable == "LIQTOP_BASE_URL" && key.option == "--base-url")
    let sources = SettingSources(options: [:], environment: ["LIQTOP_BASE_URL": "x"])
    #expect(sources.find(key)?.origin == .variable("LIQTOP_BASE_URL"))
    let off = SettingSources(options: [SettingKey("mouse"): ["false"]], environment: [:])
    #expect(off.find(SettingKey("mouse"))?.origin == .option("--no-mouse"))
  }

  @Test func whatBelongsTogetherComesFromOnePlace() throws {
    let file = try SettingsFileTests.file("theme: light\nexchange: okx")
    let both = SettingSources(options: [:], environment: ["LIQTOP_THEME": "dark"], file: file)
      .findTogether([theme, exchange])
    #expect(both.keys.map(\.name) == ["theme"])
    let alone = SettingSources(options: [:], environment: [:], file: file)
    #expect(alone.findTogether([theme, exchange]).count == 2)
  }

  @Test func originsAreNamedInWords() {
    let origins: [Origin] = [
      .option("--theme"), .variable("LIQTOP_THEME"), .file(path: "/c.yaml", line: 3), .standard,
    ]
    #expect(
      origins.map(\.description) == [
        "flag --theme", "variable LIQTOP_THEME", "/c.yaml:3", "default",
      ])
    #expect(
      origins.map { $0.subject(theme) } == [
        "--theme", "LIQTOP_THEME", "/c.yaml, line 3: theme", "theme",
      ])
  }
}
