import Canvas
import Liquidations

/// Which colour or pattern is which exchange, and what a bar holds.
///
///     ■ Binance  ■ Bybit  ■ OKX  ■ Deribit             2 days a bar  ? help
struct Legend {
  let state: DashboardState
  let drawing: DrawingStyle

  init(_ state: DashboardState, drawing: DrawingStyle) {
    self.state = state
    self.drawing = drawing
  }

  func draw(in row: Rect, hasHints: Bool, on rendering: inout Rendering) {
    guard row.height > 0 else { return }
    var x = row.x + 1
    for (exchange, columns) in Self.places(in: row) {
      let isShown = state.exchanges.contains(exchange)
      rendering.frame[columns.lowerBound, row.y] = Self.swatch(
        exchange, isShown: isShown, drawing: drawing)
      let style = Style(isShown ? .text : .faint)
      x =
        rendering.frame.write(exchange.name, x: columns.lowerBound + 2, y: row.y, style: style) + 2
      rendering.hits.record(
        .exchange(.toggle(exchange)),
        in: Rect(x: columns.lowerBound, y: row.y, width: columns.count, height: 1))
    }
    // The most important last: it stays longest.
    var words = hasHints ? [] : ["? help"]
    if !state.bars.areSlots { words.insert("bar \(state.bars.unit.name)", at: 0) }
    if state.appearance.scale != .capped, state.appearance.view != .share {
      words.insert(state.appearance.scale.rawValue, at: 0)
    }
    if state.appearance.view != .stacked { words.insert(state.appearance.view.rawValue, at: 0) }
    let forms = words.indices.map { words[$0...].joined(separator: "  ") }
    if let text = forms.first(where: { x + $0.count < row.maxX }) {
      rendering.frame.write(text, endingAt: row.maxX - 1, y: row.y, style: Style(.muted))
    }
  }

  /// The columns of each exchange's mark and name, as far as there is room.
  private static func places(in row: Rect) -> [(exchange: Exchange, columns: Range<Int>)] {
    var x = row.x + 1
    return Exchange.allCases.compactMap { exchange in
      let end = x + 2 + exchange.name.count
      guard row.height > 0, end < row.maxX else { return nil }
      defer { x = end + 2 }
      return (exchange, x..<end)
    }
  }

  /// The mark of an exchange as its bars are drawn.
  static func swatch(_ exchange: Exchange, isShown: Bool, drawing: DrawingStyle) -> Cell {
    let glyphs = drawing.glyphs
    let glyph = drawing.usesPatterns ? glyphs.patterns[exchange.rawValue] : glyphs.swatch
    guard isShown else { return Cell(drawing.usesPatterns ? " " : glyph, Style(.faint)) }
    return Cell(glyph, drawing.depth == .none ? Style(.text) : Style(.series(exchange.rawValue)))
  }
}
