import Canvas
import Liquidations
import Wording

/// A chart for each exchange, each with its own scale, in a grid as the pane allows.
struct Panels {
  let state: DashboardState
  let drawing: DrawingStyle

  init(_ state: DashboardState, drawing: DrawingStyle) {
    self.state = state
    self.drawing = drawing
  }

  func draw(in area: Rect, dates: Rect, on rendering: inout Rendering) {
    let exchanges = state.exchanges.exchanges
    let panels = PanelGrid.panels(in: area, count: exchanges.count)
    for (exchange, panel) in zip(exchanges, panels) {
      var area = panel
      var title = area.cutTop(1)
      drawTitle(exchange, in: title, on: &rendering.frame)
      _ = title.cutLeft(Layout.gutter)
      rendering.hits.record(state.bars, in: title)
      let row = zip(exchanges, panels).filter { $0.1.y == panel.y }.map { chart(of: $0.0) }
      let plans = row.count > 1 ? row.map { $0.plan(rows: area.height) } : []
      chart(of: exchange).draw(in: area, beside: plans, on: &rendering)
    }
    for x in Set(panels.map(\.x)).sorted() {
      var row = Rect(
        x: x + Layout.gutter, y: dates.y, width: panels[0].width - Layout.gutter,
        height: dates.height
      )
      if state.hasPrice {
        PriceLine.drawSource(
          state.priceSource, in: row.cutRight(Layout.priceAxis), on: &rendering.frame)
      }
      DateAxis(
        bars: state.$bars, calendar: state.calendar, drawing: drawing, cursor: state.cursorBar
      ).draw(in: row, on: &rendering.frame)
      rendering.hits.record(state.bars, in: row)
    }
  }

  private func chart(of exchange: Exchange) -> Chart {
    Chart(state, drawing: drawing, exchanges: ExchangeSet(exchange))
  }

  private func drawTitle(_ exchange: Exchange, in row: Rect, on frame: inout Frame) {
    let amounts = state.bars.buckets[state.cursorBar].amounts
    frame[row.x + Layout.gutter, row.y] = Legend.swatch(exchange, isShown: true, drawing: drawing)
    var line = Line()
    line.add("  \(exchange.name)", Style(.strong, on: .ground, .bold))
    let sides = Side.allCases.map { side in
      let arrow = drawing.glyphs.arrow(side, isFlipped: state.appearance.isFlipped)
      let amount = amounts[exchange, side].map { USD.compact(abs($0), signs: drawing.signs) }
      return "\(arrow)\(amount ?? drawing.glyphs.dash)"
    }
    // Both sides or neither: one alone would read as all there is.
    let room = row.width - Layout.gutter - 1
    let forms = ["  ", " "].map { gap in sides.map { gap + $0 }.joined(by: "") }
    if let text = forms.first(where: { line.width + $0.columns <= room }) {
      line.add(text, Style(.muted))
    }
    line.draw(x: row.x + Layout.gutter, y: row.y, on: &frame)
    frame[row.x + Layout.gutter, row.y] = Legend.swatch(exchange, isShown: true, drawing: drawing)
  }
}
