/// The figures of a range, over some exchanges.
///
/// Totals hold every slot; records, ranks, mean and median leave out the running one, which isn't
/// over, and ranks, mean and median those that lack a value.
public struct RangeSummary: Equatable, Sendable {
  /// A slot and its amount in USD.
  public struct Record: Hashable, Sendable {
    public let slot: Slot
    public let amount: Double

    public init(slot: Slot, amount: Double) {
      self.slot = slot
      self.amount = amount
    }
  }

  public let slots: ClosedRange<Slot>
  public let exchanges: ExchangeSet
  public let amounts: Amounts
  /// The slots with the largest longs and the largest shorts; nil if there were none.
  public let largestLong: Record?
  public let largestShort: Record?
  /// What all sides together came to, for each finished slot that is complete, smallest first, USD.
  public let sortedGross: [Double]
  /// The average finished and complete slot, in USD; nil without one.
  public let mean: Double?
  /// How many finished slots have no value at all.
  public let missingSlots: Int
  /// How many finished slots lack some value of an exchange that had begun by then.
  public let incompleteSlots: Int

  /// - Parameter running: the slot that isn't over, on the step of the history.
  public init(
    of history: History, slots: ClosedRange<Slot>, exchanges: ExchangeSet, running: Slot
  ) {
    self.slots = slots
    self.exchanges = exchanges
    amounts = history.sum(slots, running: running)
    let finished = slots.lowerBound..<max(slots.lowerBound, min(slots.upperBound + 1, running))
    var largestLong: Record?
    var largestShort: Record?
    var gross: [Double] = []
    gross.reserveCapacity(finished.count)
    var (missing, incomplete) = (0, 0)
    for slot in finished {
      let amounts = history[slot]
      guard !amounts.isMissing(exchanges) else {
        missing += 1
        continue
      }
      if amounts.isIncomplete(exchanges) { incomplete += 1 }
      if let all = amounts.gross(of: exchanges) { gross.append(all) }
      if let long = amounts.total(.long, of: exchanges), long > largestLong?.amount ?? 0 {
        largestLong = Record(slot: slot, amount: long)
      }
      if let short = amounts.total(.short, of: exchanges), short < largestShort?.amount ?? 0 {
        largestShort = Record(slot: slot, amount: short)
      }
    }
    self.largestLong = largestLong
    self.largestShort = largestShort
    gross.sort()
    sortedGross = gross
    mean = gross.isEmpty ? nil : gross.reduce(0, +) / Double(gross.count)
    missingSlots = missing
    incompleteSlots = incomplete
  }

  /// The complete slot in the middle by what all sides together came to, in USD; nil without one.
  public var median: Double? {
    guard !sortedGross.isEmpty else { return nil }
    let middle = sortedGross.count / 2
    if sortedGross.count % 2 == 1 { return sortedGross[middle] }
    return (sortedGross[middle - 1] + sortedGross[middle]) / 2
  }

  /// The place of a finished slot among those of the range, 1 for the largest.
  public func rank(ofGross gross: Double) -> Int {
    var low = 0
    var high = sortedGross.count
    while low < high {
      let middle = (low + high) / 2
      if sortedGross[middle] <= gross { low = middle + 1 } else { high = middle }
    }
    return sortedGross.count - low + 1
  }
}
