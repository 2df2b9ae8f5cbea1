import Canvas
import Liquidations
import Wording

/// Which colour or pattern is which exchange, and what a bar holds; with numbers where there are rows.
///
///     ■ Binance  ■ Bybit  ■ OKX  ■ Deribit                 bar week  ? help
struct Legend {
  let state: DashboardState
  let drawing: DrawingStyle

  init(_ state: DashboardState, drawing: DrawingStyle) {
    self.state = state
    self.drawing = drawing
  }

  func draw(in area: Rect, hasHints: Bool, on rendering: inout Rendering) {
    guard area.height > 0 else { return }
    if area.height > 1 {
      drawNumbers(in: area, on: &rendering)
      return
    }
    let row = area
    var x = row.x + 1
    for (exchange, columns) in Self.places(in: row) {
      draw(exchange, x: columns.lowerBound, y: row.y, on: &rendering.frame)
      x = columns.upperBound + 2
      rendering.hits.record(
        .exchange(.toggle(exchange)),
        in: Rect(x: columns.lowerBound, y: row.y, width: columns.count, height: 1))
    }
    // The most important last: it stays longest.
    var words = hasHints ? [] : [Self.helpHint(state, drawing)].filter { !$0.isEmpty }
    if !state.bars.areSlots { words.insert("bar \(state.bars.unit.name)", at: 0) }
    if state.shownScale == .logarithmic, ![.share, .table].contains(state.shownView) {
      words.insert(state.shownScale.rawValue, at: 0)
    }
    if state.shownView != .stacked { words.insert(state.shownView.name, at: 0) }
    let forms = words.indices.map { words[$0...].joined(by: "  ") }
    if let text = forms.first(where: { x + $0.columns < row.maxX }) {
      rendering.frame.write(text, endingAt: row.maxX - 1, y: row.y, style: Style(.muted))
    }
  }

  /// Two exchanges a row, each with what the bar under the cursor holds of it:
  ///
  ///     ■ Binance ▲18.7M ▼30.3M  56 %      ■ Bybit   ▲9.21M ▼12.4M  25 %
  private func drawNumbers(in area: Rect, on rendering: inout Rendering) {
    let amounts = DayFigures(state)?.bucket.amounts ?? .missing
    let width = area.width / 2
    for (place, exchange) in Exchange.allCases.enumerated() {
      let cell = Rect(
        x: area.x + place % 2 * width, y: area.y + place / 2, width: width, height: 1)
      rendering.hits.record(.exchange(.toggle(exchange)), in: cell)
      draw(exchange, x: cell.x + 1, y: cell.y, on: &rendering.frame)
      guard state.exchanges.contains(exchange) else { continue }
      let own = ExchangeSet(exchange)
      var line = Line()
      for side in Side.allCases {
        let arrow = drawing.glyphs.arrow(side, isFlipped: state.appearance.isFlipped)
        let text = amounts.text(side, of: own, signs: drawing.signs) ?? drawing.glyphs.dash
        line.add("\(arrow)", .muted)
        line.add(text.padding(to: 7))
      }
      let share = amounts.share(of: exchange, among: state.exchanges).map(Ratio.part)
      line.add(share ?? drawing.glyphs.dash, Style(.muted), within: cell.width - 12)
      line.draw(x: cell.x + 11, y: cell.y, on: &rendering.frame)
    }
  }

  /// The key of the help, where no line of hints says it; nothing if none opens it.
  static func helpHint(_ state: DashboardState, _ drawing: DrawingStyle) -> String {
    state.keyMap.key(for: .program(.help)).map { "\(drawing.name($0)) help" } ?? ""
  }

  private func draw(_ exchange: Exchange, x: Int, y: Int, on frame: inout Frame) {
    let isShown = state.exchanges.contains(exchange)
    frame[x, y] = Self.swatch(exchange, isShown: isShown, drawing: drawing)
    frame.write(exchange.name, x: x + 2, y: y, style: Style(isShown ? .text : .faint))
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

extension String {
  /// With blanks behind it to fill so many columns.
  fileprivate func padding(to columns: Int) -> String {
    self + String(repeating: " ", count: max(0, columns - self.columns))
  }
}
