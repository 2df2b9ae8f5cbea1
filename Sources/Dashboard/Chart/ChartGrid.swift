import Canvas
import Wording

/// The lines of the scale and its labels in the gutter.
struct ChartGrid {
  let plan: ChartPlan
  let drawing: DrawingStyle
  /// Whether what is above zero is negative.
  let isFlipped: Bool
  /// Whether the labels are percent around a half instead of USD.
  let isPercent: Bool

  func draw(plot: Rect, gutter: Rect, on frame: inout Frame) {
    label(0, y: plot.y + plan.zero, gutter: gutter, on: &frame)
    for isUp in [true, false] {
      for tick in plan.scale.ticks(rows: plan.rows(isUp: isUp))
      where !isPercent || tick.amount <= 100 {
        let y = plot.y + plan.y(ofRow: tick.row, isUp: isUp)
        line(isUp: isUp, y: y, plot: plot, on: &frame)
        label(isUp != isFlipped ? tick.amount : -tick.amount, y: y, gutter: gutter, on: &frame)
      }
    }
  }

  /// Lines lie on the edge of the row that the tick's amount reaches, as bars do; dashed, so that
  /// they stay behind the bars on a ground of any lightness.
  private func line(isUp: Bool, y: Int, plot: Rect, on frame: inout Frame) {
    let isFaint = drawing.depth >= .indexed && drawing.hasEighths
    let edge = isUp ? drawing.glyphs.gridAbove : drawing.glyphs.gridBelow
    let glyph = isFaint ? edge : drawing.glyphs.gridDots
    for x in stride(from: plot.x, to: plot.maxX, by: 2) { frame[x, y] = Cell(glyph, Style(.faint)) }
  }

  private func label(_ amount: Double, y: Int, gutter: Rect, on frame: inout Frame) {
    let text =
      isPercent ? "\(Int((50 + amount / 2).rounded())) %" : USD.tick(amount, signs: drawing.signs)
    let end = text.unicodeScalars.count < gutter.width ? gutter.maxX - 1 : gutter.maxX
    frame.write(text, endingAt: end, y: y, style: Style(.muted))
  }
}
