import Canvas

/// The cell of one row of one bar: which glyph and inks show its parts.
struct BarCell: Sendable {
  let drawing: DrawingStyle
  /// Whether the stack has more than one series, so that patterns must tell them apart.
  let isStack: Bool
  let isProvisional: Bool

  /// The cell whose parts are given from zero outwards; nil if nothing of the bar is in it.
  ///
  /// A cell holds two colours. Inside the bar these are its two largest parts with their border;
  /// at the free end the height comes first: the largest part against the background.
  func cell(_ parts: [(series: Int, eighths: Int)], isUp: Bool, isFirstRow: Bool) -> Cell? {
    guard let largest = parts.max(by: { $0.eighths < $1.eighths }) else { return nil }
    let filled = parts.reduce(0) { $0 + $1.eighths }
    if drawing.usesPatterns || !drawing.hasEighths {
      return patterned(largest.series, filled: filled, isUp: isUp, isFirstRow: isFirstRow)
    }
    if filled < 8 { return end(ink(largest.series), filled: filled, isUp: isUp) }
    guard parts.count > 1 else { return Cell(full, Style(ink(largest.series))) }
    return border(parts, isUp: isUp)
  }

  private var full: Unicode.Scalar { drawing.glyphs.lowerEighths[8] }

  private func ink(_ series: Int) -> Ink { .series(series, isProvisional: isProvisional) }

  private func end(_ ink: Ink, filled: Int, isUp: Bool) -> Cell {
    let blocks = drawing.glyphs.lowerEighths
    if isUp { return Cell(blocks[filled], Style(ink)) }
    if filled == 4 { return Cell(drawing.glyphs.upperHalf, Style(ink)) }
    return Cell(blocks[8 - filled], Style(.ground, on: ink))
  }

  private func border(_ parts: [(series: Int, eighths: Int)], isUp: Bool) -> Cell {
    let first = largest(of: parts, except: nil)
    let second = largest(of: parts, except: first)
    let near = parts[min(first, second)]
    let far = parts[max(first, second)]
    let share = Double(near.eighths) / Double(near.eighths + far.eighths)
    let eighths = min(max(Int((share * 8).rounded()), 1), 7)
    let blocks = drawing.glyphs.lowerEighths
    return isUp
      ? Cell(blocks[eighths], Style(ink(near.series), on: ink(far.series)))
      : Cell(blocks[8 - eighths], Style(ink(far.series), on: ink(near.series)))
  }

  /// The place of the largest part, or of the next one; of equals the one nearest to zero.
  private func largest(of parts: [(series: Int, eighths: Int)], except other: Int?) -> Int {
    var place = other == 0 ? 1 : 0
    for index in parts.indices where index != other {
      if parts[index].eighths > parts[place].eighths { place = index }
    }
    return place
  }

  private func patterned(_ series: Int, filled: Int, isUp: Bool, isFirstRow: Bool) -> Cell? {
    let glyphs = drawing.glyphs
    let style = drawing.depth == .none ? Style(.text) : Style(ink(series))
    if drawing.hasEighths, !isStack, filled < 8 {
      return isUp
        ? Cell(glyphs.lowerEighths[filled], style)
        : Cell(glyphs.lowerEighths[8 - filled], Style(.text, on: .ground, [.reverse]))
    }
    let pattern = glyphs.patterns[isStack && drawing.usesPatterns ? series : 0]
    if filled >= 4 { return Cell(pattern, style) }
    guard isFirstRow else { return nil }
    return Cell(drawing.hasEighths ? (isUp ? "▁" : "▔") : (isUp ? "." : "'"), style)
  }
}
