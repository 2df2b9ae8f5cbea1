/// Which glyph shows the colours of a cell best, in which two of them.
///
/// It is filled anew for cell after cell, so that its lists are made once a picture.
struct BlockMatch {
  /// How much righter a line of an eighth must be than none: it would stick out of a bar.
  private static let sliver = 13

  /// A glyph and its two colours.
  typealias Look = (glyph: Unicode.Scalar, fore: Ink, back: Ink)

  private let blocks = BlockGlyph.all
  private let masks = BlockGlyph.all.map(\.mask)
  /// How many parts each of them covers.
  private let sizes = BlockGlyph.all.map { Int16($0.mask.nonzeroBitCount) }
  private var inks: [Ink] = []
  /// How right the best colour is on what each glyph covers, then the same of what each leaves: 128 for
  /// each part, and less the later the colour was added, so that of equals the first is the larger.
  private var most: [Int16]
  /// What the colour added last covers of each glyph.
  private var counts: [Int16]

  init() {
    most = Array(repeating: 0, count: blocks.count * 2)
    counts = Array(repeating: 0, count: blocks.count)
  }

  /// Forgets the cell before.
  mutating func begin() {
    inks.removeAll(keepingCapacity: true)
    most.withUnsafeMutableBufferPointer { $0.update(repeating: 0) }
  }

  /// Adds what a colour covers of the cell; each colour once.
  mutating func add(_ ink: Ink, _ mask: UInt64) {
    guard mask != 0 else { return }
    let order = order(of: ink)
    // Without checks of bounds and overflows these few steps are done for eight glyphs at once.
    counts.withUnsafeMutableBufferPointer { counts in
      BlockGlyph.cover(mask, counts)
      let (count, whole) = (counts.count, counts[BlockGlyph.whole])
      most.withUnsafeMutableBufferPointer { most in
        for index in 0..<count {
          most[index] = max(most[index], counts[index] &<< 7 | order)
        }
        for index in 0..<count {
          let rest = whole &- counts[index]
          most[count &+ index] = max(most[count &+ index], rest &<< 7 | order)
        }
      }
    }
  }

  /// Adds the ground, last of all: its edges are seen most, so a part that is ground counts twice, and
  /// a part of a colour counts once where another colour is.
  mutating func addGround(_ mask: UInt64) {
    guard mask != 0 else { return }
    let order = order(of: .ground)
    counts.withUnsafeMutableBufferPointer { counts in
      BlockGlyph.cover(mask, counts)
      let (count, whole) = (counts.count, counts[BlockGlyph.whole])
      most.withUnsafeMutableBufferPointer { most in
        for index in 0..<count {
          let (ground, coloured) = (counts[index], sizes[index] &- counts[index])
          most[index] = max(most[index] &+ coloured &<< 7, ground &<< 8 | order)
        }
        for index in 0..<count {
          let ground = whole &- counts[index]
          let coloured = 64 &- sizes[index] &- ground
          most[count &+ index] = max(
            most[count &+ index] &+ coloured &<< 7, ground &<< 8 | order)
        }
      }
    }
  }

  /// What a colour that comes now is told by.
  private mutating func order(of ink: Ink) -> Int16 {
    inks.append(ink)
    return Int16(128 - inks.count)
  }

  /// The best; of equals nothing before something, the heights before the sides, and a colour on the
  /// ground before the ground on a colour.
  var best: Look {
    var place = BlockGlyph.whole
    var highest = score(place)
    for other in blocks.indices where right(other) * 2 + 1 > highest {
      let score = score(other)
      if score > highest { (place, highest) = (other, score) }
    }
    let fore = ink(most[place])
    // A whole block has no rest to have a colour.
    guard place != BlockGlyph.whole else { return (BlockGlyph.full, fore, fore) }
    let back = ink(most[blocks.count + place])
    return look(place, fore, back)
  }

  /// The same of a cell that two colours fill, where a glyph has just their border; nil where none has.
  func exact(_ mask: UInt64, of ink: Ink, on other: Ink) -> Look? {
    if let place = masks.firstIndex(of: mask) { return look(place, ink, other) }
    return masks.firstIndex(of: ~mask).map { look($0, other, ink) }
  }

  private func look(_ place: Int, _ fore: Ink, _ back: Ink) -> Look {
    if fore == .ground, let other = blocks[place].complement { return (other, back, fore) }
    return (blocks[place].glyph, fore, back)
  }

  /// How much of the cell a glyph gets right.
  private func right(_ place: Int) -> Int {
    Int(most[place] &>> 7 &+ most[blocks.count &+ place] &>> 7)
  }

  private func score(_ place: Int) -> Int {
    let (fore, back) = (ink(most[place]), ink(most[blocks.count + place]))
    let isPlain = fore != .ground || back == .ground
    let isSliver = blocks[place].isThin && fore != back
    let weight = fore == .ground || back == .ground ? 2 : 1
    return right(place) * 2 + (isPlain ? 1 : 0) - (isSliver ? Self.sliver * weight : 0)
  }

  private func ink(_ most: Int16) -> Ink { inks[127 - Int(most & 0x7f)] }
}
