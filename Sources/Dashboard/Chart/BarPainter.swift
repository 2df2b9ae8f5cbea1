import Canvas

/// The bars of a plot, both sides of zero, in eighths where the terminal has them.
struct BarPainter {
  /// One bar's parts above and below zero, in USD.
  struct Bar {
    /// Its place; those before the range have numbers below 0.
    let index: Int
    let up: [Double?]
    let down: [Double?]
    let isProvisional: Bool
  }

  let layout: BarLayout
  let plan: ChartPlan
  let drawing: DrawingStyle
  /// Whether the stack has more than one series, so that patterns must tell them apart.
  let isStack: Bool

  func draw(_ bars: [Bar], plot: Rect, on frame: inout Frame) {
    guard drawing.hasFineBars else {
      for bar in bars {
        drawCells(bar, bar.up, isUp: true, plot: plot, on: &frame)
        drawCells(bar, bar.down, isUp: false, plot: plot, on: &frame)
      }
      return
    }
    var raster = Raster(columns: plot.width, rows: plot.height)
    for bar in bars {
      fill(bar, bar.up, isUp: true, in: &raster)
      fill(bar, bar.down, isUp: false, in: &raster)
    }
    raster.draw(x: plot.x, y: plot.y, on: &frame)
  }

  private func stack(_ parts: [Double?], isUp: Bool) -> Stack {
    Stack(parts, scale: plan.scale, limit: plan.rows(isUp: isUp) * 8)
  }

  private func fill(_ bar: Bar, _ parts: [Double?], isUp: Bool, in raster: inout Raster) {
    let zero = (isUp ? plan.zero : plan.zero + 1) * 8
    let eighths = layout.eighths(of: bar.index)
    for segment in stack(parts, isUp: isUp).segments {
      let (near, far) = (segment.range.lowerBound, segment.range.upperBound)
      let ink = Ink.series(segment.series, isProvisional: bar.isProvisional)
      // A total that isn't zero is never invisible: some of it is kept beside zero, at the bar's middle.
      if near == 0 {
        let middle = (eighths.lowerBound + eighths.upperBound) / 16 * 8
        let least = min(far, 8)
        raster.fill(
          x: eighths.clamped(to: middle..<middle + 8),
          y: isUp ? zero - least..<zero : zero..<zero + least, with: ink, isKept: true)
      }
      raster.fill(
        x: eighths, y: isUp ? zero - far..<zero - near : zero + near..<zero + far, with: ink)
    }
  }

  private func drawCells(
    _ bar: Bar, _ parts: [Double?], isUp: Bool, plot: Rect, on frame: inout Frame
  ) {
    let stack = stack(parts, isUp: isUp)
    let painter = PatternCell(
      drawing: drawing, isStack: isStack, isProvisional: bar.isProvisional)
    var parts: [(series: Int, eighths: Int)] = []
    parts.reserveCapacity(stack.segments.count)
    for row in 0..<((stack.height + 7) / 8) {
      stack.collect(&parts, ofRow: row)
      guard let cell = painter.cell(parts, isUp: isUp, isFirstRow: row == 0) else { continue }
      let y = plot.y + plan.y(ofRow: row, isUp: isUp)
      for column in layout.span(of: bar.index) { frame[plot.x + column, y] = cell }
    }
  }
}
