import Liquidations
import Wording

extension DashboardState {
  mutating func move(_ motion: Motion) {
    switch motion {
    case .bar(let direction):
      walk(orSay: "That is the \(direction == .back ? "first" : "last") \(calendar.unit).") {
        $0.step(direction.sign)
      }
    case .page(let direction):
      walk(orSay: "There is no \(direction == .back ? "earlier" : "later") page.") {
        $0.page(direction.sign)
      }
    case .unusual(let direction): jump(direction)
    case .range(let change): stretch(change)
    case .zoom(let direction): zoom(direction)
    case .row(let direction): stepRow(by: direction == .up ? -1 : 1)
    }
  }

  /// Goes to the first or the last day; in the table, whose order may be another, to that row.
  mutating func go(to edge: Edge) {
    if appearance.view == .table {
      stepRow(by: edge == .first ? -bars.buckets.count : bars.buckets.count)
      return
    }
    let history = history
    switch edge {
    case .first:
      walk(orSay: "That is the first \(calendar.unit).") { $0.go(to: history.lowerBound) }
    case .last: walk(orSay: "That is the last \(calendar.unit).") { $0.go(to: history.upperBound) }
    }
  }

  /// Moves the cursor, and the range with it where it has to.
  ///
  /// - Parameter reason: why nothing moved, if nothing did.
  private mutating func walk(orSay reason: String, _ step: (inout TimeCursor) -> Void) {
    let before = focus
    var time = TimeCursor(self)
    step(&time)
    finish(time)
    if focus == before, snapshot.history.days != nil { reply = reason }
  }

  /// Puts the cursor on a slot, and a range of the same length around it.
  mutating func go(to slot: Slot) {
    guard snapshot.history.days != nil else { return }
    let slot = min(max(slot, history.lowerBound), history.upperBound)
    let around = inHistory(slot - (slots.count - 1) / 2, count: slots.count)
    if around != slots { show(around) }
    focus.cursor = slot == history.upperBound ? nil : slot
  }

  /// Goes to the next or the previous bar that holds an unusual slot.
  private mutating func jump(_ direction: Motion.TimeDirection) {
    var time = TimeCursor(self)
    guard time.jump(direction.sign, to: unusual) else {
      reply = "No \(direction == .back ? "earlier" : "later") \(calendar.unit) is unusual."
      return
    }
    finish(time)
  }

  private mutating func finish(_ time: TimeCursor) {
    if time.range != range {
      focus.range = time.range
      derive()
    }
    focus.cursor = time.cursor
  }

  /// Puts the cursor on a bar; on the newest one it follows time.
  mutating func put(cursorOn bar: Int) {
    guard bars.buckets.indices.contains(bar) else { return }
    let isNewest = bar == bars.buckets.count - 1 && range.end == nil
    focus.cursor = isNewest ? nil : min(bars.buckets[bar].slots.upperBound, slots.upperBound)
  }
}
