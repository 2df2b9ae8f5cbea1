import Canvas
import Testing

@testable import CursesTerminal

@Suite struct CellPaintingTests {
  private let bar = Style(.series0)

  @Test func aBlankIsPaintedLikeItsLeftNeighbourOnTheSameGround() {
    #expect(Cell(" ", Style(.text)).style(after: bar) == bar)
    let bold = Style(.strong, on: .ground, .bold)
    #expect(Cell(" ", Style(.text)).style(after: bold) == bold)
  }

  @Test func aBlankOnAnotherGroundKeepsItsStyle() {
    let raised = Style(.text, on: .raised)
    #expect(Cell(" ", raised).style(after: bar) == raised)
  }

  @Test func whatShowsOnABlankIsNotTakenOver() {
    for attributes in [Attributes.reverse, .underline] {
      #expect(Cell(" ").style(after: Style(.series0, on: .ground, attributes)) == .plain)
      let own = Style(.text, on: .ground, attributes)
      #expect(Cell(" ", own).style(after: bar) == own)
    }
    #expect(Cell(" ").style(after: Style(.ground, on: .ground)) == .plain)
  }

  @Test func aFullBlockIsPaintedLikeItsLeftNeighbourOfTheSameInk() {
    let border = Style(.series0, on: .series1)
    #expect(Cell("█", bar).style(after: border) == border)
    let other = Style(.series2)
    #expect(Cell("█", other).style(after: border) == other)
    let reversed = Style(.series0, on: .ground, .reverse)
    #expect(Cell("█", reversed).style(after: border) == reversed)
  }

  @Test func anyOtherGlyphKeepsItsStyle() {
    #expect(Cell("▅", bar).style(after: Style(.series0, on: .series1)) == bar)
  }

  @Test func aBlockWithItsInkOnBothSidesKeepsIt() {
    let sealed = Style(.series(0), on: .series(0))
    #expect(Cell("█", sealed).style(after: Style(.series(0))) == sealed)
  }
}
