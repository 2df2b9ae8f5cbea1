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
    fill(bars, bars.map { stack($0.up, isUp: true) }, isUp: true, in: &raster)
    fill(bars, bars.map { stack($0.down, isUp: false) }, isUp: false, in: &raster)
    raster.draw(x: plot.x, y: plot.y, on: &frame)
    guard drawing.shadesProvisional else { return }
    for bar in bars where bar.isProvisional { shade(bar, plot: plot, on: &frame) }
  }

  /// Dims a bar by a shade, in whole cells; what is less than half a cell stays beside zero alone.
  private func shade(_ bar: Bar, plot: Rect, on frame: inout Frame) {
    for column in layout.span(of: bar.index) {
      for row in 0..<plot.height {
        let (x, y) = (plot.x + column, plot.y + row)
        let cell = frame[x, y]
        let inks = [cell.style.ink, cell.style.ground]
        guard cell != .blank, inks.allSatisfy({ $0 == .ground || $0.isProvisional }) else {
          continue
        }
        if cell.mainInk != .ground {
          frame[x, y] = Cell(drawing.glyphs.shade, Style(cell.mainInk))
        } else if abs(row - plan.zero) > 1 {
          frame[x, y] = .blank
        }
      }
    }
  }

  private func stack(_ parts: [Double?], isUp: Bool) -> Stack {
    Stack(parts, scale: plan.scale, limit: plan.rows(isUp: isUp) * 8)
  }

  private func fill(_ bars: [Bar], _ stacks: [Stack], isUp: Bool, in raster: inout Raster) {
    for (place, bar) in bars.enumerated() {
      let stack = stacks[place]
      let body = layout.eighths(of: bar.index)
      let row = stack.height / 8 * 8
      let tip = tip(
        of: body, above: row, left: place > 0 ? stacks[place - 1].height : 0,
        right: place + 1 < stacks.count ? stacks[place + 1].height : 0)
      for segment in stack.segments {
        let ink = Ink.series(segment.series, isProvisional: bar.isProvisional)
        if segment.range.lowerBound == 0 { keep(segment, body, ink, isUp: isUp, in: &raster) }
        for (x, range) in [(body, 0..<row), (tip, row..<row + 8)] {
          let range = segment.range.clamped(to: range)
          raster.fill(x: x, y: y(range, isUp: isUp), with: ink)
        }
      }
    }
  }

  /// Where a bar lies in the last row, which it fills in part: in whole columns, since a cell can show its
  /// height or its side.
  ///
  /// - Parameters:
  ///   - row: where that row begins, in eighths.
  ///   - left: how high the bar before is, and likewise `right`.
  private func tip(of body: Range<Int>, above row: Int, left: Int, right: Int) -> Range<Int> {
    guard body.count >= 8 else { return body }
    /// The edge beside a neighbour: as it is if that goes on, and where both end the nearest one.
    /// Beyond lower ones a step inwards is seen less than one outwards, unless that is tiny.
    func edge(_ place: Int, _ neighbour: Int, inwards: Int) -> Int {
      neighbour >= row + 8 ? place : (place + (neighbour > row ? 4 : inwards)) / 8 * 8
    }
    let first = edge(body.lowerBound, left, inwards: 5)
    let end = edge(body.upperBound, right, inwards: 2)
    return first < end ? first..<end : (body.lowerBound + 4) / 8 * 8..<(body.upperBound + 4) / 8 * 8
  }

  /// A total that isn't zero is never invisible: some of it is kept beside zero, at the bar's middle.
  private func keep(
    _ segment: Stack.Segment, _ body: Range<Int>, _ ink: Ink, isUp: Bool, in raster: inout Raster
  ) {
    let middle = (body.lowerBound + body.upperBound) / 16 * 8
    raster.fill(
      x: body.clamped(to: middle..<middle + 8),
      y: y(0..<min(segment.range.upperBound, 8), isUp: isUp), with: ink, isKept: true)
  }

  /// Eighths above or below zero as eighths below the top of the plot.
  private func y(_ heights: Range<Int>, isUp: Bool) -> Range<Int> {
    let zero = (isUp ? plan.zero : plan.zero + 1) * 8
    return isUp
      ? zero - heights.upperBound..<zero - heights.lowerBound
      : zero + heights.lowerBound..<zero + heights.upperBound
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
