import Canvas
import Liquidations
import Wording

/// The bars as rows of numbers, the one under the cursor marked:
///
///                                                                   long + short of
///     day             total    long    short      net  long share  Binance   Bybit  change
///     Sun 2026-11-22  29.6M   18.6M    11.0M   +7.59M        63 %    20.2M   7.44M   −12 %
struct Table {
  let state: DashboardState
  let drawing: DrawingStyle
  private let columns: [TableColumns.Column]
  /// The columns that there is no room for.
  private let dropped: [TableSort.Column]

  init(_ state: DashboardState, drawing: DrawingStyle, width: Int) {
    self.state = state
    self.drawing = drawing
    let columns = TableColumns(state, width: width)
    self.columns = columns.shown
    dropped = columns.dropped
  }

  func draw(in area: Rect, on rendering: inout Rendering) {
    var body = area
    // Rows are dearer than words in a low pane.
    if area.height >= 8 { drawCaption(in: body.cutTop(1), on: &rendering.frame) }
    drawHead(in: body.cutTop(1), on: &rendering)
    for (offset, bar) in page(of: body.height).enumerated() {
      let row = Rect(x: body.x, y: body.y + offset, width: body.width, height: 1)
      drawRow(bar, in: row, on: &rendering.frame)
      let last = state.bars.buckets[bar].slots.upperBound
      rendering.hits.record(.bar(last: last), in: row)
    }
  }

  /// What the columns of exchanges hold, above them, and which columns there is no room for.
  private func drawCaption(in row: Rect, on frame: inout Frame) {
    var x = row.x + 1
    var start: Int?
    for column in columns {
      switch column.sort {
      case .side(let exchange, .long):
        start = start ?? x
        frame.write(
          exchange.name, endingAt: x + 2 * column.width, y: row.y,
          style: Style(.series(exchange.rawValue)))
      case .exchange where start == nil: start = x
      default: break
      }
      x += column.width
    }
    let meaning = "long + short of"
    if let place = start, case .exchange? = columns.first(where: \.isOfExchange)?.sort {
      let place = min(place + 2, x - meaning.count)
      frame.write(meaning, x: place, y: row.y, style: Style(.muted))
      start = place
    }
    guard !dropped.isEmpty else { return }
    let text = "no room for " + dropped.map { $0.words(state.calendar) }.joined(by: ", ")
    let room = (start ?? row.maxX) - row.x - 3
    frame.write(
      text.fitted(room, ellipsis: drawing.signs.ellipsis), x: row.x + 1, y: row.y,
      style: Style(.muted))
  }

  /// The bars of the page that holds the cursor: whole pages, so that moving within one changes two
  /// rows only.
  private func page(of height: Int) -> ArraySlice<Int> {
    let rows = state.tableRows
    let place = rows.firstIndex(of: state.cursorBar) ?? 0
    guard height > 0 else { return [] }
    return rows.dropFirst(place / height * height).prefix(height)
  }

  private func drawHead(in row: Rect, on rendering: inout Rendering) {
    var x = row.x + 1
    for column in columns {
      let isSorted = column.sort == state.appearance.sort.column
      let arrow = state.appearance.sort.isDescending ? drawing.glyphs.down : drawing.glyphs.up
      let name = (isSorted ? "\(arrow)" : "") + column.sort.name(state.calendar)
      let style = isSorted ? Style(.strong, on: .ground, .bold) : Style(.muted)
      write(name, column, x: x, y: row.y, style: style, on: &rendering.frame)
      rendering.hits.record(
        .head(column.sort), in: Rect(x: x, y: row.y, width: column.width, height: 1))
      x += column.width
    }
  }

  private func drawRow(_ bar: Int, in row: Rect, on frame: inout Frame) {
    let isChosen = bar == state.cursorBar
    let mark = state.bars.marks[bar]
    if isChosen {
      frame.fill(row, with: Cell(" ", drawing.chosen))
      frame.cursor = Place(x: row.x + 1, y: row.y)
    }
    let style = isChosen ? drawing.chosen : Style(mark == .none ? .text : .warning)
    var x = row.x + 1
    for column in columns {
      write(text(column.sort, bar), column, x: x, y: row.y, style: style, on: &frame)
      x += column.width
    }
    if let glyph = drawing.glyphs.mark(mark) { frame[row.x, row.y] = Cell(glyph, style) }
  }

  /// The time at the left of its column, numbers at the right of theirs.
  private func write(
    _ text: String, _ column: TableColumns.Column, x: Int, y: Int, style: Style,
    on frame: inout Frame
  ) {
    if column.sort == .time {
      frame.write(text, x: x, y: y, style: style, limit: column.width)
    } else {
      frame.write(text, endingAt: x + column.width, y: y, style: style)
    }
  }

  private func text(_ column: TableSort.Column, _ bar: Int) -> String {
    let bucket = state.bars.buckets[bar]
    let exchanges = state.exchanges
    let (amounts, signs) = (bucket.amounts, drawing.signs)
    let text: String? =
      switch column {
      case .time: title(bucket.slots)
      case .total: amounts.text(of: exchanges, signs: signs)
      case .long: amounts.text(.long, of: exchanges, signs: signs)
      case .short: amounts.text(.short, of: exchanges, signs: signs)
      case .net:
        amounts.net(of: exchanges).map { USD.compact($0, signs: signs, isSigned: true) }
      case .share: amounts.longShare(of: exchanges).map(Ratio.percent)
      case .exchange(let exchange): amounts.text(of: ExchangeSet(exchange), signs: signs)
      case .side(let exchange, let side):
        amounts.text(side, of: ExchangeSet(exchange), signs: signs)
      case .change:
        state.bars.change(bar, of: exchanges).map { Ratio.change($0, signs: signs) }
      }
    return text ?? drawing.glyphs.dash
  }

  private func title(_ slots: ClosedRange<Slot>) -> String {
    slots.count == 1
      ? state.calendar.title(slots.lowerBound) : state.calendar.numbers(slots)
  }
}

extension TableColumns.Column {
  fileprivate var isOfExchange: Bool {
    switch sort {
    case .exchange, .side: true
    default: false
    }
  }
}
