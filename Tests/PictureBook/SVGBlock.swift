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

  /// Nil for a glyph that is text.
  init?(_ glyph: Unicode.Scalar) {
    switch glyph {
    case "▁"..."█":
      let height = Double(glyph.value - 0x2580) * 2.5
      self.init([Part(x: 0, y: 20 - height, width: 10, height: height)])
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
