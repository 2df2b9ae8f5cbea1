import Canvas
import Testing

@testable import CursesTerminal

@Suite struct CellColoursTests {
  @Test func numbersComeFromTheTheme() {
    let colours = CellColours(.series0, on: .raised, theme: .dark, depth: .indexed)
    #expect(colours == CellColours(foreground: 214, background: 234, isReversed: false))
  }

  @Test func aGroundWithoutNumberIsTheTerminalsDefault() {
    let colours = CellColours(.series0, on: .ground, theme: .terminal, depth: .sixteen)
    #expect(colours == CellColours(foreground: 3, background: -1, isReversed: false))
  }

  @Test func groundAsInkUponAColourIsMadeByExchangingWhereItHasNoNumber() {
    let sixteen = CellColours(.ground, on: .series0, theme: .terminal, depth: .sixteen)
    #expect(sixteen == CellColours(foreground: 3, background: -1, isReversed: true))
    let indexed = CellColours(.ground, on: .series0, theme: .dark, depth: .indexed)
    #expect(indexed == CellColours(foreground: 233, background: 214, isReversed: false))
  }

  @Test func withoutColoursOnlyTheExchangeRemains() {
    let plain = CellColours(.series0, on: .raised, theme: .dark, depth: .none)
    #expect(plain == CellColours(foreground: -1, background: -1, isReversed: false))
    let exchanged = CellColours(.ground, on: .series0, theme: .dark, depth: .none)
    #expect(exchanged == CellColours(foreground: -1, background: -1, isReversed: true))
  }

  @Test func eightColoursAreTheTerminalsOwnWithoutBrightTwins() {
    for ink in Ink.allCases {
      let colours = CellColours(ink, on: .ground, theme: .dark, depth: .eight)
      #expect((-1..<8).contains(colours.foreground))
    }
  }
}
