import Canvas
import Liquidations
import Wording

/// Each liquidation that the feeds tell of, newest first, under sums up to now:
///
///     14:35:12  ■ Binance LONG  1.23M ▇▇▇▇▇▇▇▋      ×3   90,123 BTCUSDT
struct TapeView {
  let state: DashboardState
  let drawing: DrawingStyle

  init(_ state: DashboardState, drawing: DrawingStyle) {
    self.state = state
    self.drawing = drawing
  }

  func draw(in area: Rect, on rendering: inout Rendering) {
    let layout = TapeLayout(in: area)
    TapeStrip(state, drawing: drawing).draw(in: layout, on: &rendering.frame)
    let top = state.tapeTop
    let rows = state.tape.dropFirst(top).prefix(layout.rows.height)
    guard !rows.isEmpty else {
      drawEmpty(in: layout.rows, on: &rendering.frame)
      return
    }
    let columns = TapeColumns(layout.rows, isToday: rows.allSatisfy { $0.time.day == today })
    let most = Self.scale(of: rows.map(\.usd).max() ?? 0)
    drawHead(columns, most: most, newer: top, in: layout.head, on: &rendering.frame)
    for (offset, row) in rows.enumerated() {
      let place = Rect(x: area.x, y: layout.rows.y + offset, width: area.width, height: 1)
      draw(
        row, isChosen: top + offset == state.tapeCursor, columns, most: most, in: place,
        on: &rendering.frame)
      rendering.hits.record(.row(row.key), in: place)
    }
  }

  private var today: Day { state.moment.day }

  /// The least round amount that is no smaller: bars keep their length while rows come and go.
  private static func scale(of usd: Double) -> Double {
    var power = 10_000.0
    while power * 10 < usd { power *= 10 }
    return [1, 2, 5, 10].map { $0 * power }.first { $0 >= usd } ?? usd
  }

  private func drawHead(
    _ columns: TapeColumns, most: Double, newer: Int, in row: Rect, on frame: inout Frame
  ) {
    guard row.height > 0 else { return }
    let style = Style(.muted)
    frame.write("time", x: columns.time.x, y: row.y, style: style)
    if let name = columns.name { frame.write("exchange", x: name.x - 2, y: row.y, style: style) }
    frame.write("side", x: columns.side, y: row.y, style: style)
    frame.write("USD", endingAt: columns.usdEnd, y: row.y, style: style)
    if let bar = columns.bar {
      let texts = ["up to ", ""].map { $0 + USD.tick(most, signs: drawing.signs) }
      if let text = texts.first(where: { $0.count < bar.width }) {
        frame.write(text, endingAt: bar.x + bar.width, y: row.y, style: style)
      }
    }
    if let end = columns.priceEnd { frame.write("price", endingAt: end, y: row.y, style: style) }
    if let place = columns.instrument {
      frame.write("instrument", x: place.x, y: row.y, style: style)
    }
    guard newer > 0 else { return }
    let text = " \(newer) newer \(drawing.glyphs.up) "
    frame.write(text, endingAt: row.maxX, y: row.y, style: drawing.chosen)
  }

  private func draw(
    _ row: TapeRow, isChosen: Bool, _ columns: TapeColumns, most: Double, in place: Rect,
    on frame: inout Frame
  ) {
    let y = place.y
    if isChosen {
      frame.fill(place, with: Cell(" ", drawing.chosen))
      frame.cursor = Place(x: place.x + 1, y: y)
    }
    func style(_ own: Style) -> Style { isChosen ? drawing.chosen : own }
    frame.write(
      time(row, width: columns.time.width), x: columns.time.x, y: y, style: style(Style(.muted)))
    frame[columns.swatch, y] = Legend.swatch(row.key.exchange, isShown: true, drawing: drawing)
    if let name = columns.name {
      frame.write(row.key.exchange.name, x: name.x, y: y, style: style(.plain))
    }
    frame.write(
      row.key.side.name.uppercased(), x: columns.side, y: y, style: style(ink(row, .bold)))
    frame.write(
      USD.compact(row.usd, signs: drawing.signs), endingAt: columns.usdEnd, y: y,
      style: style(isLarge(row) ? Style(.strong, on: .ground, .bold) : .plain))
    if let bar = columns.bar {
      drawBar(row, most: most, in: bar, y: y, style: style(ink(row)), on: &frame)
    }
    if let count = columns.count, row.count > 1 {
      frame.write(
        "\(drawing.signs.times)\(row.count)", endingAt: count.x + count.width, y: y,
        style: style(Style(.muted)))
    }
    if let end = columns.priceEnd {
      frame.write(USD.price(row.price), endingAt: end, y: y, style: style(.plain))
    }
    if let instrument = columns.instrument {
      frame.write(
        self.instrument(row, width: instrument.width), x: instrument.x, y: y,
        style: style(Style(.muted)))
    }
  }

  /// Rows of that much are seen at once.
  private func isLarge(_ row: TapeRow) -> Bool { row.usd >= TapeSize.million.usd }

  private func ink(_ row: TapeRow, _ attributes: Attributes = []) -> Style {
    guard drawing.depth != .none else { return Style(.text, on: .ground, attributes) }
    return Style(row.key.side == .long ? .net : .netShort, on: .ground, attributes)
  }

  private func time(_ row: TapeRow, width: Int) -> String {
    let clock = row.time.secondClock
    switch width {
    case ..<8: return row.time.day == today ? String(clock.prefix(5)) : row.time.day.shortDate
    case 8: return clock
    default: return "\(row.time.day.monthDay) \(clock)"
    }
  }

  /// What all its orders were of, cut where it is long.
  private func instrument(_ row: TapeRow, width: Int) -> String {
    guard let instrument = row.instrument else { return "several" }
    let text = String(
      String.UnicodeScalarView(
        instrument.unicodeScalars.map { $0.isASCII && $0.value >= 0x20 ? $0 : "?" }))
    guard text.columns > width else { return text }
    return text.prefix(width - drawing.signs.ellipsis.count) + drawing.signs.ellipsis
  }

  /// A bar as long as the row is large, to an eighth of a column where there are eighths.
  private func drawBar(
    _ row: TapeRow, most: Double, in bar: TapeColumns.Place, y: Int, style: Style,
    on frame: inout Frame
  ) {
    let eighths = max(1, Int((row.usd / most * Double(bar.width * 8)).rounded()))
    for column in 0..<min(bar.width, (eighths + 7) / 8) {
      let filled = min(8, eighths - column * 8)
      guard drawing.hasEighths || filled >= 4 || column == 0 else { break }
      let whole = drawing.glyphs.patterns[0]
      let glyph =
        drawing.hasEighths && filled < 8
        ? Unicode.Scalar(0x2590 - UInt32(filled)) ?? whole : whole
      frame[bar.x + column, y] = Cell(glyph, style)
    }
  }

  private func drawEmpty(in area: Rect, on frame: inout Frame) {
    let lines = state.emptyTapeWords.wrapped(area.width - 2)
    for (offset, line) in lines.enumerated() where offset < area.height {
      frame.write(line, x: area.x + 1, y: area.y + offset, style: Style(.muted))
    }
  }

  // MARK: Beside other views

  /// The newest rows in few columns, under a line that says what they are.
  func drawNewest(in area: Rect, on rendering: inout Rendering) {
    var area = area
    let title = area.cutTop(1)
    let key = state.keyMap.key(for: .picture(.tape)).map(drawing.name)
    let x = rendering.frame.write(
      "tape", x: title.x + 1, y: title.y, style: Style(.strong, on: .ground, .bold))
    let rest = [state.smallestWords.map { "from \($0)" }, key.map { "\($0) shows all" }]
      .compactMap(\.self).joined(by: ", ")
    rendering.frame.write(rest, x: x + 1, y: title.y, style: Style(.muted))
    rendering.hits.record(.action(.picture(.tape)), in: title)
    for (offset, row) in state.tape.prefix(area.height).enumerated() {
      drawShort(row, x: area.x + 1, y: area.y + offset, on: &rendering.frame)
    }
    if state.tape.isEmpty { drawEmpty(in: area, on: &rendering.frame) }
  }

  private func drawShort(_ row: TapeRow, x: Int, y: Int, on frame: inout Frame) {
    let isToday = row.time.day == today
    frame.write(
      isToday ? row.time.secondClock : row.time.day.monthDay, x: x, y: y, style: Style(.muted))
    frame[x + 9, y] = Legend.swatch(row.key.exchange, isShown: true, drawing: drawing)
    frame.write(row.key.side.name.uppercased(), x: x + 11, y: y, style: ink(row, .bold))
    frame.write(
      USD.compact(row.usd, signs: drawing.signs), endingAt: x + 24, y: y,
      style: isLarge(row) ? Style(.strong, on: .ground, .bold) : .plain)
    frame.write(USD.price(row.price), endingAt: x + 33, y: y, style: Style(.muted))
  }
}

extension Day {
  /// Month and day in numbers: `11-09`.
  fileprivate var shortDate: String { String("\(self)".dropFirst(5)) }
}
