public import Liquidations

extension LiveSums {
  /// A feed that is heard now reaches to within so many seconds of now.
  private static let reachesNow: Int64 = 30

  /// The eight series side by side, as the chart draws them.
  ///
  /// A slot in which an exchange wasn't covered, and nothing of it was counted, is missing; one that was
  /// covered in part is incomplete, so that sums over it are floors. The slot up to which an exchange
  /// is being heard is judged as far as that reaches.
  ///
  /// - Parameter slots: only those, of the step, of all of which every exchange is asked; nil for all that
  ///   are in memory, of each exchange from the first on of which anything is known.
  public func history(
    of step: Step, in slots: ClosedRange<Slot>? = nil, at now: Timestamp
  ) -> History {
    history(of: step, in: slots, at: now, areFloors: false)
  }

  /// The same of days, to stand beside another source's: all of them incomplete, since no feed tells of
  /// every liquidation.
  public func floors(in days: ClosedRange<Slot>, at now: Timestamp) -> History {
    history(of: .day, in: days, at: now, areFloors: true)
  }

  private func history(
    of step: Step, in slots: ClosedRange<Slot>?, at now: Timestamp, areFloors: Bool
  ) -> History {
    let due = slots?.lowerBound
    guard let slots = slots ?? self.slots(of: step), slots.lowerBound.step == step else {
      return .empty
    }
    var series: [Metric: Series] = [:]
    var incomplete: [Metric: [Slot]] = [:]
    for exchange in Exchange.allCases {
      let tallies = tallies(of: exchange, slots)
      let covered = covered(exchange, slots)
      let end = frontier(of: exchange, at: now)
      let known = slots.indices.filter { covered[$0] > 0 || tallies[$0] != nil }
      guard let first = known.first, let last = known.last else { continue }
      let lacking = known.filter {
        areFloors || covered[$0] < Self.due(slots.lowerBound + $0, until: end)
      }
      for side in Side.allCases {
        let metric = Metric(exchange, side)
        let values = (first...last).map { place -> Double? in
          guard covered[place] > 0 || tallies[place] != nil else { return nil }
          let usd = tallies[place]?[side].usd ?? 0
          return side == .long || usd == 0 ? usd : -usd
        }
        series[metric] = Series(from: slots.lowerBound + first, values)
        incomplete[metric] = lacking.map { slots.lowerBound + $0 }
      }
    }
    return History(series, incomplete: incomplete, since: due)
  }

  /// From the first to the last slot of which anything is known; nil if nothing is.
  public func slots(of step: Step) -> ClosedRange<Slot>? {
    let source = step == .minute ? minutes : hours
    var ends: [Int64] = []
    for exchange in Exchange.allCases {
      let ranges = coverage[exchange].ranges
      ends += [ranges.first?.lowerBound, ranges.last.map { $0.upperBound - 1 }].compactMap(\.self)
    }
    ends += [source.first, source.last].compactMap(\.self).map { Int64($0) * source.unit }
    guard var first = ends.min(), let last = ends.max() else { return nil }
    if step == .minute { first = max(first, last - Self.minutesKept) }
    return Slot(step, at: Timestamp(seconds: first))...Slot(step, at: Timestamp(seconds: last))
  }

  /// By place in the slots; nil where nothing was counted.
  private func tallies(of exchange: Exchange, _ slots: ClosedRange<Slot>) -> [Tallies?] {
    var found = [Tallies?](repeating: nil, count: slots.count)
    let source = slots.lowerBound.step == .minute ? minutes : hours
    let perSlot = Int(slots.lowerBound.step.seconds / source.unit)
    let numbers = slots.lowerBound.number * perSlot..<(slots.upperBound.number + 1) * perSlot
    source.forEach(in: numbers) { key, tallies in
      guard key.exchange == exchange else { return }
      found[(key.number - numbers.lowerBound) / perSlot, default: Tallies()].add(tallies)
    }
    return found
  }

  /// By place in the slots, how many of the seconds are covered.
  private func covered(_ exchange: Exchange, _ slots: ClosedRange<Slot>) -> [Int64] {
    var covered = [Int64](repeating: 0, count: slots.count)
    let (start, unit) = (slots.lowerBound.start.seconds, slots.lowerBound.step.seconds)
    for span in coverage[exchange].overlaps(start..<(slots.upperBound + 1).start.seconds) {
      let places = (span.lowerBound - start) / unit...(span.upperBound - 1 - start) / unit
      for place in places {
        let slot = start + place * unit..<start + (place + 1) * unit
        covered[Int(place)] = covered[Int(place)] + Int64(span.clamped(to: slot).count)
      }
    }
    return covered
  }

  /// Whether the exchange is being heard, and tells at once.
  func isHeard(_ exchange: Exchange, at now: Timestamp) -> Bool {
    frontier(of: exchange, at: now) != nil
  }

  /// Up to where the exchange is being heard; nil if it isn't.
  private func frontier(of exchange: Exchange, at now: Timestamp) -> Int64? {
    guard let end = coverage[exchange].end?.seconds, now.seconds - end < Self.reachesNow else {
      return nil
    }
    return end
  }

  /// How many seconds of the slot have to be covered for its value to be whole.
  private static func due(_ slot: Slot, until frontier: Int64?) -> Int64 {
    let (start, length) = (slot.start.seconds, slot.step.seconds)
    guard let frontier, frontier > start else { return length }
    return min(length, frontier - start)
  }
}

extension ClosedRange<Slot> {
  /// The places of the slots, from 0 on.
  fileprivate var indices: Range<Int> { 0..<count }
}

extension [Tallies?] {
  fileprivate subscript(place: Int, default tallies: Tallies) -> Tallies {
    get { self[place] ?? tallies }
    set { self[place] = newValue }
  }
}
