/// The figures of a range, over some exchanges.
///
/// Totals hold every slot; records, ranks, mean and median leave out the running one, which isn't
/// over.
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
  /// What all sides together came to, for each finished slot that has a value, smallest first, USD.
  public let sortedGross: [Double]
  /// The average finished slot, in USD; nil without one.
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
    amounts = history.sum(slots)
    let finished = slots.lowerBound..<max(slots.lowerBound, min(slots.upperBound + 1, running))
    var largestLong: Record?
    var largestShort: Record?
    var gross: [Double] = []
    gross.reserveCapacity(finished.count)
    for slot in finished {
      let amounts = history[slot]
      guard let all = amounts.gross(of: exchanges) else { continue }
      gross.append(all)
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
    missingSlots = finished.count - gross.count
    incompleteSlots = Self.incompleteSlots(history, finished, exchanges)
  }

  /// The slot in the middle by what all sides together came to, in USD; nil without a finished one.
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

  /// Only where a metric lacks slots at all are they looked at one by one.
  private static func incompleteSlots(
    _ history: History, _ finished: Range<Slot>, _ exchanges: ExchangeSet
  ) -> Int {
    guard !finished.isEmpty else { return 0 }
    let lacking = exchanges.metrics.compactMap { metric -> (metric: Metric, first: Slot)? in
      guard let first = history.first(of: metric),
        history.missingSlots(of: metric, in: ClosedRange(finished)) > 0
      else { return nil }
      return (metric, first)
    }
    guard !lacking.isEmpty else { return 0 }
    return finished.count { slot in
      let amounts = history[slot]
      guard !amounts.isMissing(exchanges) else { return false }
      return lacking.contains { amounts[$0.metric] == nil && $0.first <= slot }
    }
  }
}
