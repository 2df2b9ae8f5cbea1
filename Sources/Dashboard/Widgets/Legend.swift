import Canvas
import Liquidations

/// Which colour or pattern is which exchange, and what a bar holds.
///
///     ■ Binance  ■ Bybit  ■ OKX  ■ Deribit             2 days a bar  ? help
struct Legend {
  let state: DashboardState
  let look: Look

  init(_ state: DashboardState, look: Look) {
    self.state = state
    self.look = look
  }

  func draw(in row: Rect, hasHints: Bool, on frame: inout Frame) {
    guard row.height > 0 else { return }
    var x = row.x + 1
    for exchange in state.exchanges.exchanges where x + 2 + exchange.name.count < row.maxX {
      frame[x, row.y] = Self.swatch(exchange, isShown: true, look: look)
      x = frame.write(exchange.name, x: x + 2, y: row.y) + 2
    }
    let days = state.bars.daysPerBar
    let bar = days > 1 && state.snapshot.history.days != nil ? "\(days) days a bar" : ""
    let help = hasHints ? "" : "? help"
    let full = [bar, help].filter { !$0.isEmpty }.joined(separator: "  ")
    for text in [full, help, bar] where x + text.count < row.maxX && !text.isEmpty {
      frame.write(text, endingAt: row.maxX - 1, y: row.y, style: Style(.muted))
      return
    }
  }

  /// The mark of an exchange as its bars are drawn.
  static func swatch(_ exchange: Exchange, isShown: Bool, look: Look) -> Cell {
    let glyphs = look.glyphs
    let glyph = look.usesPatterns ? glyphs.patterns[exchange.rawValue] : glyphs.swatch
    guard isShown else { return Cell(look.usesPatterns ? " " : glyph, Style(.faint)) }
    return Cell(glyph, look.depth == .none ? Style(.text) : Style(.series(exchange.rawValue)))
  }
}
