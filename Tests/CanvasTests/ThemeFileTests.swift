import Testing

@testable import Canvas

@Suite struct ThemeFileTests {
  private func theme(_ text: String) throws(ThemeError) -> Theme {
    try Theme(name: "own", parsing: Array(text.utf8))
  }

  private func error(_ text: String) throws -> ThemeError {
    try #require(throws: ThemeError.self) { try theme(text) }
  }

  @Test(arguments: Theme.names) func theProgramsOwnAreReadInFull(name: String) throws {
    let bytes = try #require(Self.files[name])
    let file = try ThemeFile(bytes)
    for ink in Ink.allCases {
      let entry = try #require(file.entry(for: ink), "\(ink)")
      if case .inherited = entry.standIn { Issue.record("\(ink) has no stand-in") }
    }
    let theme = try Theme(name: name, parsing: bytes)
    #expect(theme == Theme.builtIn(name))
    #expect(theme.name == name)
    #expect(theme.isMono == (name == "mono"))
  }

  private static let files = [
    "terminal": PackageResources.terminal_theme, "dark": PackageResources.dark_theme,
    "light": PackageResources.light_theme, "contrast": PackageResources.contrast_theme,
    "safe": PackageResources.safe_theme, "mono": PackageResources.mono_theme,
  ]

  @Test func inksAreNamedAsTheyAre() {
    #expect(Ink.names == Ink.allCases.map { "\($0)" })
  }

  @Test func theirNamesAreInTheOrderOfThemselves() {
    #expect(Theme.all.map(\.name) == Theme.names)
    #expect(Theme.builtIn("pink") == nil)
  }

  @Test func whatIsNotNamedIsThatOfTheBase() throws {
    let theme = try theme("# My own.\nbase = dark\nseries0 = #D7AF00\n")
    #expect(theme.rgb(of: .series0) == RGB(0xd7af00))
    #expect(theme.colour(of: .series0, depth: .sixteen) == 11)
    for ink in Ink.allCases where ink != .series0 {
      #expect(theme.paint(of: ink) == Theme.dark.paint(of: ink))
    }
    #expect(theme != .dark && !theme.usesPatterns)
    #expect(try self.theme("").paint(of: .muted) == Theme.terminal.paint(of: .muted))
  }

  @Test func aColourMayHaveAStandIn() throws {
    let theme = try theme(
      """
      text=#eeeeee bright-white   # a comment
        muted = #808080 7\r
      faint =\t#303030\tdefault
      bad = default
      """)
    #expect(theme.paint(of: .text) == Theme.Paint(rgb: RGB(0xeeeeee), ansi: 15))
    #expect(theme.paint(of: .muted) == Theme.Paint(rgb: RGB(0x808080), ansi: 7))
    #expect(theme.paint(of: .faint) == Theme.Paint(rgb: RGB(0x303030), ansi: nil))
    #expect(theme.paint(of: .bad) == .standard)
  }

  @Test func patternsAreAskedForOrComeWithMono() throws {
    #expect(try theme("base = dark\npatterns = yes").usesPatterns)
    #expect(try theme("base = mono").usesPatterns)
    #expect(Theme.mono.usesPatterns && !Theme.dark.usesPatterns)
  }

  @Test(arguments: [
    ("\n\nsky = #87afd7", 3, "unknown ink \"sky\"; the inks are ground, raised, strong,"),
    ("text = blue", 1, "\"blue\" is no colour; write one as #rrggbb, or default for the"),
    ("text = #12345", 1, "\"#12345\" is no colour;"),
    ("text = #+12345", 1, "\"#+12345\" is no colour;"),
    ("text = #ffffff pink", 1, "\"pink\" is none of the sixteen colours;"),
    ("text = #ffffff 16", 1, "\"16\" is none of the sixteen colours;"),
    ("text = #ffffff -1", 1, "\"-1\" is none of the sixteen colours;"),
    ("text = #ffffff white bold", 1, "\"bold\" is too much;"),
    ("# one\ntext", 2, "this can't be read; a line is written as text = #d0d0d0"),
    ("text =", 1, "this can't be read;"),
    ("= #ffffff", 1, "this can't be read;"),
    ("text = default\nmuted = default\ntext = default", 3, "\"text\" is given again, after line 1"),
    ("base = pink", 1, "base can't be \"pink\"; it is one of terminal, dark,"),
    ("patterns = perhaps", 1, "patterns can't be \"perhaps\"; it is one of yes and no"),
  ])
  func aBadLineIsNamedWithTheReason(text: String, line: Int, reason: String) throws {
    let error = try error(text)
    #expect(error.line == line)
    #expect(error.reason.hasPrefix(reason), "\(error.reason)")
    #expect(error.description == "line \(line): \(error.reason)")
  }

  @Test func bytesThatAreNoTextAreNamedByLine() throws {
    let error = try #require(throws: ThemeError.self) {
      try Theme(name: "own", parsing: Array("text = default\n".utf8) + [0xff, 0xfe])
    }
    #expect(error == ThemeError(line: 2, reason: "this isn't UTF-8 text"))
  }

  @Test func anyBytesEndInAThemeOrAReason() {
    var generator = SystemRandomNumberGenerator()
    let alphabet = Array("textmuted=# 0fF\n\r\tbase dark bright-red\u{e9}".utf8) + [0, 0xff]
    for _ in 0..<2_000 {
      let bytes = (0..<40).map { _ in alphabet.randomElement(using: &generator) ?? 0 }
      _ = try? Theme(name: "own", parsing: bytes)
    }
  }
}
