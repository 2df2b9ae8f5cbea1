import Canvas

/// A frame as an SVG image that looks the same wherever it is shown.
///
/// Blocks and lines are drawn as rectangles, so that bars have exactly their height and no seams in
/// any font; other text is fitted to the cells.
struct SVG: CustomStringConvertible {
  private static let cell = (width: 10, height: 20)
  /// The margin around the cells, in pixels.
  private static let margin = 12

  let description: String

  init(_ frame: Frame) {
    var grounds = SVGShapes()
    var inks = SVGShapes()
    var texts: [String] = []
    for y in 0..<frame.size.rows {
      var run = SVGText()
      for x in 0..<frame.size.columns {
        let cell = frame[x, y]
        let colours = Self.colours(of: cell, frame.theme)
        let place = (x: Self.margin + x * Self.cell.width, y: Self.margin + y * Self.cell.height)
        if colours.ground != frame.theme.hex(of: .ground) {
          grounds.fill(SVGBlock.full, of: colours.ground, at: place)
        }
        if let block = SVGBlock(cell.glyph) {
          inks.fill(block, of: colours.ink, at: place)
        }
        if cell.glyph == " " || SVGBlock(cell.glyph) != nil {
          texts += run.end()
        } else {
          texts += run.add(
            cell.glyph, colour: colours.ink, isBold: cell.style.attributes.contains(.bold),
            at: place
          )
        }
      }
      texts += run.end()
    }
    description = Self.document(frame, shapes: grounds.paths + inks.paths, texts: texts)
  }

  /// Whole pixels of a cell's ink and ground, exchanged where the cell is reversed.
  private static func colours(of cell: Cell, _ theme: Theme) -> (ink: String, ground: String) {
    let (ink, ground) = (theme.hex(of: cell.style.ink), theme.hex(of: cell.style.ground))
    return cell.style.attributes.contains(.reverse) ? (ground, ink) : (ink, ground)
  }

  private static func document(_ frame: Frame, shapes: [String], texts: [String]) -> String {
    let width = frame.size.columns * cell.width + 2 * margin
    let height = frame.size.rows * cell.height + 2 * margin
    let ground = frame.theme.hex(of: .ground)
    let head = [
      "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 \(width) \(height)\""
        + " font-family=\"monospace\" font-size=\"16\">",
      "<rect width=\"\(width)\" height=\"\(height)\" rx=\"10\" fill=\"\(ground)\"/>",
      "<g shape-rendering=\"crispEdges\">",
    ]
    return (head + shapes + ["</g>"] + texts + ["</svg>"]).joined(separator: "\n") + "\n"
  }
}

extension Theme {
  /// The colour as `#RRGGBB`; the terminal's own are taken to be light on dark.
  fileprivate func hex(of ink: Ink) -> String {
    let own = ink.rawValue <= Ink.raised.rawValue ? RGB(0x121212) : RGB(0xd0d0d0)
    let digits = String((rgb(of: ink) ?? own).hex, radix: 16)
    return "#" + String(repeating: "0", count: 6 - digits.count) + digits
  }
}
