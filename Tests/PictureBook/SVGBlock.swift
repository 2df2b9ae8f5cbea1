/// What a block or a line glyph covers of its cell of 10 by 20 pixels.
struct SVGBlock {
  /// Pixels from the upper left corner of the cell.
  struct Part {
    let x: Double
    let y: Double
    let width: Double
    let height: Double
  }

  let parts: [Part]
  /// How much of the ground it hides, 0…1.
  let opacity: Double

  static let full = SVGBlock([Part(x: 0, y: 0, width: 10, height: 20)])

  private init(_ parts: [Part], opacity: Double = 1) {
    self.parts = parts
    self.opacity = opacity
  }

  /// The quarters of a quadrant glyph: upper left and right, lower left and right.
  private static func quadrants(_ glyph: Unicode.Scalar) -> [Part] {
    let quarters: [Unicode.Scalar: [Int]] = [
      "▖": [2], "▗": [3], "▘": [0], "▙": [0, 2, 3], "▚": [0, 3], "▛": [0, 1, 2], "▜": [0, 1, 3],
      "▝": [1], "▞": [1, 2], "▟": [1, 2, 3],
    ]
    return (quarters[glyph] ?? []).map {
      Part(x: Double($0 % 2) * 5, y: Double($0 / 2) * 10, width: 5, height: 10)
    }
  }

  /// Nil for a glyph that is text.
  init?(_ glyph: Unicode.Scalar) {
    switch glyph {
    case "▁"..."█":
      let height = Double(glyph.value - 0x2580) * 2.5
      self.init([Part(x: 0, y: 20 - height, width: 10, height: height)])
    case "▉"..."▏":
      let width = Double(0x2590 - glyph.value) * 1.25
      self.init([Part(x: 0, y: 0, width: width, height: 20)])
    case "▐": self.init([Part(x: 5, y: 0, width: 5, height: 20)])
    case "▕": self.init([Part(x: 8.75, y: 0, width: 1.25, height: 20)])
    case "▖"..."▟": self.init(Self.quadrants(glyph))
    case "▀": self.init([Part(x: 0, y: 0, width: 10, height: 10)])
    case "▔": self.init([Part(x: 0, y: 0, width: 10, height: 2.5)])
    case "░", "▒", "▓": self.init(Self.full.parts, opacity: Double(glyph.value - 0x2590) / 4)
    case "─": self.init([Part(x: 0, y: 9.5, width: 10, height: 1)])
    case "━": self.init([Part(x: 0, y: 8.5, width: 10, height: 3)])
    case "╍": self.init([1, 6].map { Part(x: $0, y: 8.5, width: 3, height: 3) })
    case "┈": self.init([1, 6].map { Part(x: $0, y: 9.5, width: 1, height: 1) })
    case "■": self.init([Part(x: 1, y: 6, width: 8, height: 8)])
    default: return nil
    }
  }
}
