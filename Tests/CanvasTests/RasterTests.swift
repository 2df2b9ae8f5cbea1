import Testing

@testable import Canvas

/// Rectangles in eighths, as cells.
@Suite struct RasterTests {
  private static let first = Ink.series(0)
  private static let second = Ink.series(1)

  /// The cells of a raster of one row.
  private func cells(
    columns: Int = 1, _ rectangles: (x: Range<Int>, y: Range<Int>, ink: Ink)...,
    isKept: Bool = false
  ) -> [Cell] {
    var raster = Raster(columns: columns, rows: 1)
    for rectangle in rectangles {
      raster.fill(x: rectangle.x, y: rectangle.y, with: rectangle.ink, isKept: isKept)
    }
    var frame = Frame(size: Size(columns: columns, rows: 1))
    raster.draw(x: 0, y: 0, on: &frame)
    return frame.cells
  }

  @Test func aWholeCellHasItsInkOnBothSides() {
    #expect(cells((0..<8, 0..<8, Self.first)) == [Cell("█", Style(Self.first, on: Self.first))])
  }

  @Test func nothingIsBlank() {
    #expect(cells() == [.blank])
    #expect(cells((8..<16, 0..<8, Self.first)) == [.blank])
    #expect(cells((-9..<0, -3..<90, Self.first)) == [.blank])
    #expect(cells((3..<3, 0..<8, Self.first)) == [.blank])
  }

  @Test(arguments: 1...7) func aHeightFromBelowIsExact(eighths: Int) {
    let glyph = BlockGlyph.lowerEighths[eighths]
    #expect(cells((0..<8, 8 - eighths..<8, Self.first)) == [Cell(glyph, Style(Self.first))])
  }

  @Test(arguments: 1...7) func aHeightFromAboveIsExact(eighths: Int) {
    let cell =
      eighths == 4
      ? Cell("▀", Style(Self.first))
      : Cell(BlockGlyph.lowerEighths[8 - eighths], Style(.ground, on: Self.first))
    #expect(cells((0..<8, 0..<eighths, Self.first)) == [cell])
  }

  @Test(arguments: 1...7) func twoColoursOnAnEighthOfARowAreExact(eighths: Int) {
    let glyph = BlockGlyph.lowerEighths[eighths]
    let both = cells(
      (0..<8, 0..<8 - eighths, Self.second), (0..<8, 8 - eighths..<8, Self.first))
    #expect(both == [Cell(glyph, Style(Self.first, on: Self.second))])
  }

  @Test(arguments: 1...7) func sidesAreExact(eighths: Int) throws {
    let columns = BlockGlyph.columns(0..<eighths, from: 0)
    let glyph = try #require(BlockGlyph.all.first { $0.mask == columns }).glyph
    let left = cells((0..<eighths, 0..<8, Self.first))
    #expect(left == [Cell(glyph, Style(Self.first))])
    let right = cells((eighths..<8, 0..<8, Self.first))
    #expect(right == [Cell(glyph, Style(.ground, on: Self.first))])
  }

  @Test func barsOfHalfAColumnOfTwoHeightsTakeAQuadrant() {
    let low = cells((0..<4, 4..<8, Self.first), (4..<8, 0..<8, Self.first))
    #expect(low == [Cell("▘", Style(.ground, on: Self.first))])
  }

  @Test func whatIsSmallVanishesUnlessItIsKept() {
    #expect(cells((0..<1, 7..<8, Self.first)) == [.blank])
    #expect(cells((0..<1, 7..<8, Self.first), isKept: true) == [Cell("▁", Style(Self.first))])
    #expect(
      cells((0..<1, 0..<1, Self.first), isKept: true) == [
        Cell("▇", Style(.ground, on: Self.first))
      ])
  }

  /// Wherever a rectangle lies, it looks about as large.
  @Test func whatIsShownIsAsLargeAsWhatWasFilled() {
    for left in 0..<8 {
      for width in 4...24 {
        for height in [1, 3, 5, 8] {
          let shown = cells(columns: 4, (left..<left + width, 8 - height..<8, Self.first))
            .reduce(0) { $0 + Self.area($1) }
          // Each end may be wrong by ten of the 64 parts of its cell.
          #expect(abs(shown - width * height) <= 20, "\(left) \(width) \(height)")
        }
      }
    }
  }

  /// How many parts of a cell aren't the ground's.
  private static func area(_ cell: Cell) -> Int {
    guard let block = BlockGlyph.all.first(where: { $0.glyph == cell.glyph }) else { return 0 }
    let count = block.mask.nonzeroBitCount
    return (cell.style.ink == .ground ? 0 : count) + (cell.style.ground == .ground ? 0 : 64 - count)
  }
}
