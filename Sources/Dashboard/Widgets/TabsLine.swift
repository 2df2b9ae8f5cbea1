import Canvas
import Liquidations

/// The exchanges and the ranges to choose from, the chosen ones marked.
///
///     [All] Binance  Bybit  OKX  Deribit               7D  30D [90D] 180D  1Y  YTD  ALL
struct TabsLine {
  let state: DashboardState
  let look: Look

  init(_ state: DashboardState, look: Look) {
    self.state = state
    self.look = look
  }

  func draw(in row: Rect, on frame: inout Frame) {
    guard row.height > 0 else { return }
    let names: [(String, Bool)] =
      [("All", state.exchanges == .all)]
      + Exchange.allCases.map {
        ($0.name, state.exchanges != .all && state.exchanges.contains($0))
      }
    let exchanges = tabs(names, resting: .text)
    let ranges = ranges(within: row.width - exchanges.width - 3)
    exchanges.draw(x: row.x + 1, y: row.y, on: &frame)
    ranges.draw(endingAt: row.maxX, y: row.y, on: &frame)
  }

  /// All the ranges if they fit, else the one that is shown.
  private func ranges(within columns: Int) -> Line {
    let span = state.range.span
    var names = state.ordered(Span.presets).map { ($0.name, $0 == span) }
    if !names.contains(where: \.1) { names.append((span.name, true)) }
    let all = tabs(names, resting: .muted)
    return all.width <= columns ? all : tabs([(span.name, true)], resting: .muted)
  }

  private func tabs(_ names: [(String, Bool)], resting: Ink) -> Line {
    var line = Line()
    for (name, isChosen) in names {
      line.add(" \(name) ", isChosen ? look.chosen : Style(resting))
    }
    return line
  }
}
