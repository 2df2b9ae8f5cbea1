import Canvas
import FoundationEssentials
import TerminalSupport
import Testing

@testable import liqtop

@Suite struct ThemeFileTests {
  private let workplace: Workplace

  init() throws {
    workplace = try Workplace()
    try FileManager.default.createDirectory(
      atPath: workplace.path("home/liqtop/themes"), withIntermediateDirectories: true)
  }

  private var folder: String { workplace.path("home/liqtop/themes") }

  @discardableResult
  private func write(_ name: String, _ text: String) throws -> String {
    try workplace.write("home/liqtop/themes/\(name).theme", text)
  }

  @Test func anUnknownThemeIsAnsweredWithThoseThereAre() throws {
    let end = try workplace.run("--demo", "--theme", "pink")
    #expect(
      end.output == """
        liqtop: there is no theme "pink"; the themes are terminal, dark, light, contrast, safe, \
        mono, and your own in \(folder), where there is none yet

        """)
    #expect(end.status == 78)
    try write("night", "")
    try write("day", "")
    let second = try workplace.run("--demo", "--theme", "pink")
    #expect(second.output.hasSuffix("safe, mono, and in \(folder) day, night\n"))
  }

  @Test func aBadThemeIsNamedWithLineAndReason() throws {
    let file = try write("night", "base = dark\n\nsky = #87afd7\n")
    let end = try workplace.run("--demo", "--theme", "night")
    #expect(
      end.output.hasPrefix(
        "liqtop: the theme \(file), line 3: unknown ink \"sky\"; the inks are ground, raised,"))
    #expect(end.status == 78)
  }

  @Test func aThemeThatIsNoFileIsRefused() throws {
    try FileManager.default.createDirectory(
      atPath: folder + "/night.theme", withIntermediateDirectories: true)
    let end = try workplace.run("--demo", "--theme", "night")
    #expect(end.output == "liqtop: the theme \(folder)/night.theme can't be read\n")
    #expect(end.status == 78)
    try write("novel", String(repeating: "# It was a dark night.\n", count: 3_000))
    let second = try workplace.run("--demo", "--theme", "novel")
    #expect(second.output.contains("is longer than 64 KiB"))
  }

  @Test(arguments: ["../secret", "/etc/passwd", ".hidden", "."])
  func aNameLeadsNowhereElse(name: String) throws {
    try workplace.write("home/liqtop/secret.theme", "text = default")
    try write(".hidden", "text = default")
    let end = try workplace.run("--demo", "--theme=\(name)")
    #expect(end.output.hasPrefix("liqtop: there is no theme \"\(name)\";"))
    #expect(end.status == 78)
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
    let files = ThemeFiles(["XDG_CONFIG_HOME": workplace.path("home")])
    #expect(try files.theme(named: "light") == .light)
    try write("light", "base = light\nseries0 = #d7af00")
    let theme = try files.theme(named: "light")
    #expect(theme != .light && theme.name == "light")
    #expect(theme.rgb(of: .series0) == RGB(0xd7af00))
    #expect(theme.rgb(of: .series1) == Theme.light.rgb(of: .series1))
  }
}

@Suite(.terminal) struct ThemeOnScreenTests {
  @Test(arguments: Theme.names) func everyThemeCanBeChosen(name: String) async throws {
    let server = try await StagedServer.running()
    try await Pane.showing(server, "--theme", name) { pane in
      try await pane.shows("8/8 fresh", "Binance")
      #expect(try pane.styled().hasColours == (name != "mono"))
    }
  }

  @Test func tComesToTheUsersOwn() async throws {
    let server = try await StagedServer.running()
    try await Pane.showing(server, by: .shell) { pane in
      let folder = pane.workplace.path("home/liqtop/themes")
      try FileManager.default.createDirectory(
        atPath: folder, withIntermediateDirectories: true)
      try pane.workplace.write("home/liqtop/themes/dusk.theme", "base = dark\n")
      try pane.workplace.write("home/liqtop/themes/broken.theme", "sky = #87afd7\n")
      try await pane.shows(Pane.prompt)
      try pane.session.type("sh liqtop.sh\n")
      try await pane.shows("8/8 fresh")
      for name in Theme.names.dropFirst() + ["dusk", "terminal"] {
        try pane.press("t")
        try await pane.shows("Theme: \(name).")
      }
    }
  }
}
