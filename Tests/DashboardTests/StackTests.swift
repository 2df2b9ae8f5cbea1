import Canvas
import Testing

@testable import Dashboard

@Suite struct StackTests {
  let scale = Scale(up: 100, down: 100, rows: 40)

  @Test func roundsEachEdgeOnceSoThatSegmentsAddUpToTheBar() {
    let perEighth = perRow(scale) / 8
    let amounts = [2.4 * perEighth, 2.4 * perEighth, 2.4 * perEighth]
    let stack = Stack(amounts, scale: scale, limit: 1_000)
    #expect(stack.height == 7)
    #expect(stack.segments.map(\.range) == [0..<2, 2..<5, 5..<7])
  }

  @Test func neverHidesABarThatIsNotZero() {
    let stack = Stack([nil, 1e-9, 2e-9, nil], scale: scale, limit: 100)
    #expect(stack.height == 1)
    #expect(stack.segments.map(\.series) == [2])
  }

  @Test func drawsNothingForZeroAndForMissing() {
    #expect(Stack([0, 0, nil, nil], scale: scale, limit: 100).height == 0)
  }

  @Test func isCutAtTheLimit() {
    let stack = Stack([1e9, 1e9], scale: scale, limit: 24)
    #expect(stack.height == 24)
    #expect(stack.segments.map(\.series) == [0])
    #expect(stack.isClipped)
  }

  @Test func survivesAmountsBeyondIntegers() {
    #expect(Stack([1e300], scale: scale, limit: 24).height == 24)
  }
}

@Suite struct PatternCellTests {
  private func mono(isStack: Bool) -> PatternCell {
    PatternCell(
      drawing: DrawingStyle(Capabilities(colours: .none, isUnicode: true), theme: .terminal),
      isStack: isStack, isProvisional: false)
  }

  @Test func tellsSeriesApartByPatternWithoutColours() {
    let mono = mono(isStack: true)
    let glyphs = (0..<4).compactMap {
      mono.cell([($0, 8)], isUp: true, isFirstRow: true)?.glyph
    }
    #expect(Set(glyphs).count == 4)
    #expect(mono.cell([(2, 1)], isUp: true, isFirstRow: true)?.glyph == "▁")
  }

  @Test(arguments: 1...7) func aStackEndsExactlyWithoutColours(eighths: Int) {
    let cell = mono(isStack: true).cell(
      [(0, eighths)], isUp: true, isFirstRow: false)
    #expect(cell == Cell(Glyphs.unicode.lowerEighths[eighths], Style(.text)))
  }

  @Test func showsEighthsOfOneExchangeWithoutColours() {
    let mono = mono(isStack: false)
    #expect(mono.cell([(3, 3)], isUp: true, isFirstRow: false)?.glyph == "▃")
    #expect(
      mono.cell([(3, 3)], isUp: false, isFirstRow: false)
        == Cell("▅", Style(.text, on: .ground, [.reverse])))
  }
}
