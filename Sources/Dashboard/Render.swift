public import Canvas
import Liquidations
import Wording

/// Draws the state: a picture exactly of the state's size, and the same one for the same state.
public func render(_ state: DashboardState) -> Frame {
  var frame = Frame(size: state.size, theme: state.theme.adapted(to: state.background))
  let drawing = state.drawing
  let notice = Notice(state, drawing: drawing)
  let layout = Layout(state.size, hasNotice: notice != nil)
  guard layout.kind != .tooSmall else {
    TooSmall(drawing: drawing).draw(on: &frame)
    return frame
  }
  if case .help(let scroll) = state.overlay {
    Help(state.keyMap, drawing: drawing).draw(scroll: scroll, on: &frame)
    return frame
  }
  HeaderLine(
    state, drawing: drawing, isWide: layout.kind == .wide, hasTabs: layout.tabs.height > 0
  ).draw(in: layout.header, on: &frame)
  TabsLine(state, drawing: drawing).draw(in: layout.tabs, on: &frame)
  drawChart(state, drawing: drawing, layout: layout, on: &frame)
  DayPanel(state, drawing: drawing).draw(in: layout.panel, on: &frame)
  DayLine(state, drawing: drawing).draw(in: layout.day, on: &frame)
  Legend(state, drawing: drawing).draw(
    in: layout.legend, hasHints: layout.hints.height > 0, on: &frame)
  notice?.draw(in: layout.notice, on: &frame)
  HintLine(state.keyMap, drawing: drawing).draw(in: layout.hints, on: &frame)
  if case .dateLine(let editor) = state.overlay {
    DateLine(editor: editor, drawing: drawing).draw(in: layout.lastRow, on: &frame)
  } else if case .quotaQuestion = state.overlay {
    frame.fill(layout.lastRow, with: .blank)
    let forms = state.quotaQuestions
    let form = forms.first { $0.count <= layout.lastRow.width - 2 } ?? forms[forms.count - 1]
    frame.write(form, x: 1, y: layout.lastRow.y, style: Style(.warning, on: .ground, .bold))
  } else if let reply = state.reply ?? state.countWords(drawing) {
    frame.fill(layout.lastRow, with: .blank)
    let text = reply.fitted(layout.lastRow.width - 2, ellipsis: drawing.glyphs.ellipsis)
    frame.write(text, x: 1, y: layout.lastRow.y, style: Style(.strong))
  }
  return frame
}

private func drawChart(
  _ state: DashboardState, drawing: DrawingStyle, layout: Layout, on frame: inout Frame
) {
  guard state.snapshot.history.days != nil else {
    EmptyChart(state, drawing: drawing).draw(in: layout.chart, on: &frame)
    return
  }
  switch state.shownView {
  case .table:
    let area = layout.body
    Table(state, drawing: drawing, width: area.width).draw(in: area, on: &frame)
    return
  case .panels:
    Panels(state, drawing: drawing).draw(in: layout.chart, dates: layout.dates, on: &frame)
    return
  case .stacked, .net, .share: break
  }
  Chart(state, drawing: drawing, exchanges: state.exchanges).draw(in: layout.chart, on: &frame)
  DateAxis(bars: state.bars, calendar: state.calendar, drawing: drawing, cursor: state.cursorBar)
    .draw(in: layout.dates, on: &frame)
}
