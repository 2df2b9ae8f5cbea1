/// A glyph that covers a part of its cell, and which part: a bit for each of 8 × 8 parts, row by row
/// from the top left.
///
/// Source: Unicode, Block Elements (U+2580–259F).
struct BlockGlyph: Sendable {
  let glyph: Unicode.Scalar
  let mask: UInt64

  /// Whether it, or what it leaves, is an eighth of the cell.
  let isThin: Bool

  /// The glyph of what this one leaves, where there is one: the ground is then no ink, which the
  /// terminal's own can only be by reversing a cell.
  let complement: Unicode.Scalar?

  init(glyph: Unicode.Scalar, mask: UInt64) {
    self.glyph = glyph
    self.mask = mask
    isThin = [8, 56].contains(mask.nonzeroBitCount)
    complement = Self.complements[glyph]
  }

  static let full: Unicode.Scalar = "█"
  /// Blocks that fill a cell from below by 0…8 eighths.
  static let lowerEighths: [Unicode.Scalar] = [" ", "▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"]

  /// In the order of `cover`: heights, the whole, sides, quadrants. What they leave
  /// out of other shapes is shown by the two colours changing places.
  static let all: [BlockGlyph] =
    (1...8).map { BlockGlyph(glyph: lowerEighths[$0], mask: rows(8 - $0..<8, from: 0)) }
    + zip(1...8, ["▏", "▎", "▍", "▌", "▋", "▊", "▉", full] as [Unicode.Scalar]).map {
      BlockGlyph(glyph: $1, mask: columns(0..<$0, from: 0))
    }
    + [
      quadrants("▘", [true, false, false, false]), quadrants("▝", [false, true, false, false]),
      quadrants("▖", [false, false, true, false]), quadrants("▗", [false, false, false, true]),
      quadrants("▚", [true, false, false, true]),
    ]

  private static let complements: [Unicode.Scalar: Unicode.Scalar] = [
    "▄": "▀", "▇": "▔", "▌": "▐", "▉": "▕", "▘": "▟", "▝": "▙", "▖": "▜", "▗": "▛", "▚": "▞",
  ]

  /// What a glyph covers of its cell; nil of one that is no block.
  static func mask(of glyph: Unicode.Scalar) -> UInt64? {
    all.first { $0.glyph == glyph }?.mask ?? all.first { $0.complement == glyph }.map { ~$0.mask }
  }

  /// The place of the glyph that fills its cell.
  static let whole = 7

  /// How many parts of a mask each of them covers, into a list as long as they are many.
  static func cover(_ mask: UInt64, _ counts: UnsafeMutableBufferPointer<Int16>) {
    // Multiplied so, each byte is the sum of itself and those below.
    let sums: UInt64 = 0x0101_0101_0101_0101
    let fromBelow = bitsInBytes(mask).byteSwapped &* sums
    let fromLeft = bitsInBytes(transposed(mask)) &* sums
    for index in 0..<8 {
      let shift = UInt64(index) &* 8
      counts[index] = Int16(truncatingIfNeeded: fromBelow &>> shift & 0xff)
      counts[8 + index] = Int16(truncatingIfNeeded: fromLeft &>> shift & 0xff)
    }
    let (whole, lower, left) = (counts[7], counts[3], counts[11])
    let upperLeft = Int16(truncatingIfNeeded: (mask & 0x0f0f_0f0f).nonzeroBitCount)
    counts[16] = upperLeft
    counts[17] = whole &- lower &- upperLeft
    counts[18] = left &- upperLeft
    counts[19] = lower &- counts[18]
    counts[20] = upperLeft &+ counts[19]
  }

  /// In each byte how many bits of it are set.
  private static func bitsInBytes(_ mask: UInt64) -> UInt64 {
    let pairs = mask &- ((mask >> 1) & 0x5555_5555_5555_5555)
    let fours = (pairs & 0x3333_3333_3333_3333) &+ ((pairs >> 2) & 0x3333_3333_3333_3333)
    return (fours &+ (fours >> 4)) & 0x0f0f_0f0f_0f0f_0f0f
  }

  /// The columns as rows.
  private static func transposed(_ mask: UInt64) -> UInt64 {
    var mask = mask
    exchange(0x00aa_00aa_00aa_00aa, 7)
    exchange(0x0000_cccc_0000_cccc, 14)
    exchange(0x0000_0000_f0f0_f0f0, 28)
    return mask

    func exchange(_ bits: UInt64, _ distance: UInt64) {
      let differing = (mask ^ (mask >> distance)) & bits
      mask ^= differing ^ (differing << distance)
    }
  }

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
