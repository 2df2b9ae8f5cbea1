import Liquidations

/// How many slots have a value of any exchange that is shown, counted once for all spans.
struct FilledSlots: Equatable, Sendable {
  private let slots: ClosedRange<Slot>?
  /// How many of the slots before each, one more than there are slots.
  private let counts: [Int32]

  init(in history: History, exchanges: ExchangeSet) {
    slots = history.slots
    var counts: [Int32] = [0]
    counts.reserveCapacity((slots?.count ?? 0) + 1)
    var count: Int32 = 0
    if let slots {
      for slot in slots {
        if !history[slot].isMissing(exchanges) { count += 1 }
        counts.append(count)
      }
    }
    self.counts = counts
  }

  /// How many slots of the span have a value.
  func count(in span: ClosedRange<Slot>) -> Int {
    guard let slots, slots.overlaps(span) else { return 0 }
    let inside = span.clamped(to: slots)
    let start = inside.lowerBound - slots.lowerBound
    return Int(counts[start + inside.count] - counts[start])
  }
}
