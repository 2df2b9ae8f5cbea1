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
    label(text(plan.scale.base), y: plot.y + plan.zero, gutter: gutter, on: &frame)
    for isUp in [true, false] {
      for tick in plan.scale.ticks(rows: plan.rows(isUp: isUp))
      where !isPercent || tick.amount <= 100 {
        let y = plot.y + plan.y(ofRow: tick.row, isUp: isUp)
        let text = text(isUp != isFlipped ? tick.amount : -tick.amount)
        label(text, y: y, gutter: gutter, on: &frame)
        for x in stride(from: plot.x + 2, to: plot.maxX, by: 4) {
          frame[x, y] = Cell(line(tick, isUp: isUp), Style(.faint))
        }
      }
    }
  }

  /// Lines lie where the tick's amount reaches, as bars do; of single dashes far apart, so that they stay
  /// behind bars and labels on a ground of any lightness, even one that isn't known.
  private func line(_ tick: Scale.Tick, isUp: Bool) -> Unicode.Scalar {
    let isFaint = drawing.depth >= .indexed && drawing.hasEighths
    let edge = isUp ? drawing.glyphs.gridAbove : drawing.glyphs.gridBelow
    return isFaint && !tick.isMiddle ? edge : drawing.glyphs.gridDots
  }

  private func text(_ amount: Double) -> String {
    isPercent ? "\(Int((50 + amount / 2).rounded())) %" : USD.tick(amount, signs: drawing.signs)
  }

  /// Writes a label a column before the plot, or where it is long up to the plot: the gutter is at the
  /// edge of the screen, whose first column stays free.
  private func label(_ text: String, y: Int, gutter: Rect, on frame: inout Frame) {
    let width = text.columns
    guard width < gutter.width else { return }
    let end = gutter.maxX - (width < gutter.width - 1 ? 1 : 0)
    frame.write(text, endingAt: end, y: y, style: Style(.muted))
  }
}
