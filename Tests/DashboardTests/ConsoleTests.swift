import Canvas
import Liquidations
import PictureSupport
import Testing
import WorkSupport

@testable import Dashboard

/// The Linux console, whose fonts have few of the glyphs that other terminals have.
@Suite(.longWork) struct ConsoleTests {
  /// Beside ASCII: in all of Debian's console fonts, and in the one that the kernel has itself.
  private static let glyphs = Set("█▒░─═■▲▼←→↑↓•·÷".unicodeScalars)

  private func state(columns: Int = 80, rows: Int = 25, depth: ColourDepth = .eight)
    -> DashboardState
  {
    DashboardState(
      source: .demo, capabilities: Capabilities(colours: depth, repertoire: .console),
      size: Size(columns: columns, rows: rows), now: Samples.now,
      snapshot: Samples.snapshot(Samples.series(200)))
  }

  private func expectKnownGlyphs(_ state: DashboardState, _ what: String) {
    let others = Set(render(state).frame.cells.map(\.glyph)).filter { glyph in
      !glyph.isASCII && !Self.glyphs.contains(glyph)
    }
    #expect(others.isEmpty, "\(what)")
  }

  @Test(arguments: [ColourDepth.none, .eight, .sixteen])
  func noGlyphIsDrawnThatItLacks(depth: ColourDepth) {
    for (columns, rows) in [(80, 25), (160, 50), (40, 10), (24, 6), (10, 3)] {
      var state = state(columns: columns, rows: rows, depth: depth)
      expectKnownGlyphs(state, "\(columns)×\(rows)")
      for key in "vvvvvsssiiaafBhNtty/?".unicodeScalars {
        state.type(.character(key))
        expectKnownGlyphs(state, "\(columns)×\(rows) after \(key)")
      }
    }
  }

  @Test func aWarningHasOnlyGlyphsThatItHas() {
    var snapshot = Samples.snapshot(Samples.series(20))
    snapshot.update(Metric.allCases) {
      $1.error = FetchError($0, .nameNotFound(host: "newhedge.io"))
    }
    var state = state()
    _ = reduce(&state, .snapshot(snapshot, now: Samples.now))
    expectKnownGlyphs(state, "errors")
  }

  @Test func barsOfWholeBlocksAreToldApartByColour() throws {
    try expect(Picture(render(state()).frame), matches: "console-eight")
  }
}
