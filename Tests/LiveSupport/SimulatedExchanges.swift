public import ClockSupport
public import Liquidations
public import Live

/// What exchanges closed by force in some time, all of it, and how their feeds would tell of it.
public struct SimulatedExchanges: Sendable {
  public struct Event: Sendable {
    let feed: FeedKey
    public let liquidation: Liquidation
  }

  public let time: Range<Timestamp>
  /// Of each exchange, in the order of time.
  public let events: [Exchange: [Event]]
  /// By slot and exchange, what was closed.
  public private(set) var truth: [Slot: [Exchange: Tallies]] = [:]

  /// How many in an hour, where there is no cascade.
  private static let anHour: [Exchange: Double] = [.binance: 12, .bybit: 8, .okx: 10, .deribit: 3]

  public init(_ time: Range<Timestamp>, _ random: inout SplitMix) {
    self.time = time
    var events: [Exchange: [Event]] = [:]
    for exchange in Exchange.allCases {
      events[exchange] = Self.events(of: exchange, time, &random)
    }
    self.events = events
    for event in events.values.joined() {
      for step in [Step.minute, .hour] {
        let slot = Slot(step, at: event.liquidation.time)
        truth[slot, default: [:]][event.liquidation.exchange, default: Tallies()]
          .add(event.liquidation)
      }
    }
  }

  private static func events(
    of exchange: Exchange, _ time: Range<Timestamp>, _ random: inout SplitMix
  ) -> [Event] {
    var events: [Event] = []
    var now = Double(time.lowerBound.seconds)
    let pause = 3_600 / (anHour[exchange] ?? 1)
    var cascade = 0
    while now < Double(time.upperBound.seconds) {
      if cascade > 0 { cascade -= 1 } else if random.fraction() < 0.002 { cascade = 60 }
      now += (cascade > 0 ? 0.4 : 2 * pause) * random.fraction()
      let feeds = Feeds.of(exchange)
      let feed = feeds[Int(random.fraction() * Double(feeds.count))]
      // Whole dollars, so that sums are the same in whatever order.
      let usd = (1 + random.fraction() * random.fraction() * 200_000).rounded()
      events.append(
        Event(
          feed: feed,
          liquidation: Liquidation(
            exchange, feed.name, random.fraction() < 0.5 ? .long : .short,
            milliseconds: Int64(now * 1_000), bitcoin: usd / 90_000, price: 90_000, usd: usd,
            identity: "\(feed.name) \(events.count)")))
    }
    return events.filter { $0.liquidation.time < time.upperBound }
  }

  /// Those of a feed in a stretch of time.
  func events(of feed: FeedKey, from start: Int64, to end: Int64) -> [Liquidation] {
    let all = events[feed.exchange] ?? []
    var place = all.partition { $0.liquidation.milliseconds >= start * 1_000 }
    var found: [Liquidation] = []
    while place < all.count, all[place].liquidation.milliseconds < end * 1_000 {
      if all[place].feed == feed { found.append(all[place].liquidation) }
      place += 1
    }
    return found
  }
}

extension Array {
  fileprivate func partition(_ holds: (Element) -> Bool) -> Int {
    var (low, high) = (0, count)
    while low < high {
      let middle = (low + high) / 2
      if holds(self[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}

extension Tallies {
  fileprivate mutating func add(_ liquidation: Liquidation) {
    let usd = liquidation.usd
    self[liquidation.side].add(Tally(usd: usd, count: 1, largest: usd))
  }
}
