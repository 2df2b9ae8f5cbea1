public import Liquidations

/// The newest liquidations, in the order of their time.
public struct Tape: Hashable, Sendable {
  /// How many are in memory; the store has the others.
  public static let length = 2_000

  /// Oldest first.
  public private(set) var liquidations: [Liquidation] = []

  public init() {}

  mutating func insert(_ new: some Sequence<Liquidation>) {
    for liquidation in new {
      let place =
        (liquidations.last?.milliseconds ?? .min) <= liquidation.milliseconds
        ? liquidations.count
        : liquidations.firstPlace { $0.milliseconds > liquidation.milliseconds }
      if place == 0, liquidations.count >= Self.length { continue }
      liquidations.insert(liquidation, at: place)
      // Not for each: what is taken off at the front moves all the rest.
      if liquidations.count >= 2 * Self.length { trim() }
    }
    trim()
  }

  private mutating func trim() {
    if liquidations.count > Self.length {
      liquidations.removeFirst(liquidations.count - Self.length)
    }
  }
}
