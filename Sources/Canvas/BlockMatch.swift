/// Which glyph shows the colours of a cell best, in which two of them.
///
/// It is filled anew for cell after cell, so that its lists are made once a picture.
struct BlockMatch {
  /// What one glyph comes to: the colours that cover most of it and of its rest, and how much is right.
  private struct Choice {
    var fore = Ink.ground
    var foreCount = 0
    var back = Ink.ground
    var backCount = 0
  }

  /// How much righter a line of an eighth must be than none: it would stick out of a bar.
  private static let slivers = 10

  private let blocks = BlockGlyph.all
  private var choices: [Choice]

  init() {
    choices = Array(repeating: Choice(), count: blocks.count)
  }

  /// The cell of two colours that a glyph shows as they are; nil if none does.
  func exact(_ fore: Ink, _ mask: UInt64, on back: Ink) -> Cell? {
    var turned: BlockGlyph?
    for block in blocks {
      if block.mask == mask { return Cell(block.glyph, Style(fore, on: back)) }
      guard block.mask == ~mask else { continue }
      // A colour on the ground before the ground on a colour.
      guard back == .ground else { return Cell(block.glyph, Style(back, on: fore)) }
      turned = block
    }
    return turned.map { Cell($0.glyph, Style(back, on: fore)) }
  }

  /// Forgets the cell before.
  mutating func begin() {
    for index in choices.indices { choices[index] = Choice() }
  }

  /// Adds what a colour covers of the cell; each colour once, the ground last.
  mutating func add(_ ink: Ink, _ mask: UInt64) {
    guard mask != 0 else { return }
    let all = mask.nonzeroBitCount
    for index in choices.indices {
      let inside = (mask & blocks[index].mask).nonzeroBitCount
      if inside > choices[index].foreCount {
        choices[index].fore = ink
        choices[index].foreCount = inside
      }
      if all - inside > choices[index].backCount {
        choices[index].back = ink
        choices[index].backCount = all - inside
      }
    }
  }

  /// The best; of equals nothing before something, the heights before the sides, and a colour on the
  /// ground before the ground on a colour.
  var best: (glyph: Unicode.Scalar, fore: Ink, back: Ink) {
    var found = (score: Int.min, index: 0)
    for (index, choice) in choices.enumerated() {
      let isPlain = choice.fore != .ground || choice.back == .ground
      let isSliver = blocks[index].isThin && choice.fore != choice.back
      let score =
        (choice.foreCount + choice.backCount) * 2 + (isPlain ? 1 : 0)
        - (isSliver ? Self.slivers : 0)
      if score > found.score { found = (score, index) }
    }
    let choice = choices[found.index]
    // A whole block has no rest to have a colour.
    let back = found.index == 0 ? choice.fore : choice.back
    return (blocks[found.index].glyph, choice.fore, back)
  }
}
