public import Liquidations

/// A minute in which much more was closed by force than in others, and in many orders.
public struct Cascade: Hashable, Sendable {
  public let minute: Slot
  /// Of all exchanges together.
  public let tallies: Tallies
  /// What a minute of the day before it came to, as often more as less, in USD.
  public let median: Double

  /// The side of which more was closed.
  public var side: Side { tallies.long.usd >= tallies.short.usd ? .long : .short }
}

extension Cascade {
  /// In USD.
  static let least = 1_000_000.0
  static let timesMedian = 10.0
  static let orders = 5
  /// With less known of the day before, there is no telling what is usual; in minutes.
  static let leastKnown = 60

  /// Nil if the minute is none.
  init?(_ minute: Slot, in sums: LiveSums) {
    let tallies = sums.minutes.total(at: minute.number)
    let both = tallies.both
    guard both.usd > Self.least, both.count >= Self.orders,
      let median = sums.median(before: minute), both.usd > Self.timesMedian * median
    else { return nil }
    self.minute = minute
    self.tallies = tallies
    self.median = median
  }
}

extension LiveSums {
  /// What the minute in the middle came to, of those of the 24 hours before in which any exchange was
  /// covered throughout, or anything was counted; nil if they are too few.
  fileprivate func median(before minute: Slot) -> Double? {
    let day = Step.minute.perDay
    var known = [Bool](repeating: false, count: day)
    var usd = [Double](repeating: 0, count: day)
    let first = minute - day
    minutes.forEach(in: first.number..<minute.number) { key, tallies in
      known[key.number - first.number] = true
      usd[key.number - first.number] += tallies.both.usd
    }
    let time = first.start.seconds..<minute.start.seconds
    for exchange in Exchange.allCases {
      for span in coverage[exchange].overlaps(time) {
        let start = (span.lowerBound - time.lowerBound + 59) / 60
        let end = (span.upperBound - time.lowerBound) / 60
        for place in start..<max(start, end) { known[Int(place)] = true }
      }
    }
    let sorted = usd.indices.filter { known[$0] }.map { usd[$0] }.sorted()
    guard sorted.count >= Cascade.leastKnown else { return nil }
    let middle = sorted.count / 2
    return sorted.count % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
  }
}
