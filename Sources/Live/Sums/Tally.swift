public import Liquidations

/// What was closed by force on one side, in some stretch of time; a floor, as all that is live.
public struct Tally: Hashable, Sendable {
  /// In USD, ≥ 0 on either side.
  public var usd: Double
  /// How many orders.
  public var count: Int
  /// The largest of them, in USD.
  public var largest: Double

  public init(usd: Double = 0, count: Int = 0, largest: Double = 0) {
    self.usd = usd
    self.count = count
    self.largest = largest
  }

  public mutating func add(_ other: Tally) {
    usd += other.usd
    count += other.count
    largest = max(largest, other.largest)
  }
}

/// Both sides' tallies.
public struct Tallies: Hashable, Sendable {
  public var long: Tally
  public var short: Tally

  public init(long: Tally = Tally(), short: Tally = Tally()) {
    self.long = long
    self.short = short
  }

  public subscript(side: Side) -> Tally {
    get {
      switch side {
      case .long: long
      case .short: short
      }
    }
    set {
      switch side {
      case .long: long = newValue
      case .short: short = newValue
      }
    }
  }

  /// Of both sides together.
  public var both: Tally {
    var both = long
    both.add(short)
    return both
  }

  public mutating func add(_ other: Tallies) {
    long.add(other.long)
    short.add(other.short)
  }

  mutating func add(_ liquidation: Liquidation) {
    let usd = liquidation.usd
    self[liquidation.side].add(Tally(usd: usd, count: 1, largest: usd))
  }
}

/// What of one exchange was closed by force in one minute or hour.
public struct SlotTallies: Hashable, Sendable {
  public let exchange: Exchange
  /// A minute or an hour.
  public let slot: Slot
  public var tallies: Tallies

  public init(_ exchange: Exchange, _ slot: Slot, _ tallies: Tallies) {
    self.exchange = exchange
    self.slot = slot
    self.tallies = tallies
  }
}
