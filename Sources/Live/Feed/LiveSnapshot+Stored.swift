public import Liquidations

extension LiveSnapshot {
  /// What a store holds, for one who neither listens nor follows.
  ///
  /// - Parameter feeds: all that there are.
  public init(_ stored: StoredLive, feeds: [FeedKey], at now: Timestamp) {
    self.init(feeds: feeds)
    let ledger = LiveLedger(stored, feeds: feeds, at: now)
    sums = ledger.sums
    tape = ledger.tape
    prices = ledger.prices
    price = stored.price
    cascades = ledger.cascades.values.sorted { $0.minute < $1.minute }
    standings = stored.standings.filter { feeds.contains($0.key) }
    fault = stored.fault
  }
}
