/// Which glyph shows the colours of a cell best, in which two of them.
///
/// It is filled anew for cell after cell, so that its lists are made once a picture.
struct BlockMatch {
  /// How much righter a line of an eighth must be than none: it would stick out of a bar.
  private static let sliver: Int16 = 13

  /// A glyph and its two colours.
  typealias Look = (glyph: Unicode.Scalar, fore: Ink, back: Ink)

  private let blocks = BlockGlyph.all
  private let masks = BlockGlyph.all.map(\.mask)
  private var inks: [Ink] = []
  /// Four numbers for each glyph, row by row, so that eight glyphs are reckoned at once: how right the best
  /// colour is on what it covers, and on what it leaves: 128 for each part, and less the later the colour
  /// was added, so that of equals the first is the larger; what the colour added last covers of it; and how
  /// many parts it covers.
  private var numbers: [Int16]
  /// A number for each glyph, and some to spare.
  private static let row = 24
  private static let back = 24
  private static let counts = 48
  private static let sizes = 72

  init() {
    numbers = Array(repeating: 0, count: 4 * Self.row)
    for (place, mask) in masks.enumerated() {
      numbers[Self.sizes + place] = Int16(mask.nonzeroBitCount)
    }
  }

  /// Forgets the cell before.
  mutating func begin() {
    inks.removeAll(keepingCapacity: true)
    for place in 0..<Self.counts { numbers[place] = 0 }
  }

  /// Adds what a colour covers of the cell; each colour once.
  mutating func add(_ ink: Ink, _ mask: UInt64) {
    guard mask != 0 else { return }
    let order = order(of: ink)
    numbers.withUnsafeMutableBufferPointer { numbers in
      let whole = Self.cover(mask, numbers)
      for fore in 0..<Self.row {
        let (back, count) = (Self.back &+ fore, numbers[Self.counts &+ fore])
        numbers[fore] = max(numbers[fore], count &<< 7 | order)
        numbers[back] = max(numbers[back], (whole &- count) &<< 7 | order)
      }
    }
  }

  /// Adds the ground, last of all: its edges are seen most, so a part that is ground counts twice, and
  /// a part of a colour counts once where another colour is.
  mutating func addGround(_ mask: UInt64) {
    guard mask != 0 else { return }
    let order = order(of: .ground)
    numbers.withUnsafeMutableBufferPointer { numbers in
      let whole = Self.cover(mask, numbers)
      for fore in 0..<Self.row {
        let (back, count) = (Self.back &+ fore, numbers[Self.counts &+ fore])
        let coloured = numbers[Self.sizes &+ fore] &- count
        let rest = whole &- count
        numbers[fore] = max(numbers[fore] &+ coloured &<< 7, count &<< 8 | order)
        numbers[back] = max(
          numbers[back] &+ (64 &- whole &- coloured) &<< 7, rest &<< 8 | order)
      }
    }
  }

  /// Counts what each glyph covers of the mask; all of it, if it is the whole block.
  private static func cover(_ mask: UInt64, _ numbers: UnsafeMutableBufferPointer<Int16>) -> Int16 {
    let counts = UnsafeMutableBufferPointer(rebasing: numbers[counts..<sizes])
    BlockGlyph.cover(mask, counts)
    return counts[BlockGlyph.whole]
  }

  /// What a colour that comes now is told by.
  private mutating func order(of ink: Ink) -> Int16 {
    inks.append(ink)
    return Int16(128 - inks.count)
  }

  /// The best; of equals nothing before something, the heights before the sides, and a colour on the
  /// ground before the ground on a colour.
  mutating func best() -> Look {
    // How much of the cell each glyph gets right, in half parts.
    numbers.withUnsafeMutableBufferPointer { numbers in
      for fore in 0..<Self.row {
        let right = numbers[fore] &>> 7 &+ numbers[Self.back &+ fore] &>> 7
        numbers[Self.counts &+ fore] = right &<< 1
      }
    }
    var place = BlockGlyph.whole
    var highest = score(place)
    for other in blocks.indices where numbers[Self.counts + other] >= highest {
      let score = score(other)
      if score > highest { (place, highest) = (other, score) }
    }
    let fore = ink(numbers[place])
    // A whole block has no rest to have a colour.
    guard place != BlockGlyph.whole else { return (BlockGlyph.full, fore, fore) }
    return look(place, fore, ink(numbers[Self.back + place]))
  }

  /// The same of a cell that two colours fill, where a glyph has just their border; nil where none has.
  func exact(_ mask: UInt64, of ink: Ink, on other: Ink) -> Look? {
    // Each glyph covers whole eighths.
    guard mask.nonzeroBitCount.isMultiple(of: 8) else { return nil }
    if let place = masks.firstIndex(of: mask) { return look(place, ink, other) }
    return masks.firstIndex(of: ~mask).map { look($0, other, ink) }
  }

  private func look(_ place: Int, _ fore: Ink, _ back: Ink) -> Look {
    if fore == .ground, let other = blocks[place].complement { return (other, back, fore) }
    return (blocks[place].glyph, fore, back)
  }

  private func score(_ place: Int) -> Int16 {
    let (fore, back) = (ink(numbers[place]), ink(numbers[Self.back + place]))
    let isPlain = fore != .ground || back == .ground
    let isSliver = blocks[place].isThin && fore != back
    let weight: Int16 = fore == .ground || back == .ground ? 2 : 1
    return numbers[Self.counts + place] + (isPlain ? 1 : 0) - (isSliver ? Self.sliver * weight : 0)
  }

  private func ink(_ most: Int16) -> Ink { inks[127 - Int(most & 0x7f)] }
}
