import Canvas
import Liquidations
import Live
import Wording

/// Why no bar has a net or a long share: whoever tells late lacks in all of them, and which key leaves him out.
struct NothingToCompute {
  private let text: String
  private let drawing: DrawingStyle

  /// Nil where some bar has one, or where it isn't for want of who tells late.
  init?(_ state: DashboardState, drawing: DrawingStyle) {
    let shown = state.exchanges
    guard state.shownView == .net || state.shownView == .share, state.hasData,
      let late = shown.exchanges.first(where: { state.data.gaps.late[$0] != nil }),
      let told = state.data.gaps.late[late], shown.count > 1,
      state.bars.buckets.allSatisfy({ $0.amounts.net(of: shown) == nil })
    else { return nil }
    let key = state.keyMap.key(for: .exchange(.toggle(late))).map(drawing.name)
    let way = key.map { "; \($0) leaves it out" } ?? ""
    text =
      "No \(state.shownView.name) without \(late.name), which has told up to \(told.clock)\(way)."
    self.drawing = drawing
  }

  func draw(in area: Rect, on frame: inout Frame) {
    let lines = text.wrapped(min(60, area.width - Layout.gutter - 4))
    // Above zero, which is in the middle where there are no bars.
    let top = area.y + max(1, area.height / 4 - lines.count / 2)
    for (index, line) in lines.enumerated() where top + index < area.maxY {
      var row = Rect(x: area.x, y: top + index, width: area.width, height: 1)
      _ = row.cutLeft(Layout.gutter)
      // In a low pane it is higher than what is above zero.
      frame.fill(row, with: .blank)
      frame.write(line, x: row.x + 2, y: row.y, style: Style(.muted))
    }
  }
}
