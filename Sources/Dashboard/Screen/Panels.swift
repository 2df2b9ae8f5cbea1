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

  /// The panels in the area, in the order of the stack, all of one size.
  ///
  /// Of all grids the one is taken whose panels are the least narrow and the least low.
  static func grid(_ area: Rect, count: Int) -> [Rect] {
    let count = max(1, count)
    let columns =
      (1...count).max { quality(area, count, columns: $0) < quality(area, count, columns: $1) } ?? 1
    let rows = (count + columns - 1) / columns
    let (width, height) = (area.width / columns, area.height / rows)
    return (0..<count).map { index in
      Rect(
        x: area.x + index % columns * width, y: area.y + index / columns * height, width: width,
        height: height)
    }
  }

  private static func quality(_ area: Rect, _ count: Int, columns: Int) -> Double {
    let rows = (count + columns - 1) / columns
    return min(Double(area.width / columns) / 40, Double(area.height / rows) / 10)
  }

  func draw(in area: Rect, dates: Rect, on frame: inout Frame) {
    let exchanges = state.exchanges.exchanges
    let panels = Self.grid(area, count: exchanges.count)
    for (exchange, panel) in zip(exchanges, panels) {
      var area = panel
      drawTitle(exchange, in: area.cutTop(1), on: &frame)
      let row = zip(exchanges, panels).filter { $0.1.y == panel.y }.map { chart(of: $0.0) }
      let plans = row.count > 1 ? row.map { $0.plan(rows: area.height) } : []
      chart(of: exchange).draw(in: area, beside: plans, on: &frame)
    }
    for x in Set(panels.map(\.x)) {
      let row = Rect(
        x: x + Chart.gutter, y: dates.y, width: panels[0].width - Chart.gutter, height: dates.height
      )
      DateAxis(
        bars: state.bars, calendar: state.calendar, drawing: drawing, cursor: state.cursorBar
      ).draw(
        in: row, on: &frame)
    }
  }

  private func chart(of exchange: Exchange) -> Chart {
    Chart(state, drawing: drawing, exchanges: ExchangeSet(exchange))
  }

  private func drawTitle(_ exchange: Exchange, in row: Rect, on frame: inout Frame) {
    let amounts = state.bars.buckets[state.cursorBar].amounts
    frame[row.x + Chart.gutter, row.y] = Legend.swatch(exchange, isShown: true, drawing: drawing)
    var line = Line()
    line.add("  \(exchange.name)", Style(.strong, on: .ground, .bold))
    let sides = Side.allCases.map { side in
      let arrow = drawing.glyphs.arrow(side, isFlipped: state.isFlipped)
      let amount = amounts[exchange, side].map { USD.compact($0, signs: drawing.signs) }
      return "\(arrow)\(amount ?? drawing.glyphs.dash)"
    }
    // Both sides or neither: one alone would read as all there is.
    let room = row.width - Chart.gutter - 1
    let forms = ["  ", " "].map { gap in sides.map { gap + $0 }.joined() }
    if let text = forms.first(where: { line.width + $0.unicodeScalars.count <= room }) {
      line.add(text, Style(.muted))
    }
    line.draw(x: row.x + Chart.gutter, y: row.y, on: &frame)
    frame[row.x + Chart.gutter, row.y] = Legend.swatch(exchange, isShown: true, drawing: drawing)
  }
}
