import Liquidations
import Wording

extension DashboardState {
  mutating func move(_ motion: Motion) {
    if shownView == .tape, moveInTape(motion) { return }
    switch motion {
    case .bar(let direction):
      let bar = cursorBar + direction.sign
      if bars.buckets.indices.contains(bar) {
        put(cursorOn: bar)
      } else if isStuck({ $0.stepOverEdge(direction.sign) }) {
        say(end(direction))
      }
    case .page(let direction):
      let which = direction == .back ? "earlier" : "later"
      if isStuck({ $0.page(direction.sign) }) {
        say("There is no \(which) page.", "No \(which) page.")
      }
    case .unusual(let direction): jump(direction)
    case .largest: goToLargest()
    case .range(let change): stretch(change)
    case .zoom(let direction): zoom(direction)
    case .row(let direction): stepRow(by: direction == .up ? -1 : 1)
    }
  }

  /// Goes to the first or the last day; in the table, whose order may be another, to that row.
  mutating func go(to edge: Edge) {
    if shownView == .tape {
      stepTape(by: edge == .first ? -tape.count : tape.count)
      return
    }
    if appearance.view == .table {
      stepRow(by: edge == .first ? -bars.buckets.count : bars.buckets.count)
      return
    }
    let history = history
    switch edge {
    case .first: if isStuck({ $0.go(to: history.lowerBound) }) { say(end(.back)) }
    case .last: if isStuck({ $0.go(to: history.upperBound) }) { say(end(.forward)) }
    }
  }

  /// What is said where time ends.
  private func end(_ direction: Motion.TimeDirection) -> [String] {
    let which = direction == .back ? "first" : "last"
    let unit = bars.areSlots ? calendar.unit : "bar"
    return ["That is the \(which) \(unit).", "The \(which) \(unit)."]
  }

  /// Moves the cursor, and the range with it where it has to; whether there is no further way.
  private mutating func isStuck(_ step: (inout TimeCursor) -> Void) -> Bool {
    let before = focus
    var time = TimeCursor(self)
    step(&time)
    finish(time)
    return focus == before && hasData
  }

  /// Puts the cursor on a slot, and a range of the same length around it.
  mutating func go(to slot: Slot) {
    guard hasData else { return }
    let slot = min(max(slot, history.lowerBound), history.upperBound)
    let around = inHistory(slot - (slots.count - 1) / 2, count: slots.count)
    if around != slots { show(around) }
    focus.cursor = slot == history.upperBound ? nil : slot
  }

  /// Goes to the next or the previous unusual slot beyond the bar under the cursor.
  private mutating func jump(_ direction: Motion.TimeDirection) {
    let bar = bars.buckets[cursorBar].slots
    let found =
      direction == .back
      ? unusual.last(before: bar.lowerBound) : unusual.first(after: bar.upperBound)
    guard let found else {
      let which = direction == .back ? "earlier" : "later"
      say("No \(which) \(calendar.unit) is unusual.", "No \(which) one.")
      return
    }
    lead(to: found)
  }

  /// Goes to the largest bar of the range, then to the next largest, and after the last begins again.
  private mutating func goToLargest() {
    var (order, place) = (bars.largest(of: exchanges, except: running), 0)
    if case .largest(let last, let shown) = continuation {
      (order, place) = (last, (shown + 1) % last.count)
    }
    guard order.indices.contains(place) else {
      say("No bar of this range is over yet.", "No bar is over yet.")
      return
    }
    // It is of this range, whose sums would be others if the range moved.
    if bars.buckets.contains(where: { $0.slots.upperBound == order[place] }) {
      put(cursorOn: bars.index(of: order[place]))
    } else {
      go(to: order[place])
    }
    continuation = .largest(order, place: place)
    let amount = bars.buckets[cursorBar].amounts.text(of: exchanges, signs: drawing.signs)
    let which = place == 0 ? "The largest" : "Number \(place + 1)"
    let value = amount ?? "no value"
    say("\(which) of \(order.count) bars of the range: \(value).", "\(which): \(value).")
  }

  /// Puts the cursor on a slot, in the middle where that is a chart; a table has its own order.
  private mutating func lead(to slot: Slot) {
    if appearance.view == .table, slots.contains(slot) {
      put(cursorOn: bars.index(of: slot))
    } else {
      go(to: slot)
    }
  }

  /// Shows as much about a slot as can be drawn slot by slot.
  private mutating func fitSlots(around slot: Slot) {
    let count = zoomLengths.last { $0 <= barRoom.most } ?? 1
    appearance.interval = .fit
    show(inHistory(slot - (count - 1) / 2, count: count))
  }

  /// Shows the bar under the cursor as its slots, or a row of the table in the chart.
  mutating func open() {
    if shownView == .tape { return openTapeRow() }
    guard hasData else { return }
    let bar = bars.buckets[cursorBar].slots
    if appearance.view == .table {
      let slot = min(bar.upperBound, slots.upperBound)
      appearance.view = .stacked
      derive()
      if bar.count == 1, !bars.areSlots { fitSlots(around: slot) }
      go(to: slot)
    } else if bars.areSlots {
      openSlot(bar.upperBound)
    } else {
      continuation = .zoom(.closer, from: [zoomPlace])
      appearance.interval = .fit
      show(bar)
      let unit = calendar.unit
      say(
        "\(calendar.bar(bar)), \(unit) by \(unit).",
        "\(unit.prefix(1).uppercased())\(unit.dropFirst()) by \(unit).")
    }
  }

  /// Shows a day as hours and an hour as minutes, where there are any.
  private mutating func openSlot(_ slot: Slot) {
    let place = zoomPlace
    switch data.grain {
    case .days where hasHours(of: slot.day) && running.step == .day: showHours(of: slot.day)
    case .hours where hasMinutes(slot):
      let end = slot == running ? nil : slot.last(on: .minute)
      focus = Focus(exchanges: exchanges, range: DateRange(.last(1, .hour), end: end))
      appearance.interval = .fit
      derive()
    case .days where hasFeeds:
      say("Nothing is known of the hours of that day.", "Its hours aren't known.")
      return
    case .hours:
      say("The minutes of that hour are no longer kept.", "No minutes are kept.")
      return
    case .days, .minutes:
      say("There are no bars shorter than \(calendar.article).", "No shorter bars.")
      return
    }
    continuation = .zoom(.closer, from: [place])
    say("\(calendar.bar(slots)), by \(bars.unit.plural).", "By \(bars.unit.plural).")
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
