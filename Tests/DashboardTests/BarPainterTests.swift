import Canvas
import Testing

@testable import Dashboard

/// How bars end that begin and end within columns.
@Suite struct BarPainterTests {
  /// Bars up, of one series each, as high as said in eighths of five rows, in so many columns.
  private func picture(_ heights: [Int], columns: Int) -> Frame {
    // Ten a row are a round scale.
    let amounts = heights.map { Double($0) * 10 / 8 }
    let plan = ChartPlan(
      totals: (amounts + [50]).map { (up: $0, down: 0) }, kind: .full, rows: 7)
    var frame = Frame(size: Size(columns: columns, rows: 7))
    BarPainter(
      layout: BarLayout(bars: heights.count, columns: columns, isFine: true), plan: plan,
      drawing: DrawingStyle(Capabilities(colours: .direct, isUnicode: true), theme: .dark),
      isStack: false
    ).draw(
      amounts.enumerated().map {
        BarPainter.Bar(index: $0, up: [$1], down: [nil], isProvisional: false)
      }, plot: Rect(frame.size), on: &frame)
    return frame
  }

  @Test(arguments: 1...7) func aTopBetweenLowerBarsIsEven(eighths: Int) {
    for columns in 3...5 {
      let frame = picture([8, 16 + eighths, 8], columns: columns)
      let top = (0..<columns).map { frame[$0, 2] }.filter { $0 != .blank }
      let cell = Cell(Glyphs.unicode.lowerEighths[eighths], Style(.series(0)))
      #expect(!top.isEmpty && top.allSatisfy { $0 == cell }, "\(top)")
    }
  }

  @Test func barsThatEndInOneRowLeaveNoHoleBetweenThem() {
    for columns in 10...18 {
      let frame = picture(Array(repeating: 3, count: 10), columns: columns)
      #expect((0..<columns).allSatisfy { frame[$0, 4].glyph == "▃" }, "\(columns) columns")
    }
  }

  @Test func aBarKeepsItsSideBesideATopThatEndsThere() {
    let frame = picture([20, 40, 8], columns: 4)
    let side = Cell("▎", Style(.ground, on: .series(0)))
    #expect((0..<2).allSatisfy { frame[1, $0] == side } && frame[0, 2].glyph == "▄")
  }
}
