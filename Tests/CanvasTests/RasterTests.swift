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
    let whole: [Int: Unicode.Scalar] = [1: "▔", 4: "▀"]
    let cell =
      whole[eighths].map { Cell($0, Style(Self.first)) }
      ?? Cell(BlockGlyph.lowerEighths[8 - eighths], Style(.ground, on: Self.first))
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
    let whole: [Int: Unicode.Scalar] = [4: "▐", 7: "▕"]
    let cell =
      whole[eighths].map { Cell($0, Style(Self.first)) }
      ?? Cell(glyph, Style(.ground, on: Self.first))
    #expect(cells((eighths..<8, 0..<8, Self.first)) == [cell])
  }

  @Test func barsOfHalfAColumnOfTwoHeightsTakeAQuadrant() {
    let low = cells((0..<4, 4..<8, Self.first), (4..<8, 0..<8, Self.first))
    #expect(low == [Cell("▟", Style(Self.first))])
  }

  @Test func whatIsSmallVanishesUnlessItIsKept() {
    #expect(cells((0..<1, 7..<8, Self.first)) == [.blank])
    #expect(cells((0..<1, 7..<8, Self.first), isKept: true) == [Cell("▁", Style(Self.first))])
    #expect(
      cells((0..<1, 0..<1, Self.first), isKept: true) == [
        Cell("▔", Style(Self.first))
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

  @Test func whatEachGlyphCoversIsCountedRight() {
    var numbers = Numbers(seed: 11)
    var counts = [Int16](repeating: 0, count: BlockGlyph.all.count)
    for _ in 0..<300 {
      let mask = numbers.mask()
      counts.withUnsafeMutableBufferPointer { BlockGlyph.cover(mask, $0) }
      #expect(counts == BlockGlyph.all.map { Int16((mask & $0.mask).nonzeroBitCount) })
    }
  }

  @Test func aGlyphAndItsComplementFillACell() {
    for block in BlockGlyph.all {
      guard let complement = block.complement else { continue }
      #expect(BlockGlyph.mask(of: complement) == ~block.mask, "\(block.glyph) and \(complement)")
    }
  }

  @Test func whatCoversMostOfACellIsItsMainInk() {
    let (ink, ground) = (Self.first, Self.second)
    for (glyph, main) in [
      ("█", ink), ("▄", ink), ("▀", ink), ("▇", ink), ("▂", ground), ("▉", ink), ("▎", ground),
      ("▘", ground), (" ", ground), ("a", ground), ("▔", ground), ("▐", ink), ("▟", ink),
    ] as [(Unicode.Scalar, Ink)] {
      #expect(Cell(glyph, Style(ink, on: ground)).mainInk == main, "\(glyph)")
    }
    #expect(Cell("▂", Style(ink, on: ground, .reverse)).mainInk == ink)
  }

  /// No glyph and no two colours of a cell are nearer to it than those that are drawn, but for lines of an
  /// eighth, which must be nearer by some.
  @Test func noOtherGlyphWouldBeNearer() {
    var numbers = Numbers(seed: 7)
    for _ in 0..<500 {
      let wanted = numbers.cell(of: [.ground, Self.first, Self.second, .series(2), .series(0)])
      var raster = Raster(columns: 1, rows: 1)
      for (place, ink) in wanted.enumerated() where ink != .ground {
        raster.fill(
          x: place % 8..<place % 8 + 1, y: place / 8..<place / 8 + 1, with: ink)
      }
      var frame = Frame(size: Size(columns: 1, rows: 1))
      raster.draw(x: 0, y: 0, on: &frame)
      let shown = frame.cells[0]
      let right = Self.right(shown, wanted)
      for other in BlockGlyph.all where !other.isThin {
        for fore in Set(wanted) {
          for back in Set(wanted) {
            let cell = Cell(other.glyph, Style(fore, on: back))
            #expect(Self.right(cell, wanted) <= right, "\(cell) instead of \(shown)")
          }
        }
      }
    }
  }

  /// How right a cell is: what should be ground and isn't, or the other way round, is twice as wrong as
  /// another colour.
  private static func right(_ cell: Cell, _ wanted: [Ink]) -> Int {
    let mask = BlockGlyph.mask(of: cell.glyph) ?? 0
    return wanted.enumerated().reduce(0) { sum, part in
      let shown = mask >> UInt64(part.offset) & 1 == 1 ? cell.style.ink : cell.style.ground
      let isEdgeRight = (shown == .ground) == (part.element == .ground)
      return sum + (shown == part.element ? 2 : isEdgeRight ? 1 : 0)
    }
  }

  /// How many parts of a cell aren't the ground's.
  private static func area(_ cell: Cell) -> Int {
    guard let mask = BlockGlyph.mask(of: cell.glyph) else { return 0 }
    let count = mask.nonzeroBitCount
    return (cell.style.ink == .ground ? 0 : count) + (cell.style.ground == .ground ? 0 : 64 - count)
  }
}

/// Cells as bars make them: two to four strips, each of some inks from below.
private struct Numbers {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  private mutating func next(below limit: Int) -> Int {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return Int(state >> 33) % limit
  }

  mutating func mask() -> UInt64 {
    (0..<64).reduce(0) { mask, _ in mask << 1 | UInt64(next(below: 2)) }
  }

  mutating func cell(of inks: [Ink]) -> [Ink] {
    var cell = Array(repeating: Ink.ground, count: 64)
    var column = 0
    while column < 8 {
      let end = min(8, column + 1 + next(below: 8))
      var row = next(below: 8)
      while row < 8 {
        let last = min(8, row + 1 + next(below: 8))
        let ink = inks[next(below: inks.count)]
        for y in row..<last { for x in column..<end { cell[y * 8 + x] = ink } }
        row = last
      }
      column = end
    }
    return cell
  }
}
