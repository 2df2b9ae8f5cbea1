import Canvas
import Liquidations

/// The exchanges and the ranges to choose from, the chosen ones marked.
///
///     [All] Binance  Bybit  OKX  Deribit               7D  30D [90D] 180D  1Y  YTD  ALL
struct TabsLine {
  let state: DashboardState
  let drawing: DrawingStyle

  init(_ state: DashboardState, drawing: DrawingStyle) {
    self.state = state
    self.drawing = drawing
  }

  /// A word to choose by: what it says, and what it asks for.
  private struct Tab {
    let name: String
    let isChosen: Bool
    let target: Hits.Target

    /// The word with a space on each side.
    var width: Int { name.unicodeScalars.count + 2 }
  }

  func draw(in row: Rect, on rendering: inout Rendering) {
    for (tab, columns) in places(in: row) {
      let resting = if case .range = tab.target { Ink.muted } else { Ink.text }
      rendering.frame.write(
        " \(tab.name) ", x: columns.lowerBound, y: row.y,
        style: tab.isChosen ? drawing.chosen : Style(resting))
      rendering.hits.record(
        tab.target, in: Rect(x: columns.lowerBound, y: row.y, width: columns.count, height: 1))
    }
  }

  /// Exchanges at the left, ranges at the right.
  private func places(in row: Rect) -> [(tab: Tab, columns: Range<Int>)] {
    guard row.height > 0 else { return [] }
    let exchanges = exchanges
    let ranges = ranges(within: row.width - width(exchanges) - 3)
    return Self.columns(of: exchanges, from: row.x + 1)
      + Self.columns(of: ranges, from: row.maxX - width(ranges))
  }

  private static func columns(of tabs: [Tab], from start: Int) -> [(tab: Tab, columns: Range<Int>)]
  {
    var x = start
    return tabs.map { tab in
      defer { x += tab.width }
      return (tab, x..<(x + tab.width))
    }
  }

  private func width(_ tabs: [Tab]) -> Int { tabs.reduce(0) { $0 + $1.width } }

  private var exchanges: [Tab] {
    let isAll = state.exchanges == .all
    return [Tab(name: "All", isChosen: isAll, target: .exchange(.all))]
      + Exchange.allCases.map {
        let isChosen = !isAll && state.exchanges.contains($0)
        return Tab(name: $0.name, isChosen: isChosen, target: .exchange(.only($0)))
      }
  }

  /// All the ranges if they fit, else the one that is shown, else none: the header says it too.
  private func ranges(within columns: Int) -> [Tab] {
    let shown = Tab(name: state.range.span.name, isChosen: true, target: .range(state.range.span))
    var spans = Span.presets
    if !spans.contains(state.range.span) { spans.append(state.range.span) }
    let tabs = state.ordered(spans).map {
      $0 == state.range.span ? shown : Tab(name: $0.name, isChosen: false, target: .range($0))
    }
    return [tabs, [shown]].first { width($0) <= columns } ?? []
  }
}
