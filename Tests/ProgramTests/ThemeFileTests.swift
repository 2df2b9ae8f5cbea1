import Canvas
import FoundationEssentials
import Testing

@testable import liqtop

/// The user's own themes.
@Suite struct ThemeFileTests {
  private let home: UserHome
  private let files: ThemeFiles

  init() throws {
    home = try UserHome()
    files = ThemeFiles(home.environment)
  }

  private var folder: String { home.path("liqtop/themes") }

  @discardableResult
  private func write(_ name: String, _ text: String) throws -> String {
    try home.write("liqtop/themes/\(name).theme", text)
  }

  private func error(_ name: String) throws -> String {
    let error = #expect(throws: ProgramError.self) { try self.files.theme(named: name) }
    #expect(error?.status == .configuration)
    return try #require(error).description
  }

  @Test func anUnknownThemeIsAnsweredWithThoseThereAre() throws {
    #expect(
      try error("pink") == """
        there is no theme "pink"; the themes are terminal, dark, light, contrast, safe, mono, and \
        your own in \(folder), where there is none yet
        """)
    try write("night", "")
    try write("day", "")
    #expect(try error("pink").hasSuffix("safe, mono, and in \(folder) day, night"))
    #expect(
      #expect(throws: ProgramError.self) { try ThemeFiles([:]).theme(named: "pink") }?.description
        .hasSuffix("the themes are terminal, dark, light, contrast, safe, mono") == true)
  }

  @Test func aBadThemeIsNamedWithLineAndReason() throws {
    let file = try write("night", "base = dark\n\nsky = #87afd7\n")
    #expect(
      try error("night").hasPrefix(
        "the theme \(file), line 3: unknown ink \"sky\"; the inks are ground, raised,"))
  }

  @Test func aThemeThatIsNoFileIsRefused() throws {
    try FileManager.default.createDirectory(
      atPath: folder + "/night.theme", withIntermediateDirectories: true)
    #expect(try error("night") == "the theme \(folder)/night.theme isn't a file")
    let file = try write("novel", String(repeating: "# It was a dark night.\n", count: 3_000))
    #expect(try error("novel") == "the theme \(file) is longer than 64 KiB, too long for a theme")
  }

  @Test(arguments: ["../secret", "day/../../secret", "/etc/passwd", ".hidden", ".", ""])
  func aNameLeadsNowhereElse(name: String) throws {
    try FileManager.default.createDirectory(
      atPath: folder + "/day", withIntermediateDirectories: true)
    try home.write("liqtop/secret.theme", "text = default")
    try write(".hidden", "text = default")
    #expect(try error(name).hasPrefix("there is no theme \"\(name)\";"))
  }

  @Test func theFolderIsWhereTheDesktopSays() {
    #expect(ThemeFiles(["HOME": "/home/ann"]).folder == "/home/ann/.config/liqtop/themes")
    #expect(
      ThemeFiles(["HOME": "/home/ann", "XDG_CONFIG_HOME": "/etc/ann"]).folder
        == "/etc/ann/liqtop/themes")
    #expect(
      ThemeFiles(["HOME": "/home/ann", "XDG_CONFIG_HOME": "relative"]).folder
        == "/home/ann/.config/liqtop/themes")
    #expect(ThemeFiles([:]).folder == nil)
  }

  @Test func theUsersOwnGoesBeforeTheProgramsOwn() throws {
    #expect(try files.theme(named: "light") == .light)
    try write("light", "base = light\nseries0 = #d7af00")
    let theme = try files.theme(named: "light")
    #expect(theme != .light && theme.name == "light")
    #expect(theme.rgb(of: .series0) == RGB(0xd7af00))
    #expect(theme.rgb(of: .series1) == Theme.light.rgb(of: .series1))
  }

  @Test func allAreTheProgramsAndThenTheUsersOwnThatAreThemes() throws {
    #expect(files.all.map(\.name) == Theme.names)
    try write("dusk", "base = dark\n")
    try write("broken", "sky = #87afd7\n")
    #expect(files.all.map(\.name) == Theme.names + ["dusk"])
  }
}
