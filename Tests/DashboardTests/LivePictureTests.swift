import Canvas
import Liquidations
import PictureSupport
import Testing
import WorkSupport

@testable import Dashboard
@testable import Live

/// The screens of what the exchanges' feeds tell, compared cell by cell with `Pictures/`.
@Suite(.longWork) struct LivePictureTests {
  static let sizes = [(60, 15), (80, 24), (120, 40), (160, 45), (200, 55)]

  @Test(arguments: sizes) func aDay(columns: Int, rows: Int) throws {
    var state = LiveSamples.state(columns: columns, rows: rows, theme: .dark)
    state.type(.left, .left)
    try expect(Picture(render(state).frame), matches: "live-24H-\(columns)x\(rows)")
  }

  @Test(arguments: sizes) func anHour(columns: Int, rows: Int) throws {
    var state = LiveSamples.state(
      columns: columns, rows: rows, theme: .dark, range: .last(1, .hour))
    state.type(.left)
    try expect(Picture(render(state).frame), matches: "live-1H-\(columns)x\(rows)")
  }

  @Test(arguments: [(60, 15), (120, 40)], [Theme.light, .mono, .safe])
  func aDayInOtherThemes(size: (Int, Int), theme: Theme) throws {
    let state = LiveSamples.state(columns: size.0, rows: size.1, theme: theme)
    try expect(
      Picture(render(state).frame), matches: "live-24H-\(theme.name)-\(size.0)x\(size.1)")
  }

  @Test(arguments: [ColourDepth.none, .sixteen]) func aDayInASCII(depth: ColourDepth) throws {
    let state = LiveSamples.state(columns: 80, rows: 24, colours: depth, isUnicode: false)
    try expect(Picture(render(state).frame), matches: "live-24H-ascii-\(depth)")
  }

  @Test func aWeekOfHours() throws {
    var state = LiveSamples.state(theme: .dark, range: .days(7))
    state.type(.character("i"))
    try expect(Picture(render(state).frame), matches: "live-7D-hours")
  }

  @Test func aDayAsATable() throws {
    var state = LiveSamples.state(theme: .dark)
    for key in "vvvv".unicodeScalars { state.type(.character(key)) }
    try expect(Picture(render(state).frame), matches: "live-24H-table")
  }

  @Test(arguments: [(60, 15), (120, 40)]) func daysWithoutAToken(columns: Int, rows: Int) throws {
    var state = LiveSamples.state(
      Snapshot(), columns: columns, rows: rows, theme: .dark, source: .feeds)
    try expect(Picture(render(state).frame), matches: "live-without-token-\(columns)x\(rows)")
    for _ in 0..<2 { state.type(.character("]")) }
    try expect(
      Picture(render(state).frame), matches: "live-floors-without-token-\(columns)x\(rows)")
  }
}

extension LivePictureTests {
  @Test(arguments: sizes + [(40, 10), (24, 6), (45, 60)])
  func theTape(columns: Int, rows: Int) throws {
    var state = LiveSamples.state(columns: columns, rows: rows, theme: .dark)
    state.type(.character("T"))
    state.type(.down, .down)
    try expect(Picture(render(state).frame), matches: "live-tape-\(columns)x\(rows)")
  }

  @Test(arguments: [Theme.light, .mono, .safe]) func theTapeInOtherThemes(theme: Theme) throws {
    var state = LiveSamples.state(columns: 80, rows: 24, theme: theme)
    state.type(.character("T"))
    try expect(Picture(render(state).frame), matches: "live-tape-\(theme.name)")
  }

  @Test(arguments: [ColourDepth.none, .sixteen]) func theTapeInASCII(depth: ColourDepth) throws {
    var state = LiveSamples.state(columns: 80, rows: 24, colours: depth, isUnicode: false)
    state.type(.character("T"))
    try expect(Picture(render(state).frame), matches: "live-tape-ascii-\(depth)")
  }
}

extension LivePictureTests {
  @Test(arguments: sizes) func thePriceOverADay(columns: Int, rows: Int) throws {
    var state = LiveSamples.state(columns: columns, rows: rows, theme: .dark)
    state.type(.character("a"), .character("a"), .left)
    try expect(Picture(render(state).frame), matches: "live-price-\(columns)x\(rows)")
  }

  @Test(arguments: [ColourDepth.none, .sixteen]) func thePriceInASCII(depth: ColourDepth) throws {
    var state = LiveSamples.state(columns: 80, rows: 24, colours: depth, isUnicode: false)
    state.type(.character("a"), .character("a"))
    try expect(Picture(render(state).frame), matches: "live-price-ascii-\(depth)")
  }

  @Test func thePriceOverTheNet() throws {
    var state = LiveSamples.state(theme: .light, range: .last(1, .hour))
    state.type(.character("v"), .character("a"), .character("a"), .left)
    try expect(Picture(render(state).frame), matches: "live-price-net-light")
  }

  @Test func aDayInBitcoin() throws {
    var state = LiveSamples.state(theme: .dark)
    state.type(.character("u"), .left)
    try expect(Picture(render(state).frame), matches: "live-24H-bitcoin")
  }
}
