import Canvas
import Liquidations
import Wording

/// The dates below the plot: round ones that don't collide, and the one under the cursor.
struct DateAxis {
  @Shared private var bars: Bars
  private let calendar: CalendarText
  private let drawing: DrawingStyle
  private let cursor: Int

  init(bars: Shared<Bars>, calendar: CalendarText, drawing: DrawingStyle, cursor: Int) {
    _bars = bars
    self.calendar = calendar
    self.drawing = drawing
    self.cursor = cursor
  }

  func draw(in row: Rect, on frame: inout Frame) {
    guard !bars.buckets.isEmpty, row.width > 0 else { return }
    var taken: [Range<Int>] = []
    place(
      " \(calendar.span(bars.buckets[cursor].slots)) ", at: cursor, style: drawing.chosen, in: row,
      taken: &taken, on: &frame)
    for label in bars.labels {
      place(
        label.text, at: label.bar, style: Style(.muted), in: row, taken: &taken,
        on: &frame)
    }
  }

  private func place(
    _ text: String, at bar: Int, style: Style, in row: Rect, taken: inout [Range<Int>],
    on frame: inout Frame
  ) {
    let width = text.columns
    guard width <= row.width else { return }
    let columns = bars.layout.span(of: bar)
    let middle = columns.lowerBound + (columns.count - 1) / 2
    let start = min(max(0, middle - width / 2), row.width - width)
    let range = start..<(start + width)
    let isFree = taken.allSatisfy {
      $0.upperBound < range.lowerBound || range.upperBound < $0.lowerBound
    }
    guard isFree else { return }
    taken.append(range)
    frame.write(text, x: row.x + start, y: row.y, style: style)
  }
}
