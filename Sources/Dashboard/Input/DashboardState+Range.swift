import Liquidations

extension DashboardState {
  /// Shows the shortest or the longest range, or asks for a date.
  mutating func choose(_ action: RangeAction) {
    switch action {
    case .shortest: show(ordered(Span.presets)[0])
    case .whole: show(.all)
    case .goToDate: overlay = .dateLine(LineEditor())
    }
  }

  /// Shows a range of that length, which ends where the last one did; all there is ends today.
  mutating func show(_ span: Span) {
    set(span)
    derive()
  }

  /// Shows the next shorter or longer of the ranges.
  mutating func stretch(_ change: Motion.LengthChange) {
    let presets = ordered(Span.presets)
    let length = length(of: range.span)
    switch change {
    case .shorter: set(presets.last { self.length(of: $0) < length } ?? presets[0])
    case .longer: set(presets.first { self.length(of: $0) > length } ?? .all)
    }
    derive()
  }

  private mutating func set(_ span: Span) {
    focus.range.span = span
    if span == .all { focus.range.end = nil }
  }

  /// The spans by their length today: the year to date is now shorter, now longer than others.
  func ordered(_ spans: [Span]) -> [Span] {
    spans.sorted { length(of: $0) < length(of: $1) }
  }

  private func length(of span: Span) -> Int {
    span.slots(of: running.step, until: range.end?.last(on: running.step) ?? running) ?? Int.max
  }

  /// Halves or doubles the range about the cursor.
  mutating func zoom(_ direction: Motion.ZoomDirection) {
    let cursor = cursor ?? slots.upperBound
    let length =
      switch direction {
      case .closer: slots.count / 2
      case .wider: slots.count * 2
      }
    let count = min(max(length, Self.shortestZoom), history.count)
    guard count != slots.count else { return }
    let share = Double(cursor - slots.lowerBound) / Double(max(1, slots.count - 1))
    show(inHistory(cursor - Int((share * Double(count - 1)).rounded()), count: count))
    let place = min(max(cursor, slots.lowerBound), slots.upperBound)
    focus.cursor = place == history.upperBound ? nil : place
  }

  /// Fewer slots than that don't make a chart.
  private static let shortestZoom = 3

  /// Shows exactly these slots, or as many of them as the history has.
  mutating func show(_ slots: ClosedRange<Slot>) {
    let inside = slots.clamped(to: history)
    let end = inside.upperBound == history.upperBound ? nil : inside.upperBound
    focus.range = DateRange(Span(slots: inside.count, of: running.step), end: end)
    derive()
    focus.cursor = nil
  }

  /// So many slots from `start` on, moved into the history if they aren't inside.
  func inHistory(_ start: Slot, count: Int) -> ClosedRange<Slot> {
    let end = min(max(start, history.lowerBound) + (count - 1), history.upperBound)
    return (end - (count - 1))...end
  }
}
