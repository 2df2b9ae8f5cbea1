/// A glyph that covers a part of its cell, and which part: a bit for each of 8 × 8 parts, row by row
/// from the top left.
///
/// Source: Unicode, Block Elements (U+2580–259F).
struct BlockGlyph: Sendable {
  let glyph: Unicode.Scalar
  let mask: UInt64

  /// Whether it, or what it leaves, is an eighth of the cell.
  let isThin: Bool

  init(glyph: Unicode.Scalar, mask: UInt64) {
    self.glyph = glyph
    self.mask = mask
    isThin = [8, 56].contains(mask.nonzeroBitCount)
  }

  static let full: Unicode.Scalar = "█"
  /// Blocks that fill a cell from below by 0…8 eighths.
  static let lowerEighths: [Unicode.Scalar] = [" ", "▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"]

  /// From the plainest on. What they leave out of other shapes is shown by the two colours changing
  /// places.
  static let all: [BlockGlyph] =
    [BlockGlyph(glyph: full, mask: .max)]
    + (1...7).map { BlockGlyph(glyph: lowerEighths[$0], mask: rows(8 - $0..<8, from: 0)) }
    + [BlockGlyph(glyph: "▀", mask: rows(0..<4, from: 0))]
    + zip(1...7, ["▏", "▎", "▍", "▌", "▋", "▊", "▉"] as [Unicode.Scalar]).map {
      BlockGlyph(glyph: $1, mask: columns(0..<$0, from: 0))
    }
    + [
      quadrants("▘", [true, false, false, false]), quadrants("▝", [false, true, false, false]),
      quadrants("▖", [false, false, true, false]), quadrants("▗", [false, false, false, true]),
      quadrants("▚", [true, false, false, true]),
    ]

  private static func quadrants(_ glyph: Unicode.Scalar, _ filled: [Bool]) -> BlockGlyph {
    let halves = [0..<4, 4..<8]
    let mask = filled.indices.filter { filled[$0] }.reduce(UInt64(0)) { mask, place in
      mask | rows(halves[place / 2], from: 0) & columns(halves[place % 2], from: 0)
    }
    return BlockGlyph(glyph: glyph, mask: mask)
  }

  /// All parts in some of the eight rows of a cell that begins at `start`.
  static func rows(_ range: Range<Int>, from start: Int) -> UInt64 {
    let (first, count) = (range.lowerBound - start, range.count)
    guard count < 8 else { return .max }
    return ((1 << UInt64(count * 8)) - 1) << UInt64(first * 8)
  }

  /// All parts in some of the eight columns.
  static func columns(_ range: Range<Int>, from start: Int) -> UInt64 {
    let (first, count) = (range.lowerBound - start, range.count)
    let row: UInt64 = ((1 << UInt64(count)) - 1) << UInt64(first)
    return row * 0x0101_0101_0101_0101
  }
}
