import Canvas
import Liquidations
import Live
import Wording

/// What stands in the chart's place while there is nothing to draw.
struct EmptyChart {
  let state: DashboardState
  let drawing: DrawingStyle

  init(_ state: DashboardState, drawing: DrawingStyle) {
    self.state = state
    self.drawing = drawing
  }

  func draw(in area: Rect, on frame: inout Frame) {
    let lines = text.wrapped(min(60, area.width - 4))
    let top = area.y + (area.height - lines.count) / 2
    for (index, line) in lines.enumerated() where top + index < area.maxY {
      let x = area.x + (area.width - line.columns) / 2
      frame.write(line, x: x, y: max(area.y, top) + index, style: Style(.muted))
    }
  }

  var text: String {
    if state.awaitsArchive { return "Reading the archive\(drawing.signs.ellipsis)" }
    if case .kept(let name) = state.source {
      return "The archive keeps no day of \(name). liqtop archive info lists its sources."
    }
    if state.isOfFeeds || state.source == .feeds { return feedsText }
    if state.snapshot.isLoading, state.snapshot.errors.isEmpty {
      return
        "Fetching \(Digits.word(state.seriesCount)) metrics from \(host)\(drawing.signs.ellipsis)"
    }
    guard let key = state.keyMap.key(for: .program(.refresh)).map(drawing.name) else {
      return "No data yet."
    }
    if !state.snapshot.errors.isEmpty { return "No data yet. Press \(key) to try again." }
    // Nothing is fetched by itself where another may be fetching and nothing can be shared.
    let waits = state.snapshot.schedule == .none && state.snapshot.fault?.isWriting == false
    return waits ? "No data yet. Press \(key) to fetch." : "No data yet."
  }

  /// What is the matter with the feeds, each reason once.
  private var feedsText: String {
    guard let live = state.live else {
      return "Connecting to the exchanges\(drawing.signs.ellipsis)"
    }
    var reasons: [String] = []
    for feed in live.feeds where live.standing(feed).state != .live {
      let words = live.standing(feed).words
      let name = feed.exchange.name
      let reason = words.hasPrefix(name) ? words : "\(name): \(words)"
      if !reasons.contains(reason) { reasons.append(reason) }
    }
    return (["Nothing heard yet."] + reasons).joined(by: " ")
  }

  private var host: String {
    switch state.source {
    case .demo: "the demo"
    case .feeds: "the exchanges"
    case .host(let host), .kept(let host): host
    }
  }
}
