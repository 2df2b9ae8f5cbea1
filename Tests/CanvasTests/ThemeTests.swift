import Testing

@testable import Canvas

@Suite struct ThemeTests {
  @Test(arguments: Theme.all) func hasNoColourWhereTheTerminalHasNone(theme: Theme) {
    #expect(Ink.allCases.allSatisfy { theme.colour(of: $0, depth: .none) == nil })
  }

  @Test(arguments: Theme.all) func staysInsideEachPalette(theme: Theme) {
    for ink in Ink.allCases {
      if let colour = theme.colour(of: ink, depth: .eight) { #expect((0..<8).contains(colour)) }
      if let colour = theme.colour(of: ink, depth: .sixteen) { #expect((0..<16).contains(colour)) }
      if let colour = theme.colour(of: ink, depth: .indexed) {
        #expect((16..<256).contains(colour), "the first sixteen are the user's own")
      }
    }
  }

  @Test(arguments: Theme.all, [ColourDepth.eight, .sixteen, .indexed])
  func tellsTheFourSeriesApart(theme: Theme, depth: ColourDepth) {
    let colours = (0..<4).map { theme.colour(of: .series($0), depth: depth) }
    #expect(Set(colours).count == 4)
    #expect(!colours.contains(nil))
  }

  @Test func leavesTheTerminalItsOwnGroundByDefault() {
    for depth in ColourDepth.allCases {
      #expect(Theme.terminal.colour(of: .ground, depth: depth) == nil)
      #expect(Theme.terminal.colour(of: .text, depth: depth) == nil)
    }
  }

  @Test(arguments: [Theme.dark, .light]) func setsTextOffItsGround(theme: Theme) throws {
    let ground = try #require(theme.rgb(of: .ground))
    for (ink, least) in [(Ink.strong, 12.0), (.text, 9), (.muted, 4.5), (.bad, 3)] {
      let colour = try #require(theme.rgb(of: ink))
      #expect(contrast(colour, ground) >= least, "\(ink)")
    }
  }

  @Test func findsTheNearestOfTheXtermColours() {
    #expect(XtermPalette.nearest(to: RGB(0x000000)) == 16)
    #expect(XtermPalette.nearest(to: RGB(0xffffff)) == 231)
    #expect(XtermPalette.nearest(to: RGB(0xffaf00)) == 214)
    #expect(XtermPalette.nearest(to: RGB(0x121212)) == 233)
    #expect(XtermPalette.nearest(to: RGB(0x303030)) == 236)
  }

  @Test func namesTheSeriesOfAStack() {
    #expect(Ink.series(0) == .series0)
    #expect(Ink.series(3, isProvisional: true) == .provisional3)
  }
}

/// The contrast ratio of two colours, 1…21, as WCAG 2 defines it.
private func contrast(_ one: RGB, _ other: RGB) -> Double {
  let (light, dark) = (max(luminance(one), luminance(other)), min(luminance(one), luminance(other)))
  return (light + 0.05) / (dark + 0.05)
}

/// sRGB's relative luminance, its curve taken as a square: near enough for a floor.
private func luminance(_ colour: RGB) -> Double {
  let linear = [colour.red, colour.green, colour.blue].map { ($0 == 0 ? 0 : Double($0) / 255) }
  return 0.2126 * linear[0] * linear[0] + 0.7152 * linear[1] * linear[1]
    + 0.0722 * linear[2] * linear[2]
}
