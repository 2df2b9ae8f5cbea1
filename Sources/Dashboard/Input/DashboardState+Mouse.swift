import Canvas
import Liquidations

extension DashboardState {
  /// What a click or a turn of the wheel does, by what the user saw at its place.
  mutating func point(_ event: MouseEvent, _ hits: Hits) -> [Effect] {
    reply = nil
    if case .help(let scroll) = overlay {
      pointInHelp(event, scroll)
      return []
    }
    guard overlay == nil, let target = hits.target(at: event.x, event.y) else { return [] }
    switch event.kind {
    case .press: return click(target)
    case .wheelUp: turn(isUp: true, zooms: event.isControl || target == .axis)
    case .wheelDown: turn(isUp: false, zooms: event.isControl || target == .axis)
    }
    return []
  }

  private mutating func pointInHelp(_ event: MouseEvent, _ scroll: Int) {
    switch event.kind {
    case .wheelUp: scrollHelp(to: scroll - 3)
    case .wheelDown: scrollHelp(to: scroll + 3)
    case .press: overlay = nil
    }
  }

  /// The wheel goes through time by three bars, or through the table by three rows.
  private mutating func turn(isUp: Bool, zooms: Bool) {
    if zooms {
      zoom(isUp ? .closer : .wider)
    } else if shownView == .tape {
      stepTape(by: isUp ? -3 : 3)
    } else if appearance.view == .table {
      stepRow(by: isUp ? -3 : 3)
    } else {
      for _ in 0..<3 { move(.bar(isUp ? .back : .forward)) }
    }
  }

  private mutating func click(_ target: Hits.Target) -> [Effect] {
    if case .action(let action) = target { return perform(action) }
    continuation = nil
    switch target {
    case .exchange(let action): choose(action)
    case .range(let span): show(span)
    case .bar(let slot):
      // What was seen may have gone since.
      if slots.contains(slot) { put(cursorOn: bars.index(of: slot)) }
    case .row(let key): point(at: key)
    case .head(let column): order(by: column)
    case .slot(let slot): go(to: slot)
    case .axis, .picture, .action: break
    }
    return []
  }
}
