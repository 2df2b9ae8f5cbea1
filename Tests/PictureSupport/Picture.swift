public import Canvas

/// A frame as text that can be read, compared and kept in a file.
///
/// A header, then the glyphs (a space as `·`, so that trailing blanks are seen, and a dot as `•`),
/// then a letter for the style of each cell, and what the letters mean.
public struct Picture: CustomStringConvertible {
  public let description: String

  public init(_ frame: Frame) {
    var letters: [Style: Character] = [.plain: "."]
    var legend: [(Character, Style)] = []
    var glyphRows: [String] = []
    var styleRows: [String] = []
    let names = Array("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789")
    for y in 0..<frame.size.rows {
      var glyphs = ""
      var styles = ""
      for x in 0..<frame.size.columns {
        let cell = frame[x, y]
        if letters[cell.style] == nil {
          let letter = names[legend.count]
          letters[cell.style] = letter
          legend.append((letter, cell.style))
        }
        glyphs.unicodeScalars.append(Self.visible(cell.glyph))
        styles.append(letters[cell.style] ?? "?")
      }
      glyphRows.append(glyphs)
      styleRows.append(styles)
    }
    var lines = ["\(frame.size.columns)x\(frame.size.rows) \(frame.theme.name)", ""]
    lines += glyphRows + [""] + styleRows + [""]
    lines += legend.map { "\($0) \(Self.name($1))" }
    description = lines.joined(separator: "\n") + "\n"
  }

  private static func visible(_ glyph: Unicode.Scalar) -> Unicode.Scalar {
    switch glyph {
    case " ": "·"
    case "·": "•"
    default: glyph
    }
  }

  private static func name(_ style: Style) -> String {
    var name = "\(style.ink)"
    if style.ground != .ground { name += " on \(style.ground)" }
    if style.attributes.contains(.bold) { name += " bold" }
    if style.attributes.contains(.underline) { name += " underline" }
    if style.attributes.contains(.reverse) { name += " reverse" }
    return name
  }
}

extension Frame {
  /// The glyphs alone, trailing blanks cut off.
  public var text: String {
    (0..<size.rows).map { y in
      var row = ""
      for x in 0..<size.columns { row.unicodeScalars.append(self[x, y].glyph) }
      while row.hasSuffix(" ") { row.removeLast() }
      return row
    }.joined(separator: "\n")
  }
}
