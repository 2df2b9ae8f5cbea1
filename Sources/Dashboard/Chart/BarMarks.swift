import Canvas

/// The row of zero: the bar under the cursor, and those of which there is something to be said.
struct BarMarks {
  @Shared private var bars: Bars
  private let drawing: DrawingStyle

  init(_ bars: Shared<Bars>, drawing: DrawingStyle) {
    _bars = bars
    self.drawing = drawing
  }

  /// Marks bars in row `y`.
  func draw(
    _ indices: Range<Int>, chosen: Int?, y: Int, plot: Rect, on frame: inout Frame
  ) {
    for index in indices
    where bars.marks[index] != .none || bars.cascades[index] != nil || index == chosen {
      let columns = bars.layout.span(of: index)
      let style = index == chosen ? drawing.chosen : Style(.warning)
      if index == chosen {
        // Without colours a blank would look like the bars above and below it.
        let glyph = drawing.depth == .none ? drawing.glyphs.swatch : " "
        for column in columns { frame[plot.x + column, y] = Cell(glyph, style) }
        // Of several panels the first has it.
        frame.cursor =
          frame.cursor ?? Place(x: plot.x + columns.lowerBound + (columns.count - 1) / 2, y: y)
      }
      guard let glyph = mark(of: index) else { continue }
      frame[plot.x + columns.lowerBound + (columns.count - 1) / 2, y] = Cell(glyph, style)
    }
  }

  /// Marks the bar under the cursor in the chart that was drawn into `area`.
  func drawCursor(_ cursor: Int, in area: Rect, on rendering: inout Rendering) {
    var plot = area
    _ = plot.cutLeft(Layout.gutter)
    guard let plan = rendering.plan, bars.buckets.indices.contains(cursor) else { return }
    // Of those after it some may begin in its last column.
    let end = bars.layout.span(of: cursor).upperBound
    let next = bars.buckets.indices[(cursor + 1)...].first {
      bars.layout.span(of: $0).lowerBound >= end
    }
    draw(
      cursor..<(next ?? bars.buckets.count), chosen: cursor, y: plot.y + plan.zero, plot: plot,
      on: &rendering.frame)
  }

  private func mark(of index: Int) -> Unicode.Scalar? {
    let mark = bars.marks[index]
    if bars.cascades[index] != nil, mark == .none || mark == .partial {
      return drawing.glyphs.cascade
    }
    return mark == .incomplete && !bars.marksIncomplete ? nil : drawing.glyphs.mark(mark)
  }
}
