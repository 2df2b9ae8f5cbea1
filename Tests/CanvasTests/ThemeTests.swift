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

  @Test(
    arguments: Theme.all.filter { !$0.isMono }, [ColourDepth.eight, .sixteen, .indexed, .direct])
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

  @Test func monoHasNoColourAtAnyDepth() {
    for depth in ColourDepth.allCases {
      #expect(Ink.allCases.allSatisfy { Theme.mono.colour(of: $0, depth: depth) == nil })
    }
    #expect(Theme.mono.isMono && !Theme.terminal.isMono)
  }

  @Test func aDirectColourIsItsOwnNumber() {
    #expect(Theme.dark.colour(of: .series0, depth: .direct) == 0xffaf00)
    #expect(Theme.contrast.colour(of: .ground, depth: .direct) == 8, "0…7 are the terminal's own")
    #expect(Theme.terminal.colour(of: .ground, depth: .direct) == nil)
  }

  @Test func isItselfAndNoOtherOfTheSameName() throws {
    let (one, other) = (
      try Theme(name: "dark", parsing: Array("base = dark".utf8)),
      try Theme(name: "dark", parsing: Array("base = light".utf8))
    )
    #expect(one == .dark && one.hashValue == Theme.dark.hashValue)
    #expect(other != .dark)
  }

  @Test func findsTheNearestOfTheXtermColours() {
    #expect(XtermPalette.nearest(to: RGB(0x000000)) == 16)
    #expect(XtermPalette.nearest(to: RGB(0xffffff)) == 231)
    #expect(XtermPalette.nearest(to: RGB(0xffaf00)) == 214)
    #expect(XtermPalette.nearest(to: RGB(0x121212)) == 233)
    #expect(XtermPalette.nearest(to: RGB(0x303030)) == 236)
  }

  @Test func knowsEachOfTheXtermColours() {
    for number in 16..<256 {
      // The cube's own greys come before the 24 that are the same.
      let nearest = XtermPalette.nearest(to: XtermPalette.rgb(number))
      #expect(XtermPalette.rgb(nearest) == XtermPalette.rgb(number))
    }
    #expect(XtermPalette.rgb(214) == RGB(0xffaf00))
    #expect(XtermPalette.rgb(233) == RGB(0x121212))
  }

  @Test func namesTheSeriesOfAStack() {
    #expect(Ink.series(0) == .series0)
    #expect(Ink.series(3, isProvisional: true) == .provisional3)
  }
}
