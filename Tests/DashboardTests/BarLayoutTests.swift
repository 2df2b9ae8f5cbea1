import Liquidations
import Testing
import WorkSupport

@testable import Dashboard

/// All bars of a plot are equally wide, and nothing of it is empty.
@Suite(.longWork) struct BarLayoutTests {
  /// Every width of a plot, and counts of bars from one to the most that fit.
  private static let widths = Array(24...400)

  private static func counts(_ most: Int) -> [Int] {
    Array(1...min(most, 40)) + stride(from: 41, through: most, by: 13) + [most]
  }

  @Test func fineBarsAreEquallyWideAndFillThePlot() {
    for columns in Self.widths {
      for bars in Self.counts(BarRoom(columns: columns, isFine: true).most) {
        let layout = BarLayout(bars: bars, columns: columns, isFine: true)
        let places = (0..<bars).map { layout.eighths(of: $0) }
        let widths = places.map(\.count)
        let gaps = zip(places, places.dropFirst()).map { $1.lowerBound - $0.upperBound }
        let isWide = bars > 1 && columns + 1 >= bars * 2
        let known: Set<Int> = isWide ? [8, 16] : [0]
        let isRight =
          places[0].lowerBound == 0 && places[bars - 1].upperBound == columns * 8
          && (widths.max() ?? 0) - (widths.min() ?? 0) <= 1 && (widths.min() ?? 0) >= 4
          && Set(gaps).isSubset(of: known)
        #expect(isRight, "\(bars) bars in \(columns) columns")
      }
    }
  }

  @Test func wholeColumnsHaveOneWidthAndOlderBarsInWhatIsLeftOver() {
    for columns in Self.widths {
      for bars in Self.counts(columns) {
        let layout = BarLayout(bars: bars, columns: columns, isFine: false)
        let spans = (-layout.earlier..<bars).map { layout.span(of: $0) }
        let isRight =
          Set(spans.map(\.count)).count == 1
          && zip(spans, spans.dropFirst()).allSatisfy { (0...1) ~= $1.lowerBound - $0.upperBound }
          && spans[0].lowerBound <= spans[0].count + 1
          && spans[spans.count - 1].upperBound == columns
        #expect(isRight, "\(bars) bars in \(columns) columns")
      }
    }
  }

  @Test(arguments: [true, false]) func everyColumnHasItsNearestBar(isFine: Bool) {
    for columns in Self.widths {
      for bars in Self.counts(columns) {
        let layout = BarLayout(bars: bars, columns: columns, isFine: isFine)
        var next = 0
        for bar in 0..<bars {
          let slot = layout.slot(of: bar)
          #expect(slot.lowerBound == next || slot.isEmpty)
          if !slot.isEmpty { next = slot.upperBound }
        }
        #expect(next == columns)
      }
    }
  }

  @Test func wideBarsAreWholeColumns() {
    let layout = BarLayout(bars: 7, columns: 90, isFine: true)
    #expect((0..<7).allSatisfy { layout.eighths(of: $0).count == 12 * 8 })
    #expect((0..<7).allSatisfy { layout.eighths(of: $0).lowerBound % 8 == 0 })
  }

  @Test func barsOfWholeColumnsAndGapsBeginAtTwoColumnsABar() {
    #expect(BarLayout(bars: 45, columns: 89, isFine: true).eighths(of: 44) == 88 * 8..<89 * 8)
    #expect(BarLayout(bars: 45, columns: 90, isFine: true).eighths(of: 0).count == 8)
    #expect(BarLayout(bars: 46, columns: 90, isFine: true).eighths(of: 0).count == 15)
    let halves = BarLayout(bars: 180, columns: 90, isFine: true)
    #expect((0..<180).allSatisfy { halves.eighths(of: $0) == $0 * 4..<$0 * 4 + 4 })
    #expect(halves.span(of: 0) == 0..<1 && halves.span(of: 1) == 0..<1)
    #expect(halves.span(of: 179) == 89..<90)
  }
}
