import Canvas
import Liquidations
import Live
import Wording

/// Sums up to now above the tape, of all sizes:
///
///            long    short  orders  largest order  covered
///      1m   ≥120K   ≥3.20K       4          88.2K     75 %
struct TapeStrip {
  private let state: DashboardState
  private let drawing: DrawingStyle

  init(_ state: DashboardState, drawing: DrawingStyle) {
    self.state = state
    self.drawing = drawing
  }

  func draw(in layout: TapeLayout, on frame: inout Frame) {
    guard let live = state.live, !state.strip.isEmpty else { return }
    var row = layout.strip
    let columns = columns(within: layout.strip.width - 2)
    if layout.hasHead {
      let head = row.cutTop(1)
      for column in columns {
        frame.write(column.name, endingAt: head.x + column.end, y: head.y, style: Style(.muted))
      }
    }
    var said: Slot?
    for window in layout.windows {
      let figures = StripFigures(window, state.strip[window.rawValue], of: live, state)
      let place = row.cutTop(1)
      if layout.hasHead {
        let isNews = figures.cascade != nil && figures.cascade?.minute != said
        said = figures.cascade?.minute
        draw(figures, columns, saysCascade: isNews, in: place, on: &frame)
      } else {
        drawInWords(figures, in: place, on: &frame)
      }
    }
  }

  /// A column of the strip: its head, where it ends, and what it says.
  private struct Column {
    let name: String
    let end: Int
    let text: (StripFigures) -> String
  }

  /// The width of the name of a window, with the mark of a cascade.
  private static let nameWidth = 6

  /// As many as there is room for; the coverage goes last.
  private func columns(within width: Int) -> [Column] {
    let all: [(name: String, width: Int, rank: Int, text: (StripFigures) -> String)] = [
      ("long", 8, 0, { amount($0.tallies.long.usd, $0.isFloor) }),
      ("short", 9, 0, { amount($0.tallies.short.usd, $0.isFloor) }),
      (
        "orders", 8, 2,
        {
          (($0.isFloor ? drawing.signs.atLeast : ""))
            + Digits.grouped($0.tallies.both.count, by: ",")
        }
      ),
      ("largest order", 15, 3, { amount($0.tallies.both.largest, false) }),
      ("covered", 9, 1, { $0.coveredWords }),
    ]
    for most in [3, 2, 1, 0] {
      let shown = all.filter { $0.rank <= most }
      guard shown.reduce(Self.nameWidth, { $0 + $1.width }) <= width || most == 0 else { continue }
      var end = Self.nameWidth + 1
      return shown.map { column in
        end += column.width
        return Column(name: column.name, end: end, text: column.text)
      }
    }
    return []
  }

  private func amount(_ usd: Double, _ isFloor: Bool) -> String {
    (isFloor ? drawing.signs.atLeast : "") + USD.compact(usd, signs: drawing.signs)
  }

  private func draw(
    _ figures: StripFigures, _ columns: [Column], saysCascade: Bool, in row: Rect,
    on frame: inout Frame
  ) {
    frame.write(
      figures.name, endingAt: row.x + 4, y: row.y, style: Style(.strong, on: .ground, .bold))
    for column in columns {
      frame.write(column.text(figures), endingAt: row.x + column.end, y: row.y)
    }
    guard let cascade = figures.cascade else { return }
    frame[row.x + 5, row.y] = Cell(drawing.glyphs.cascade, Style(.warning))
    let text = "\(drawing.glyphs.cascade) \(cascade.words(drawing.signs))"
    let x = row.x + (columns.last?.end ?? 0) + 3
    if saysCascade, x + text.columns < row.maxX {
      frame.write(text, x: x, y: row.y, style: Style(.warning))
    }
  }

  private func drawInWords(_ figures: StripFigures, in row: Rect, on frame: inout Frame) {
    var line = Line()
    let columns = row.width - 2
    line.add("\(figures.name) ", Style(.strong, on: .ground, .bold))
    if figures.cascade != nil { line.add("\(drawing.glyphs.cascade)", Style(.warning)) }
    for side in Side.allCases {
      let text = " \(side.name) \(amount(figures.tallies[side].usd, figures.isFloor))"
      line.add(text, .plain, within: columns)
    }
    let count = figures.tallies.both.count
    line.add(
      "  \(Digits.grouped(count, by: ",")) \(count == 1 ? "order" : "orders")", Style(.muted),
      within: columns)
    if figures.isFloor {
      line.add("  \(figures.coveredWords) covered", Style(.warning), within: columns)
    }
    line.draw(x: row.x + 1, y: row.y, on: &frame)
  }
}

extension Cascade {
  /// Such as `cascade 14:25: 8.17M long`.
  func words(_ signs: Signs) -> String {
    "cascade \(minute.start.clock): \(USD.compact(tallies[side].usd, signs: signs)) \(side.name)"
  }
}
