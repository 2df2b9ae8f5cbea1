import Liquidations

/// The slots that are unusual: with more than all but one in a hundred of the loaded history.
struct UnusualSlots: Equatable, Sendable {
  /// In order, those with an unusual long, with an unusual short, and with either.
  private let longs: [Slot]
  private let shorts: [Slot]
  private let all: [Slot]

  /// Fewer finished and complete slots than that have no percentile worth the name.
  static let fewest = 100

  /// - Parameter running: the slot that isn't over: it may be unusual, but others aren't by it.
  init(in history: History, exchanges: ExchangeSet, running: Slot) {
    longs = Self.unusual(.long, in: history, exchanges, running)
    shorts = Self.unusual(.short, in: history, exchanges, running)
    all = Set(longs + shorts).sorted()
  }

  private static func unusual(
    _ side: Side, in history: History, _ exchanges: ExchangeSet, _ running: Slot
  ) -> [Slot] {
    guard let first = history.slots?.lowerBound else { return [] }
    let finished = history.totals(side, of: exchanges, withFloors: false)
      .prefix(max(0, running - first)).compactMap { $0.map(abs) }
    guard finished.count >= fewest,
      let limit = finished.ranked(finished.count - 1 - (finished.count - 1) * 99 / 100)
    else { return [] }
    let all = history.totals(side, of: exchanges, withFloors: true)
    return all.indices.filter { abs(all[$0] ?? 0) > limit }.map { first + $0 }
  }

  /// Whether the span holds a slot in which that side is unusual.
  func contains(_ side: Side, in span: ClosedRange<Slot>) -> Bool {
    let slots = side == .long ? longs : shorts
    let place = slots.place(of: span.lowerBound)
    return place < slots.count && slots[place] <= span.upperBound
  }

  /// How many slots of the span are unusual on either side.
  func count(in span: ClosedRange<Slot>) -> Int {
    all.place(of: span.upperBound + 1) - all.place(of: span.lowerBound)
  }

  /// The nearest unusual slot before this one; nil without one.
  func last(before slot: Slot) -> Slot? {
    let place = all.place(of: slot)
    return place > 0 ? all[place - 1] : nil
  }

  /// The nearest unusual slot after this one; nil without one.
  func first(after slot: Slot) -> Slot? {
    let place = all.place(of: slot + 1)
    return place < all.count ? all[place] : nil
  }
}

extension [Slot] {
  /// Where the first of the slots lies that isn't before this one.
  fileprivate func place(of slot: Slot) -> Int {
    var (low, high) = (0, count)
    while low < high {
      let middle = (low + high) / 2
      if self[middle] < slot { low = middle + 1 } else { high = middle }
    }
    return low
  }
}

extension [Double] {
  /// The amount that so many others outrank, of which there must be more. Only those at the top are
  /// put in order: to sort all took a twentieth of the time to the first frame.
  fileprivate func ranked(_ rank: Int) -> Double? {
    var top: [Double] = []
    for amount in self where top.count <= rank || amount > top[0] {
      if top.count > rank { top.removeFirst() }
      top.insert(amount, at: top.firstIndex { $0 > amount } ?? top.count)
    }
    return top.first
  }
}
