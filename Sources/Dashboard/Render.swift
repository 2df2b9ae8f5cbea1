public import Canvas
import Liquidations
import Wording

/// A picture, what can be pointed at in it, and what of it the next one can take over.
public struct Rendering: Equatable, Sendable {
  public internal(set) var frame: Frame
  public internal(set) var hits = Hits()
  /// The bars that this picture has, and those of the one before.
  private(set) var drawn: [DrawnBars] = []
  private let before: [DrawnBars]
  /// How many charts were drawn for this picture, and not taken over.
  private(set) var chartsDrawn = 0
  /// What of this picture the cursor doesn't move, where that was drawn by itself.
  private var still: StillPicture?
  /// Whether it was taken over from the picture before.
  private(set) var tookStillOver = false
  /// Nobody waits for a later picture as for the first, which keeps nothing for the next.
  private let isFirst: Bool

  init(_ frame: Frame, after last: Rendering?) {
    self.frame = frame
    before = last?.drawn ?? []
    isFirst = last == nil
  }

  /// Goes on from what the cursor doesn't move.
  init(_ still: StillPicture) {
    (frame, hits, drawn) = (still.frame, still.hits, still.bars)
    before = []
    isFirst = false
    self.still = still
    tookStillOver = true
  }

  /// What the cursor doesn't move, if nothing but the cursor has moved since.
  func still(of state: DashboardState) -> StillPicture? {
    still.flatMap { $0.source == state.withoutCursor ? $0 : nil }
  }

  /// Draws what the cursor doesn't move, unless it was taken over.
  ///
  /// - Parameter panelRows: the rows of the panel that it doesn't change.
  mutating func drawStill(
    _ state: DashboardState, notice: Notice?, panelRows: @autoclosure () -> [PanelRow],
    _ draw: (inout Rendering) -> Void
  ) {
    guard !tookStillOver else { return }
    draw(&self)
    guard !isFirst else { return }
    still = StillPicture(state.withoutCursor, self, notice: notice, panelRows: panelRows())
  }

  /// The rows of the panel that the cursor doesn't change, where they were kept.
  var stillPanelRows: [PanelRow]? { still?.panelRows }

  /// The bars that follow from that source: those of the last picture, if it had them.
  mutating func kept(
    _ source: DrawnBars.Source, or draw: (DrawnBars.Source) -> DrawnBars
  ) -> DrawnBars {
    if let kept = before.first(where: { $0.source == source }) {
      drawn.append(kept)
      return kept
    }
    chartsDrawn += 1
    let bars = draw(source)
    drawn.append(bars)
    return bars
  }

  /// Which row of the chart is what; nil if there are several charts, or none.
  var plan: ChartPlan? { drawn.count == 1 ? drawn[0].plan : nil }

  /// Where the scale of the chart cuts bars off; nowhere if there are several charts, or none.
  var caps: Caps { drawn.count == 1 ? drawn[0].caps : Caps() }

  public static func == (left: Rendering, right: Rendering) -> Bool {
    (left.frame, left.hits) == (right.frame, right.hits)
  }
}

/// Draws the state: a picture exactly of the state's size, and the same one for the same state.
///
/// - Parameter last: the picture before, of which what hasn't changed isn't drawn again.
public func render(_ state: DashboardState, after last: Rendering? = nil) -> Rendering {
  let drawing = state.drawing
  let still = last?.still(of: state)
  let notice = still.map(\.notice) ?? Notice(state, drawing: drawing)
  var rendering =
    still.map(Rendering.init)
    ?? Rendering(Frame(size: state.size, theme: state.shownTheme), after: last)
  let layout = Layout(
    state.size, hasNotice: notice != nil, hasTape: state.hasFeeds && state.appearance.view != .tape)
  if layout.kind == .tooSmall {
    TooSmall(drawing: drawing).draw(on: &rendering.frame)
  } else if case .help(let scroll) = state.overlay {
    Help(state: state, drawing: drawing).draw(scroll: scroll, on: &rendering.frame)
  } else {
    if still == nil { rendering.hits.record(.picture, in: Rect(state.size)) }
    drawDashboard(state, drawing: drawing, layout: layout, notice: notice, on: &rendering)
    drawLastRow(state, drawing: drawing, layout: layout, on: &rendering.frame)
  }
  return rendering
}

private func drawDashboard(
  _ state: DashboardState, drawing: DrawingStyle, layout: Layout, notice: Notice?,
  on rendering: inout Rendering
) {
  func drawAll(_ rendering: inout Rendering) {
    drawBody(state, drawing: drawing, layout: layout, on: &rendering)
    drawSurroundings(state, drawing: drawing, layout: layout, notice: notice, on: &rendering)
  }
  let panel = DayPanel(state, drawing: drawing)
  if state.hasStillChart {
    rendering.drawStill(
      state, notice: notice, panelRows: panel.rangeRows(in: layout.panel), drawAll)
    BarMarks(state.$bars, drawing: drawing).drawCursor(
      state.cursorBar, in: layout.chart, on: &rendering)
    drawDates(state, drawing: drawing, layout: layout, on: &rendering)
  } else {
    drawAll(&rendering)
  }
  panel.draw(in: layout.panel, on: &rendering)
  if layout.day.height > 0 {
    DayLine(state, drawing: drawing).draw(in: layout.day, on: &rendering.frame)
  }
  if layout.legend.height > 0 {
    Legend(state, drawing: drawing).draw(
      in: layout.legend, hasHints: layout.hints.height > 0, on: &rendering)
  }
}

/// What stands around the chart and says nothing of the bar under the cursor.
private func drawSurroundings(
  _ state: DashboardState, drawing: DrawingStyle, layout: Layout, notice: Notice?,
  on rendering: inout Rendering
) {
  HeaderLine(
    state, drawing: drawing, isWide: layout.kind == .wide, hasTabs: layout.tabs.height > 0
  ).draw(in: layout.header, on: &rendering.frame)
  TabsLine(state, drawing: drawing).draw(in: layout.tabs, on: &rendering)
  if layout.tape.height > 0 {
    TapeView(state, drawing: drawing).drawNewest(in: layout.tape, on: &rendering)
  }
  notice?.draw(in: layout.notice, on: &rendering.frame)
  HintLine(state, drawing: drawing).draw(in: layout.hints, caps: rendering.caps, on: &rendering)
}

/// The chart with its dates, or what stands in their place.
private func drawBody(
  _ state: DashboardState, drawing: DrawingStyle, layout: Layout, on rendering: inout Rendering
) {
  if state.shownView == .tape {
    TapeView(state, drawing: drawing).draw(in: layout.body, on: &rendering)
    return
  }
  guard state.hasData else {
    EmptyChart(state, drawing: drawing).draw(in: layout.chart, on: &rendering.frame)
    return
  }
  switch state.shownView {
  case .table:
    Table(state, drawing: drawing, width: layout.body.width).draw(in: layout.body, on: &rendering)
  case .exchanges:
    Panels(state, drawing: drawing).draw(in: layout.chart, dates: layout.dates, on: &rendering)
  case .stacked, .net, .share, .tape:
    Chart(state, drawing: drawing, exchanges: state.exchanges).draw(
      in: layout.chart, on: &rendering)
    rendering.hits.record(state.bars, in: layout.dates)
    NothingToCompute(state, drawing: drawing)?.draw(in: layout.chart, on: &rendering.frame)
    if !state.hasStillChart {
      drawDates(state, drawing: drawing, layout: layout, on: &rendering)
    }
  }
}

private func drawDates(
  _ state: DashboardState, drawing: DrawingStyle, layout: Layout, on rendering: inout Rendering
) {
  var dates = layout.dates
  if state.hasPrice {
    PriceLine.drawSource(
      state.priceSource, in: dates.cutRight(Layout.priceAxis), on: &rendering.frame)
  }
  DateAxis(bars: state.$bars, calendar: state.calendar, drawing: drawing, cursor: state.cursorBar)
    .draw(in: dates, on: &rendering.frame)
}

/// What is laid over the last row: a line that is typed, a question, or what the last key did.
private func drawLastRow(
  _ state: DashboardState, drawing: DrawingStyle, layout: Layout, on frame: inout Frame
) {
  let row = layout.lastRow
  switch state.overlay {
  case .dateLine(let editor): DateLine(editor: editor, drawing: drawing).draw(in: row, on: &frame)
  case .quotaQuestion:
    let forms = state.quotaQuestions
    let form = forms.first { $0.count <= row.width - 2 } ?? forms[forms.count - 1]
    write(form, style: Style(.warning, on: .ground, .bold))
  case .help, nil:
    // Where there are hints it stands beside them.
    guard state.reply != nil, layout.hints.height == 0 else { return }
    let hint = layout.legend.height > 0 ? Legend.helpHint(state, drawing) : ""
    let beside = row.width - 4 - hint.columns
    let hasHint = !hint.isEmpty && state.replyForm(within: beside) != nil
    frame.fill(row, with: .blank)
    state.drawReply(in: row, room: hasHint ? beside : row.width - 2, drawing, on: &frame)
    if hasHint { frame.write(hint, endingAt: row.maxX - 1, y: row.y, style: Style(.muted)) }
  }

  func write(_ text: String, style: Style) {
    frame.fill(row, with: .blank)
    frame.write(text, x: 1, y: row.y, style: style)
  }
}
