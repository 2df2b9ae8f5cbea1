import Canvas
import Liquidations
import Testing

@testable import Dashboard

/// Where the terminal's own cursor is put, for screen readers and magnifiers.
@Suite struct CursorPlaceTests {
  private func expectChosen(
    _ state: DashboardState, sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let frame = render(state).frame
    let place = try #require(frame.cursor, sourceLocation: sourceLocation)
    #expect(
      frame[place.x, place.y].style == state.drawing.chosen, sourceLocation: sourceLocation)
  }

  @Test(arguments: ChartView.allCases, [(200, 55), (80, 24), (24, 6)])
  func isOnTheBarOrTheRow(view: ChartView, size: (columns: Int, rows: Int)) throws {
    var state = Samples.state(columns: size.columns, rows: size.rows)
    state.appearance.view = view
    state.derive()
    try expectChosen(state)
    let last = render(state).frame.cursor
    for _ in 0..<7 { state.type(.left) }
    try expectChosen(state)
    #expect(render(state).frame.cursor != last)
  }

  @Test func isOnTheBarWithoutColoursToo() throws {
    var state = Samples.state(columns: 80, rows: 24, colours: .none)
    state.type(.left)
    try expectChosen(state)
    let frame = render(state).frame
    let place = try #require(frame.cursor)
    let chosen = frame[place.x, place.y]
    for y in [place.y - 1, place.y + 1] {
      #expect(frame[place.x, y].glyph == "█" && chosen.glyph != " ", "it isn't like its bar")
    }
  }

  @Test func isWhereADateIsTyped() throws {
    var state = Samples.state(columns: 80, rows: 24)
    for key in "/nov".unicodeScalars { state.type(.character(key)) }
    #expect(render(state).frame.cursor == Place(x: 11, y: 23))
  }

  @Test func isNowhereWhereNothingIsChosen() {
    #expect(render(Samples.state(Snapshot())).frame.cursor == nil)
    var state = Samples.state()
    state.type(.character("?"))
    #expect(render(state).frame.cursor == nil)
  }
}
