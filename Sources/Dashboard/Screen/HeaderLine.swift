import Canvas
import Liquidations
import Wording

/// The first line: what this is, and how fresh the data are.
///
///     liqtop  BTC liquidations · USD · UTC                           DEMO  ● 21:41, next 22:41
struct HeaderLine {
  let state: DashboardState
  let drawing: DrawingStyle
  let isWide: Bool
  /// Whether a line of tabs says which exchange and range are shown.
  let hasTabs: Bool

  init(_ state: DashboardState, drawing: DrawingStyle, isWide: Bool, hasTabs: Bool) {
    self.state = state
    self.drawing = drawing
    self.isWide = isWide
    self.hasTabs = hasTabs
  }

  func draw(in row: Rect, on frame: inout Frame) {
    guard row.height > 0 else { return }
    frame.fill(row, with: Cell(" ", Style(.text, on: drawing.raised)))
    let freshness = Freshness(state, drawing: drawing)
    let chips = chips(within: row.width)
    var left = Line()
    var right = Line()
    if let chips { right.add(chips, drawing.chosen) }
    let room = row.width - right.width - 1
    let status = status(freshness, within: room)
    add(status, to: &right, gap: 1)
    let rest = row.width - right.width - 1 - (status.width > 0 ? 2 : 0)
    // Without the API nothing is fetched.
    if state.source != .feeds {
      let form = form(freshness, within: rest)
      if form.width + 2 <= rest { add(form, to: &right, gap: status.width > 0 ? 3 : 1) }
    }
    addTitle(to: &left, within: row.width - right.width - 3)
    left.draw(x: row.x + 1, y: row.y, on: &frame)
    right.draw(endingAt: row.maxX - 1, y: row.y, on: &frame)
  }

  private func add(_ line: Line, to right: inout Line, gap: Int) {
    guard line.width > 0 else { return }
    if right.width > 0 { right.add(String(repeating: " ", count: gap), .text, on: drawing.raised) }
    for piece in line.pieces { right.add(piece.text, piece.style) }
  }

  /// The longest form of what is live that leaves the title and the freshness their room; empty if none
  /// does.
  private func status(_ freshness: Freshness, within room: Int) -> Line {
    guard let status = LiveStatus(state, drawing: drawing, ground: drawing.raised) else {
      return Line()
    }
    let mark =
      state.source == .feeds ? 0 : (freshness.forms(ground: drawing.raised).last?.width ?? 0) + 3
    let room = room - mark - 4
    let forms = status.forms
    return forms.first { $0.width + titleWidth(within: room) <= room }
      ?? forms.last { $0.width + 8 <= room } ?? Line()
  }

  /// The longest form of the freshness that leaves the title its room, else the shortest.
  private func form(_ freshness: Freshness, within room: Int) -> Line {
    let forms = freshness.forms(ground: drawing.raised)
    let shortest = forms[forms.count - 1]
    let title = titleWidth(within: room - shortest.width - 3)
    return forms.first { $0.width + 3 + title <= room } ?? shortest
  }

  /// The columns that come before the longer forms of the freshness.
  private func titleWidth(within columns: Int) -> Int {
    guard !isWide else { return 8 }
    var line = Line()
    addTitle(to: &line, within: columns)
    return line.width
  }

  private func chips(within columns: Int) -> String? {
    var words: [String] = []
    let alerts = state.alerts.unseen.count
    if alerts > 0 { words.append(alerts == 1 ? "ALERT" : "\(alerts) ALERTS") }
    if state.source == .demo { words.append("DEMO") }
    if state.isPaused { words.append(state.held == nil ? "PAUSED" : "PAUSED, NEW DATA") }
    guard !words.isEmpty else { return nil }
    let whole = " " + words.joined(by: " \(drawing.glyphs.dot) ") + " "
    if whole.columns <= columns / 2 { return whole }
    if alerts > 0 { return " ALERT " }
    return state.isPaused ? (state.source == .demo ? " DEMO PAUSED " : " PAUSED ") : " DEMO "
  }

  private func addTitle(to line: inout Line, within columns: Int) {
    let dot = drawing.glyphs.dot
    let accent = Style(.accent, on: drawing.raised, .bold)
    let muted = Style(.muted, on: drawing.raised)
    guard !isWide else {
      line.add("liqtop", accent, within: columns)
      line.add(
        "  BTC liquidations \(dot) \(state.unitWord) \(dot) UTC", muted, within: columns)
      if let name = state.source.otherName {
        line.add(" \(dot) from \(name)", muted, within: columns)
      }
      return
    }
    let shown = state.exchanges.exchanges
    let name =
      state.exchange?.name
      ?? (state.exchanges == .all ? "All" : "\(shown.count) of \(Exchange.allCases.count)")
    if hasTabs {
      line.add("liqtop ", accent, within: columns)
    } else {
      line.add(" \(name) ", drawing.chosen, within: columns)
    }
    line.add(
      " \(state.range.span.name)", Style(.strong, on: drawing.raised, .bold), within: columns)
    line.add(" \(state.calendar.range(state.slots))", muted, within: columns)
  }
}

extension DashboardState.Source {
  /// From where, if it isn't the API itself; nil where that is said otherwise.
  fileprivate var otherName: String? {
    switch self {
    case .host("newhedge.io"), .demo, .feeds: nil
    case .host(let name), .kept(let name): name
    }
  }
}
