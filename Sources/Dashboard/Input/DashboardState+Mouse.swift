import Canvas
import Liquidations

extension DashboardState {
  /// What a click or a turn of the wheel does at a place of the screen.
  mutating func point(_ event: MouseEvent) -> [Effect] {
    reply = nil
    count = nil
    if case .help(let scroll) = overlay { return pointInHelp(event, scroll) }
    guard overlay == nil else { return [] }
    let layout = Layout(size, hasNotice: Notice(self, drawing: drawing) != nil)
    guard layout.kind != .tooSmall else { return [] }
    switch event.kind {
    case .press: return click(event, layout)
    case .wheelUp, .wheelDown: turn(event, layout)
    }
    return []
  }

  private mutating func pointInHelp(_ event: MouseEvent, _ scroll: Int) -> [Effect] {
    switch event.kind {
    case .wheelUp: scrollHelp(to: scroll - 3)
    case .wheelDown: scrollHelp(to: scroll + 3)
    case .press: overlay = nil
    }
    return []
  }

  /// The wheel goes through time by three bars; over the axis, or with Ctrl, it zooms.
  private mutating func turn(_ event: MouseEvent, _ layout: Layout) {
    let isUp = event.kind == .wheelUp
    let isAxis = event.x < layout.chart.x + Chart.gutter && layout.chart.contains(event.x, event.y)
    if event.isControl || (isAxis && view != .table) {
      zoom(isUp ? .closer : .wider)
      return
    }
    if view == .table {
      stepRow(by: isUp ? -3 : 3)
    } else {
      move(.bar(isUp ? .back : .forward), times: 3)
    }
  }

  private mutating func click(_ event: MouseEvent, _ layout: Layout) -> [Effect] {
    let (x, y) = (event.x, event.y)
    if layout.tabs.contains(x, y),
      let choice = TabsLine(self, drawing: drawing).choice(at: x, in: layout.tabs)
    {
      switch choice {
      case .exchange(let action): choose(action)
      case .range(let span): show(span)
      }
      return []
    }
    if layout.panel.contains(x, y),
      let exchange = DayPanel(self, drawing: drawing).exchange(at: y, in: layout.panel)
    {
      choose(.toggle(exchange))
      return []
    }
    if layout.legend.contains(x, y),
      let place = Legend.places(in: layout.legend).first(where: { $0.columns.contains(x) })
    {
      choose(.toggle(place.exchange))
      return []
    }
    if let column = sortColumn(at: x, y, layout) {
      order(by: column)
    } else if let bar = bar(at: x, y, layout) {
      put(cursorOn: bar)
    }
    return []
  }

  /// The column of the table whose head is at a place; nil elsewhere.
  private func sortColumn(at x: Int, _ y: Int, _ layout: Layout) -> TableSort.Column? {
    guard snapshot.history.days != nil, shownView == .table, layout.body.contains(x, y) else {
      return nil
    }
    return Table(self, drawing: drawing, width: layout.body.width).column(at: x, y, in: layout.body)
  }

  /// The bar that is drawn at a place; nil where there is none.
  private func bar(at x: Int, _ y: Int, _ layout: Layout) -> Int? {
    guard snapshot.history.days != nil, layout.body.contains(x, y) else { return nil }
    switch shownView {
    case .table:
      return Table(self, drawing: drawing, width: layout.body.width)
        .bar(at: y, in: layout.body)
    case .panels:
      let panels = Panels.grid(layout.chart, count: exchanges.count)
      guard let panel = panels.first(where: { $0.contains(x, y) }) else { return nil }
      let column = x - panel.x - Chart.gutter
      return column >= 0 ? bars.layout.bar(at: column) : nil
    case .stacked, .net, .share:
      let column = x - layout.chart.x - Chart.gutter
      return column >= 0 ? bars.layout.bar(at: column) : nil
    }
  }
}

extension Rect {
  fileprivate func contains(_ x: Int, _ y: Int) -> Bool {
    (self.x..<maxX).contains(x) && (self.y..<maxY).contains(y)
  }
}
