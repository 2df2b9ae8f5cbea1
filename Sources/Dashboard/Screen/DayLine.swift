import Canvas
import Liquidations
import Wording

/// The day under the cursor in one line, the most important first:
///
///     Mon Nov 09  ▲ 38.4M  ▼ 49.6M  net −11.2M  44 % long
struct DayLine {
  let state: DashboardState
  let drawing: DrawingStyle

  init(_ state: DashboardState, drawing: DrawingStyle) {
    self.state = state
    self.drawing = drawing
  }

  func draw(in row: Rect, on frame: inout Frame) {
    guard row.height > 0, let day = DayFigures(state) else { return }
    let columns = row.width - 2
    let gap = columns < 30 ? " " : "  "
    var line = Line()
    line.add(title(day, columns: columns), Style(.strong, on: .ground, .bold))
    let remarks = day.remarks
    if let remark = remarks.first, day.bucket.amounts.isMissing(state.exchanges) {
      line.add("  \(remark.text)", Style(remark.ink), within: columns)
    } else {
      for side in Side.allCases {
        let text = day.bucket.amounts.text(side, of: state.exchanges, signs: drawing.signs)
        addSide("\(gap)\(arrow(side))", text, to: &line, within: columns)
      }
      addRemarks(remarks, day, to: &line, within: columns)
      addRest(day, to: &line, within: columns)
    }
    line.draw(x: row.x + 1, y: row.y, on: &frame)
  }

  private func arrow(_ side: Side) -> Unicode.Scalar {
    drawing.glyphs.arrow(side, isFlipped: state.appearance.isFlipped)
  }

  /// An arrow and its amount, or neither.
  private func addSide(
    _ arrow: String, _ text: String?, to line: inout Line, within columns: Int
  ) {
    let text = text ?? drawing.glyphs.dash
    guard line.width + arrow.columns + text.columns <= columns else {
      return
    }
    line.add(arrow, Style(.muted))
    line.add(text)
  }

  /// In a word each where the net would have no room beside more.
  private func addRemarks(
    _ remarks: [(text: String, ink: Ink)], _ day: DayFigures, to line: inout Line,
    within columns: Int
  ) {
    let room = columns - line.width - (netText(day)?.columns ?? 0)
    let isLong = remarks.reduce(0) { $0 + 2 + $1.text.columns } <= room
    for (text, ink) in remarks {
      let word = text.prefix { $0 != "," && $0 != ":" }
      line.add("  \(isLong ? text[...] : word)", Style(ink), within: columns)
    }
  }

  private func netText(_ day: DayFigures) -> String? {
    day.net.map { "  net \(USD.compact($0, signs: drawing.signs, isSigned: true))" }
  }

  private func addRest(_ day: DayFigures, to line: inout Line, within columns: Int) {
    if let net = netText(day) { line.add(net, .plain, within: columns) }
    if state.appearance.view == .net, let sum = day.runningSum {
      let sum = USD.compact(sum, signs: drawing.signs, isSigned: true)
      line.add("  sum \(sum)", .plain, within: columns)
    }
    if let share = day.longShare {
      line.add("  \(Ratio.percent(share)) long", Style(.muted), within: columns)
    }
    if let unusual = day.unusual { line.add("  \(unusual)", Style(.strong), within: columns) }
    if let rank = day.rank {
      line.add("  #\(rank.place) of \(rank.of)", Style(.muted), within: columns)
    }
    if let times = day.timesMedian {
      let multiple = Ratio.multiple(times, signs: drawing.signs)
      line.add("  \(multiple) median", Style(.muted), within: columns)
    }
  }

  private func title(_ day: DayFigures, columns: Int) -> String {
    let (slots, calendar) = (day.bucket.slots, state.calendar)
    if columns < 30 { return calendar.short(slots.lowerBound) + (day.isOneSlot ? "" : "+") }
    guard day.isOneSlot else { return calendar.bar(slots) }
    return columns < 40
      ? calendar.plain(slots.lowerBound) : calendar.plainTitle(slots.lowerBound)
  }
}
