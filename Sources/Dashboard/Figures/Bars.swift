import Liquidations

/// The bars of the chart: derived once from what changed, so that drawing needn't.
struct Bars: Equatable, Sendable {
  let slots: ClosedRange<Slot>
  /// The most slots that a bar holds.
  let slotsPerBar: Int
  let layout: BarLayout
  let buckets: [Bucket]
  let marks: [BarMark]
  let labels: [DateLabel]
  private let interval: BarInterval
  /// How many slots, days, weeks or months a bar holds.
  let periods: Int
  /// Whether each bar holds a slot with an unusual long, and with an unusual short.
  private let unusualLongs: [Bool]
  private let unusualShorts: [Bool]

  init(
    of history: History, slots: ClosedRange<Slot>, interval: BarInterval, exchanges: ExchangeSet,
    running: Slot, columns: Int, unusual: UnusualSlots
  ) {
    let spans = interval.spans(of: slots, columns: columns)
    let buckets = spans.map { Bucket(slots: $0, amounts: history.sum($0, running: running)) }
    self.slots = slots
    self.buckets = buckets
    slotsPerBar = spans.map(\.count).max() ?? 1
    layout = BarLayout(bars: spans.count, columns: columns)
    labels = DateLabel.labels(for: spans, columns: columns)
    let periods = interval.periods(of: slots, columns: columns)
    self.interval = interval
    self.periods = periods
    marks = buckets.map {
      let whole = interval.whole($0.slots, periods: periods)
      return BarMark($0, whole: whole, exchanges: exchanges, running: running)
    }
    unusualLongs = spans.map { unusual.contains(.long, in: $0) }
    unusualShorts = spans.map { unusual.contains(.short, in: $0) }
  }

  /// Whether the bar holds a slot whose side is unusual.
  func isUnusual(_ index: Int, _ side: Side) -> Bool {
    side == .long ? unusualLongs[index] : unusualShorts[index]
  }

  /// How many slots the bar would hold if the range didn't cut it.
  func wholeCount(_ index: Int) -> Int {
    interval.whole(buckets[index].slots, periods: periods).count
  }

  /// The bar that holds the slot; the nearest one outside the range.
  func index(of slot: Slot) -> Int {
    buckets.firstIndex { slot <= $0.slots.upperBound } ?? max(0, buckets.count - 1)
  }
}
