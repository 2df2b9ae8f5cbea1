import Canvas
import Liquidations

/// The stacked bars of a range, longs up and shorts down from zero:
///
///      200M ▔▔▔▔▔▔▔▔▔▔▔▔
///             ▂   █
///           ▄ █ ▃ █
///         0 ──────────────
///           █ ▀ █ ▀
///           ▀
///
/// A bar that the scale cuts off ends in a marker with its value, at the very end.
struct Chart {
  let bars: Bars
  let exchanges: ExchangeSet
  let look: Look
  let scale: ScaleKind
  /// Whether shorts are drawn up and longs down.
  let isFlipped: Bool
  /// The bar under the cursor.
  let cursor: Int

  /// Columns left of the plot for the labels of the scale.
  static let gutter = 6

  /// Draws into `area`, gutter included.
  func draw(in area: Rect, on frame: inout Frame) {
    var plot = area
    let gutter = plot.cutLeft(Self.gutter)
    let totals = totals
    let plan = ChartPlan(totals: totals, kind: scale, rows: plot.height)
    ChartGrid(plan: plan, look: look, isFlipped: isFlipped).draw(
      plot: plot, gutter: gutter, on: &frame)
    drawZero(plan, plot: plot, on: &frame)
    for index in bars.buckets.indices {
      for side in Side.allCases { drawBar(index, side, plan: plan, plot: plot, on: &frame) }
    }
    ChartMarkers(plan: plan, layout: bars.layout, look: look, isFlipped: isFlipped)
      .draw(totals, plot: plot, on: &frame)
    drawNames(plan, plot: plot, on: &frame)
  }

  private var totals: [(up: Double, down: Double)] {
    bars.buckets.map { bucket in
      let long = bucket.amounts.total(.long, of: exchanges) ?? 0
      let short = -(bucket.amounts.total(.short, of: exchanges) ?? 0)
      return isFlipped ? (short, long) : (long, short)
    }
  }

  private func drawBar(
    _ index: Int, _ side: Side, plan: ChartPlan, plot: Rect, on frame: inout Frame
  ) {
    let isUp = (side == .long) != isFlipped
    let stack = Stack(
      amounts(bars.buckets[index].amounts, side), scale: plan.scale,
      limit: plan.rows(isUp: isUp) * 8)
    let painter = BarCell(
      look: look, isStack: exchanges.count > 1,
      isProvisional: bars.marks[index] == .partial)
    let columns = bars.layout.span(of: index)
    var parts: [(series: Int, eighths: Int)] = []
    parts.reserveCapacity(stack.segments.count)
    for row in 0..<((stack.height + 7) / 8) {
      stack.collect(&parts, ofRow: row)
      guard let cell = painter.cell(parts, isUp: isUp, isFirstRow: row == 0) else { continue }
      let y = plot.y + plan.y(ofRow: row, isUp: isUp)
      for column in columns { frame[plot.x + column, y] = cell }
    }
  }

  private func amounts(_ amounts: Amounts, _ side: Side) -> some Collection<Double?> {
    Exchange.allCases.lazy.map { [exchanges] exchange in
      exchanges.contains(exchange) ? amounts[exchange, side].map(abs) : nil
    }
  }

  private func drawZero(_ plan: ChartPlan, plot: Rect, on frame: inout Frame) {
    let y = plot.y + plan.zero
    frame.fill(
      Rect(x: plot.x, y: y, width: plot.width, height: 1),
      with: Cell(look.glyphs.zeroLine, Style(.muted)))
    for index in bars.buckets.indices where bars.marks[index] != .none || index == cursor {
      let columns = bars.layout.span(of: index)
      let style = index == cursor ? look.chosen : Style(.warning)
      if index == cursor {
        for column in columns { frame[plot.x + column, y] = Cell(" ", style) }
      }
      guard let glyph = glyph(of: bars.marks[index]) else { continue }
      frame[plot.x + columns.lowerBound + (columns.count - 1) / 2, y] = Cell(glyph, style)
    }
  }

  private func glyph(of mark: BarMark) -> Unicode.Scalar? {
    switch mark {
    case .none: nil
    case .missing: look.glyphs.missing
    case .incomplete: look.glyphs.incomplete
    case .partial: look.glyphs.partial
    }
  }

  /// The two words that say which way is which, where the bars leave room for them.
  private func drawNames(_ plan: ChartPlan, plot: Rect, on frame: inout Frame) {
    let above = "\(isFlipped ? "SHORTS" : "LONGS") \(look.glyphs.up)"
    let below = "\(isFlipped ? "LONGS" : "SHORTS") \(look.glyphs.down)"
    let remark = scaleRemark(plan).map { "\(above)  \($0)" } ?? above
    let top = (0..<min(2, plan.zero)).map { plot.y + $0 }
    let bottom = (max(plan.zero + 1, plot.height - 2)..<plot.height).map { plot.y + $0 }
    if !place(remark, rows: top, plot: plot, on: &frame) {
      place(above, rows: top, plot: plot, on: &frame)
    }
    place(below, rows: bottom.reversed(), plot: plot, on: &frame)
  }

  /// What the axis can't say by its numbers.
  private func scaleRemark(_ plan: ChartPlan) -> String? {
    switch scale {
    case .logarithmic: "log scale"
    case .capped where plan.isCapped: "capped"
    case .capped, .full: nil
    }
  }

  /// Writes the text where nothing is drawn; false if there is no such place.
  @discardableResult
  private func place(_ text: String, rows: [Int], plot: Rect, on frame: inout Frame) -> Bool {
    let width = text.unicodeScalars.count
    guard plot.width >= 2 * width else { return false }
    for y in rows {
      for x in [plot.x + 1, plot.maxX - width - 1] {
        let isFree = (x - 1...x + width).allSatisfy { isBackground(frame[$0, y].glyph) }
        guard isFree else { continue }
        frame.write(text, x: x, y: y, style: Style(.muted))
        return true
      }
    }
    return false
  }

  private func isBackground(_ glyph: Unicode.Scalar) -> Bool {
    glyph == " " || glyph == look.glyphs.gridAbove || glyph == look.glyphs.gridBelow
      || glyph == look.glyphs.gridDots
  }
}
