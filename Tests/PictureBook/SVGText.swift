/// A run of ASCII in one style, as long as its cells; other glyphs stand by themselves, in the middle
/// of theirs, because their font may be another one.
struct SVGText {
  private var text = ""
  private var colour = ""
  private var isBold = false
  private var place = (x: 0, y: 0)

  /// Adds a glyph; returns the elements that ended before it or with it.
  mutating func add(
    _ glyph: Unicode.Scalar, colour: String, isBold: Bool, at place: (x: Int, y: Int)
  ) -> [String] {
    var done: [String] = []
    let continues =
      !text.isEmpty && glyph.isASCII && colour == self.colour && isBold == self.isBold
    if !continues {
      done = end()
      (self.colour, self.isBold, self.place) = (colour, isBold, place)
    }
    text.unicodeScalars.append(glyph)
    return glyph.isASCII ? done : done + end()
  }

  /// Ends the run.
  mutating func end() -> [String] {
    defer { text = "" }
    guard !text.isEmpty else { return [] }
    let weight = isBold ? " font-weight=\"bold\"" : ""
    let width = text.unicodeScalars.count * 10
    let isGlyph = !text.utf8.allSatisfy { $0 < 0x80 }
    let x = isGlyph ? place.x + 5 : place.x
    let fit = isGlyph ? " text-anchor=\"middle\"" : " textLength=\"\(width)\""
    let style = "\(weight) fill=\"\(colour)\""
    return ["<text x=\"\(x)\" y=\"\(place.y + 15)\"\(fit)\(style)>\(escaped)</text>"]
  }

  private var escaped: String {
    text.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
  }
}
