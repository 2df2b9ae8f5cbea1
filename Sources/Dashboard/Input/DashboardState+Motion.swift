import Liquidations

extension DashboardState {
  /// Does a motion so often.
  mutating func move(_ motion: Motion, times: Int = 1) {
    switch motion {
    case .bar(let direction):
      walk(orSay: direction == .back ? "That is the first day." : "That is the last day.") {
        $0.step(direction.sign, times: times)
      }
    case .page(let direction):
      walk(orSay: "There is no \(direction == .back ? "earlier" : "later") page.") {
        $0.page(direction.sign, times: times)
      }
    case .unusual(let direction): jump(direction, times: times)
    case .range(let change): stretch(change, times: times)
    case .zoom(let direction): zoom(direction, times: times)
    case .row(let direction): stepRow(by: direction == .up ? -times : times)
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
    case .first: walk(orSay: "That is the first day.") { $0.go(to: history.lowerBound) }
    case .last: walk(orSay: "That is the last day.") { $0.go(to: history.upperBound) }
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

  /// Puts the cursor on a day, and a range of the same length around it.
  mutating func go(to day: Day) {
    guard snapshot.history.days != nil else { return }
    let around = appearance.interval.days(around: day, count: days.count, in: history)
    if around != days { show(around) }
    focus.cursor = day == history.upperBound ? nil : day
  }

  /// Goes to the next or the previous bar that holds an unusual day.
  private mutating func jump(_ direction: Motion.TimeDirection, times: Int) {
    var time = TimeCursor(self)
    for _ in 0..<times {
      let isThere = time.jump(direction.sign) { unusual.contains(snapshot.history[$0]) }
      guard isThere else {
        reply = "No \(direction == .back ? "earlier" : "later") day is unusual."
        break
      }
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
    focus.cursor = isNewest ? nil : bars.buckets[bar].days.upperBound
  }
}
