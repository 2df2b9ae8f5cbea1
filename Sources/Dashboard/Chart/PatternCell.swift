import Canvas

/// The cell of one row of one bar, where whole cells are filled: with the pattern of a series, or
/// where there are colours, with its colour. Its end is exact where there are eighths.
struct PatternCell: Sendable {
  let drawing: DrawingStyle
  /// Whether the stack has more than one series, so that patterns must tell them apart.
  let isStack: Bool
  let isProvisional: Bool

  /// The cell whose parts are given from zero outwards; nil if nothing of the bar is in it.
  func cell(_ parts: [(series: Int, eighths: Int)], isUp: Bool, isFirstRow: Bool) -> Cell? {
    guard let largest = parts.max(by: { $0.eighths < $1.eighths }) else { return nil }
    let filled = parts.reduce(0) { $0 + $1.eighths }
    return cell(largest.series, filled: filled, isUp: isUp, isFirstRow: isFirstRow)
  }

  private func cell(_ series: Int, filled: Int, isUp: Bool, isFirstRow: Bool) -> Cell? {
    let glyphs = drawing.glyphs
    let ink = Ink.series(series, isProvisional: isProvisional)
    let style = drawing.depth == .none ? Style(.text) : Style(ink)
    if drawing.hasEighths, filled < 8 {
      return isUp
        ? Cell(glyphs.lowerEighths[filled], style)
        : Cell(glyphs.lowerEighths[8 - filled], Style(style.ink, on: .ground, [.reverse]))
    }
    let isShaded = isProvisional && drawing.shadesProvisional
    let pattern =
      isShaded ? glyphs.shade : glyphs.patterns[isStack && drawing.usesPatterns ? series : 0]
    if filled >= 4 { return Cell(pattern, style) }
    guard isFirstRow else { return nil }
    return Cell(isUp ? "." : "'", style)
  }
}
