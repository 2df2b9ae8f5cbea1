import Canvas
import Testing
import WorkSupport

@testable import Dashboard

/// The labels of the scales, at the edges of the screen.
@Suite(.longWork) struct ScaleLabelTests {
  @Test(arguments: [ChartView.stacked, .net, .share], [1.0, 40, 1_000])
  func leaveTheFirstAndTheLastColumnFree(view: ChartView, times: Double) {
    let series = Samples.series(120) { $2 * times }
    for (columns, rows) in [(24, 6), (40, 10), (45, 60), (60, 15), (80, 24), (120, 40), (200, 55)] {
      for scale in ScaleKind.allCases {
        for isFlipped in [false, true] {
          var state = Samples.state(Samples.snapshot(series), columns: columns, rows: rows)
          state.appearance.view = view
          state.appearance.scale = scale
          state.appearance.isFlipped = isFlipped
          state.derive()
          let frame = render(state).frame
          let chart = Layout(state.size).chart
          let edges = (chart.y..<chart.maxY).flatMap { y in
            [frame[0, y].glyph] + (columns < 100 ? [frame[columns - 1, y].glyph] : [])
          }
          let isFree = edges.allSatisfy { !$0.properties.isAlphabetic && !$0.isDigitOrSign }
          #expect(isFree, "\(columns)×\(rows), \(scale)")
        }
      }
    }
  }
}

extension Unicode.Scalar {
  fileprivate var isDigitOrSign: Bool {
    ("0"..."9").contains(self) || "−-+%".unicodeScalars.contains(self)
  }
}
