import Liquidations

/// The bars of the chart: derived once from what changed, so that drawing needn't.
struct Bars: Equatable, Sendable {
  /// The slots of the range, which needn't begin or end where bars do.
  let slots: ClosedRange<Slot>
  /// What each bar is.
  let unit: CalendarUnit
  let layout: BarLayout
  /// The units that the range touches, whole but for where the history begins or has got to.
  let buckets: [Bucket]
  /// Bars before the range, where there is room for some.
  let earlier: [Bucket]
  /// The bar before the first one, to compare that with; nil where the history begins.
  let before: Bucket?
  let marks: [BarMark]
  /// Whether each bar is what feeds told, for want of any value of the API.
  let areFloors: [Bool]
  /// The newest minute of each bar in which very much was closed by force; nil without one.
  let cascades: [Slot?]
  let labels: [DateLabel]
  /// Whether each bar holds a slot with an unusual long, and with an unusual short.
  private let unusualLongs: [Bool]
  private let unusualShorts: [Bool]

  /// - Parameters:
  ///   - data: the liquidations.
  ///   - reach: everything that could be shown, up to the running slot.
  ///   - room: for how many columns, and how finely they are divided.
  init(
    of data: ShownData, slots: ClosedRange<Slot>, within reach: ClosedRange<Slot>,
    interval: BarInterval, exchanges: ExchangeSet, running: Slot, room: BarRoom,
    unusual: UnusualSlots
  ) {
    let unit = interval.unit(of: slots, most: room.most)
    let spans = unit.spans(touching: slots, within: reach)
    let sums = spans.map { data.amounts($0, running: running) }
    let buckets = zip(spans, sums).map { Bucket(slots: $0, amounts: $1.amounts) }
    self.slots = slots
    self.unit = unit
    self.buckets = buckets
    marksIncomplete = data.grain.isLive || unit == CalendarUnit(slots.lowerBound.step)
    let layout = BarLayout(bars: spans.count, columns: room.columns, isFine: room.isFine)
    self.layout = layout
    let others = Self.spans(before: spans, count: max(1, layout.earlier), of: unit, within: reach)
      .map { Bucket(slots: $0, amounts: data.amounts($0, running: running).amounts) }
    earlier = others.suffix(layout.earlier)
    before = others.last
    labels = DateLabel.labels(for: spans, columns: room.columns)
    marks = zip(buckets, sums).map { bucket, sum in
      let whole = unit.slots(around: bucket.slots.upperBound)
      return BarMark(
        bucket, whole: whole, exchanges: exchanges, running: running,
        gaps: data.grain.isLive ? data.gaps : nil, isFloor: sum.isFloor)
    }
    areFloors = sums.map(\.isFloor)
    cascades = spans.map { data.cascade(in: $0) }
    unusualLongs = spans.map { unusual.contains(.long, in: $0) }
    unusualShorts = spans.map { unusual.contains(.short, in: $0) }
  }

  /// Whether each bar that lacks something is marked: of several days few lack nothing, but of feeds each
  /// gap is said.
  let marksIncomplete: Bool

  /// Whether a bar is a slot, and not several.
  var areSlots: Bool { unit == CalendarUnit(slots.lowerBound.step) }

  /// Whether the bar holds a slot whose side is unusual.
  func isUnusual(_ index: Int, _ side: Side) -> Bool {
    side == .long ? unusualLongs[index] : unusualShorts[index]
  }

  /// The bar before one of them.
  func previous(_ index: Int) -> Bucket? { index == 0 ? before : buckets[index - 1] }

  /// What a bar came to of what the one before did, both sides together; nil where either isn't over
  /// or lacks a part.
  func change(_ index: Int, of exchanges: ExchangeSet) -> Double? {
    guard marks[index] == .none, let previous = previous(index),
      previous.slots.count == unit.slots(around: previous.slots.upperBound).count,
      let own = buckets[index].amounts.gross(of: exchanges),
      let other = previous.amounts.gross(of: exchanges), other > 0
    else { return nil }
    return own / other
  }

  /// The last slots of the bars that are over and have a value, the largest first.
  func largest(of exchanges: ExchangeSet, except running: Slot) -> [Slot] {
    let known = buckets.filter { !$0.slots.contains(running) }.compactMap { bucket in
      bucket.amounts.known(of: exchanges).map { (slot: bucket.slots.upperBound, amount: $0) }
    }
    return known.sorted { ($0.amount, $0.slot) > ($1.amount, $1.slot) }.map(\.slot)
  }

  /// How many slots the bar would hold if the history didn't begin within it.
  func wholeCount(_ index: Int) -> Int {
    unit.slots(around: buckets[index].slots.upperBound).count
  }

  /// The bar that holds the slot; the nearest one outside the range.
  func index(of slot: Slot) -> Int {
    var (first, end) = (0, max(0, buckets.count - 1))
    while first < end {
      let middle = (first + end) / 2
      if slot <= buckets[middle].slots.upperBound { end = middle } else { first = middle + 1 }
    }
    return first
  }

  private static func spans(
    before spans: [ClosedRange<Slot>], count: Int, of unit: CalendarUnit,
    within reach: ClosedRange<Slot>
  ) -> [ClosedRange<Slot>] {
    guard var first = spans.first?.lowerBound else { return [] }
    var earlier: [ClosedRange<Slot>] = []
    while earlier.count < count, reach.lowerBound < first {
      let whole = unit.slots(around: first - 1)
      earlier.append(max(whole.lowerBound, reach.lowerBound)...whole.upperBound)
      first = whole.lowerBound
    }
    return earlier.reversed()
  }
}

/// The columns that bars share.
struct BarRoom: Equatable, Sendable {
  let columns: Int
  /// Whether a bar may begin and end within a column.
  let isFine: Bool

  /// How many bars have room: the thinnest are half a column wide.
  var most: Int { max(1, isFine ? columns * 2 : columns) }
}
