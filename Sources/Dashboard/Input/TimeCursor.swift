import Liquidations

/// The range and the cursor on their way through time; only where they end is drawn.
struct TimeCursor {
  private(set) var range: DateRange
  /// Nil follows the newest slot.
  private(set) var cursor: Slot?
  private let data: ClosedRange<Slot>?
  private let history: ClosedRange<Slot>
  private let running: Slot
  private var slots: ClosedRange<Slot>
  /// The slots of the first and of the last bar.
  private let edges: (first: ClosedRange<Slot>, last: ClosedRange<Slot>)?

  /// A cursor that begins where the state is.
  init(_ state: DashboardState) {
    range = state.range
    cursor = state.cursor
    data = state.data.reach
    history = state.history
    running = state.running
    slots = state.slots
    let bars = state.bars.buckets
    edges = bars.isEmpty ? nil : (bars[0].slots, bars[bars.count - 1].slots)
  }

  /// Moves the range, and the cursor with it, by its own length.
  mutating func page(_ direction: Int) {
    let before = slots
    let place = (cursor ?? before.upperBound) - before.lowerBound
    slide(by: direction * before.count)
    guard slots != before else { return }
    let isNewest = range.end == nil && place == before.count - 1
    cursor = isNewest ? nil : min(slots.lowerBound + place, slots.upperBound)
  }

  /// Puts the cursor on a slot, and the range around it if it lies outside.
  mutating func go(to slot: Slot) {
    if !slots.contains(slot) {
      slide(by: slot < slots.lowerBound ? slot - slots.lowerBound : slot - slots.upperBound)
    }
    cursor = slot == history.upperBound ? nil : slot
  }

  /// Goes to the bar after the range (1) or before it (-1), and the range moves along.
  mutating func stepOverEdge(_ direction: Int) {
    let isBack = direction < 0
    guard let bar = isBack ? edges?.first : edges?.last else { return }
    let edge = isBack ? bar.lowerBound - 1 : bar.upperBound + 1
    guard history.contains(edge) else { return }
    slide(by: direction * bar.count)
    cursor =
      range.end == nil && !isBack ? nil : min(max(edge, slots.lowerBound), slots.upperBound)
  }

  /// Moves the range, no further than there is history; at the newest slot it follows it.
  private mutating func slide(by shift: Int) {
    let length = slots.count
    let last = history.upperBound
    let first = min(history.lowerBound + (length - 1), last)
    let end = min(max(slots.upperBound + shift, first), last)
    guard end != slots.upperBound else { return }
    if range.span == .yearToDate { range.span = Span(slots: length, of: running.step) }
    range.end = end == last ? nil : end
    slots = range.slots(in: data, running: running)
  }
}
