import PictureSupport
import Testing

@testable import Canvas

/// A theme as it is painted on the grounds that it may meet.
struct Look: Sendable, CustomTestStringConvertible {
  let testDescription: String
  let grounds: [RGB]
  /// The theme on each of the grounds.
  private let themes: [Theme]
  /// What text and bars have at least against each ground.
  private let text: Double
  private let bars: Double

  private init(
    _ name: String, _ theme: Theme, on grounds: [UInt32], isKnown: Bool = true, text: Double = 4.5,
    bars: Double = 3
  ) {
    testDescription = name
    self.grounds = grounds.map(RGB.init)
    themes = self.grounds.map { isKnown ? theme.adapted(to: $0) : theme }
    (self.text, self.bars) = (text, bars)
  }

  /// The terminals' own grounds are those of xterm, VS Code, Dracula, Nord and Solarized, and of light
  /// ones white, One Light and Solarized.
  static let all = [
    // Of 256 colours none between black and white is quite as far from both.
    Look(
      "terminal, its ground unknown", .terminal, on: [0x000000, 0xffffff], isKnown: false,
      text: 4.45),
    Look(
      "terminal, its ground dark", .terminal,
      on: [0x000000, 0x1e1e1e, 0x282a36, 0x2e3440, 0x002b36]),
    Look("terminal, its ground light", .terminal, on: [0xffffff, 0xfafafa, 0xfdf6e3]),
    Look("dark", .dark, on: [0x121212]),
    Look("light", .light, on: [0xffffff]),
    Look("contrast", .contrast, on: [0x000000], text: 7, bars: 5),
    Look("safe", .safe, on: [0x121212]),
  ]
}

extension Look {
  private static let texts: [Ink] = [.strong, .text, .muted, .accent, .good, .warning, .bad]

  /// The ink's contrast with each ground, or with what the header lies on; nil where it is the
  /// terminal's own text.
  private func contrasts(
    _ ink: Ink, _ painted: Promise.Painted, on place: Ink = .ground
  ) throws -> [Double]? {
    guard themes[0].rgb(of: ink) != nil else { return nil }
    return try zip(themes, grounds).map { theme, ground in
      let colour =
        painted == .direct
        ? try #require(theme.rgb(of: ink))
        : XtermPalette.rgb(try #require(theme.colour(of: ink, depth: .indexed)))
      return contrast(colour, theme.rgb(of: place) ?? ground)
    }
  }
}

/// Contrast ratios of WCAG 2, in colours of 24 bits and in the 256 of xterm.
@Suite struct ContrastTests {
  @Test func everyThemeIsSeenOnItsGrounds() {
    let names = Set(Look.all.map { $0.testDescription.prefix { $0 != "," } }.map(String.init))
    #expect(names == Set(Theme.all.filter { !$0.isMono }.map(\.name)))
  }

  @Test(arguments: Look.all, Promise.Painted.allCases)
  func textCanBeRead(look: Look, painted: Promise.Painted) throws {
    try look.expectText(painted)
  }

  @Test(arguments: Look.all, Promise.Painted.allCases)
  func barsStandOffTheGround(look: Look, painted: Promise.Painted) throws {
    try look.expectBars(painted)
  }

  @Test(arguments: Look.all, Promise.Painted.allCases)
  func gridlinesAreSeenAndQuieterThanTheirLabels(look: Look, painted: Promise.Painted) throws {
    try look.expectGrid(painted)
  }

  @Test(arguments: Look.all, Promise.Painted.allCases)
  func whatIsNotOverIsNearerToTheGround(look: Look, painted: Promise.Painted) throws {
    try look.expectDim(painted)
  }

  /// No one knows how dark the sixteen are, but a shade of a colour on the ground is nearer to the ground.
  @Test(arguments: Theme.all.filter { !$0.isMono }, [ColourDepth.eight, .sixteen])
  func whatIsNotOverIsShadedInSixteenColours(theme: Theme, depth: ColourDepth) {
    #expect(theme.shadesProvisional(depth: depth))
  }

  @Test func theTableOfContrasts() throws {
    let tables = try Look.all.map { try $0.table() }
    try expect(tables.joined(separator: "\n"), matches: "contrasts")
  }
}

extension Look {
  fileprivate func expectText(_ painted: Promise.Painted) throws {
    for ink in Self.texts {
      for place in [Ink.ground, .raised] {
        for found in try contrasts(ink, painted, on: place) ?? [] {
          #expect(found >= text, "\(ink) on \(place)")
        }
      }
    }
  }

  fileprivate func expectBars(_ painted: Promise.Painted) throws {
    for index in 0...5 {
      for found in try #require(try contrasts(.series(index), painted)) {
        #expect(found >= bars, "series \(index)")
      }
    }
  }

  fileprivate func expectGrid(_ painted: Promise.Painted) throws {
    let lines = try #require(try contrasts(.faint, painted))
    for (line, label) in zip(lines, try #require(try contrasts(.muted, painted))) {
      // Where one grey is all that can be seen on black and on white, lines are only thinner.
      let isOnlyGrey = themes[0].rgb(of: .faint) == themes[0].rgb(of: .muted)
      #expect(line >= 1.2 && (line < label || isOnlyGrey))
    }
  }

  fileprivate func expectDim(_ painted: Promise.Painted) throws {
    let depth: ColourDepth = painted == .direct ? .direct : .indexed
    guard !themes[0].shadesProvisional(depth: depth) else { return }
    for index in 0...5 {
      let dim = try #require(try contrasts(.series(index, isProvisional: true), painted))
      for (dim, full) in zip(dim, try #require(try contrasts(.series(index), painted))) {
        #expect(dim >= 1.25 && dim < full * 0.9, "series \(index)")
      }
    }
  }

  /// A line for each ink, a column for each ground.
  fileprivate func table() throws -> String {
    let head = grounds.map { Self.right("#" + Self.hex($0)) }.joined()
    let lines = try Ink.allCases.filter { $0.rawValue >= Ink.strong.rawValue }.map { ink in
      let direct = try contrasts(ink, .direct)
      let indexed = try contrasts(ink, .indexed)
      let shown = direct.map { $0.map { Self.right(Self.decimal($0)) }.joined() } ?? "  its own"
      let other = indexed.map { $0.map { Self.right(Self.decimal($0)) }.joined() } ?? "  its own"
      return Self.left("\(ink)") + shown + (other == shown ? "" : "   of 256:" + other)
    }
    return ([testDescription, Self.left("") + head] + lines).map { $0 + "\n" }.joined()
  }

  private static func left(_ text: String) -> String {
    text + String(repeating: " ", count: max(0, 20 - text.count))
  }

  private static func right(_ text: String) -> String {
    String(repeating: " ", count: max(0, 9 - text.count)) + text
  }

  private static func hex(_ colour: RGB) -> String {
    let digits = String(colour.hex, radix: 16)
    return String(repeating: "0", count: 6 - digits.count) + digits
  }

  private static func decimal(_ value: Double) -> String {
    let hundredths = Int((value * 100).rounded())
    return "\(hundredths / 100).\(hundredths % 100 / 10)\(hundredths % 10)"
  }
}
