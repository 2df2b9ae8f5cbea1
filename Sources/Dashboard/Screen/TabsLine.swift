import Canvas
import Liquidations

/// The exchanges and the ranges to choose from, always in the same places, the chosen ones marked; the
/// last place is for a range of one's own, or asks for one.
///
///     [All] 1 Binance  2 Bybit  3 OKX  4 Deribit      7D  30D [90D] 180D  1Y  YTD  ALL  ‹custom›
struct TabsLine {
  let state: DashboardState
  let drawing: DrawingStyle

  init(_ state: DashboardState, drawing: DrawingStyle) {
    self.state = state
    self.drawing = drawing
  }

  /// A word to choose by: what it says, and what it asks for.
  private struct Tab {
    /// The key that chooses it, where it is shown.
    var key = ""
    let name: String
    let isChosen: Bool
    let target: Hits.Target

    /// The words with a space on each side.
    var text: String { key.isEmpty ? " \(name) " : " \(key) \(name) " }
    var width: Int { text.columns }
  }

  func draw(in row: Rect, on rendering: inout Rendering) {
    // The chosen one last, over the blanks that it shares.
    let places = places(in: row)
    for (tab, columns) in places.filter({ !$0.tab.isChosen }) + places.filter(\.tab.isChosen) {
      let resting = if case .exchange = tab.target { Ink.text } else { Ink.muted }
      rendering.frame.write(
        tab.text, x: columns.lowerBound, y: row.y,
        style: tab.isChosen ? drawing.chosen : Style(resting))
      if !tab.isChosen {
        rendering.frame.write(
          tab.key, x: columns.lowerBound + 1, y: row.y, style: Style(.strong, on: .ground, .bold))
      }
      rendering.hits.record(
        tab.target, in: Rect(x: columns.lowerBound, y: row.y, width: columns.count, height: 1))
    }
  }

  /// Exchanges at the left, ranges at the right.
  private func places(in row: Rect) -> [(tab: Tab, columns: Range<Int>)] {
    guard row.height > 0 else { return [] }
    // First the keys give way, then the brackets of one's own range, then the other ranges, then all:
    // the header says it too.
    let forms = [(true, 8, true), (false, 8, true), (false, 6, true), (false, 6, false)]
    for (hasKeys, ownWidth, hasOthers) in forms {
      let exchanges = exchanges(hasKeys: hasKeys)
      let ranges = ranges(ownWidth: ownWidth).filter { hasOthers || $0.isChosen }
      // Ranges whose blanks are shared take less, where they would have to go otherwise.
      for shared in state.hasFeeds && ranges.count > 1 ? [0, 1] : [0] {
        let taken = width(ranges) - shared * (ranges.count - 1)
        guard width(exchanges) + taken + 3 <= row.width else { continue }
        return Self.columns(of: exchanges, from: row.x + 1)
          + Self.columns(of: ranges, from: row.maxX - taken, shared: shared)
      }
    }
    return Self.columns(of: exchanges(hasKeys: false), from: row.x + 1)
  }

  /// - Parameter shared: how many blanks each has in common with the next.
  private static func columns(
    of tabs: [Tab], from start: Int, shared: Int = 0
  ) -> [(tab: Tab, columns: Range<Int>)] {
    var x = start
    return tabs.map { tab in
      defer { x += tab.width - shared }
      return (tab, x..<(x + tab.width))
    }
  }

  private func width(_ tabs: [Tab]) -> Int { tabs.reduce(0) { $0 + $1.width } }

  private func exchanges(hasKeys: Bool) -> [Tab] {
    let isAll = state.exchanges == .all
    return [Tab(name: "All", isChosen: isAll, target: .exchange(.all))]
      + Exchange.allCases.map { exchange in
        let key = hasKeys ? state.keyMap.key(for: .exchange(.only(exchange))) : nil
        return Tab(
          key: key.map(drawing.name) ?? "", name: exchange.name,
          isChosen: !isAll && state.exchanges.contains(exchange),
          target: .exchange(.only(exchange)))
      }
  }

  /// The ranges that there are, and the place for one's own, so many columns wide at least.
  private func ranges(ownWidth: Int) -> [Tab] {
    let shown = state.range.span
    let tabs = state.presets.map {
      Tab(name: $0.name, isChosen: $0 == shown, target: .range($0))
    }
    let isOwn = !state.presets.contains(shown)
    let own = Tab(
      name: ownName(isOwn ? shown.name : "custom", width: ownWidth), isChosen: isOwn,
      target: .action(.range(.goToDate)))
    return tabs + [own]
  }

  /// In brackets where they have room.
  private func ownName(_ name: String, width: Int) -> String {
    let (open, close) = drawing.glyphs.brackets
    let bracketed = "\(open)\(name)\(close)"
    let text = bracketed.columns <= width ? bracketed : name
    return text + String(repeating: " ", count: max(0, width - text.columns))
  }
}
