public import Liquidations

/// How far a store has come: which save was the last, and which the last row of the tape.
public struct LiveEdition: Hashable, Sendable {
  public let saves: Int64
  public let row: Int64

  public init(saves: Int64 = 0, row: Int64 = 0) {
    self.saves = saves
    self.row = row
  }
}

/// A liquidation that was counted, as far as it has to be known to be counted once.
public struct CountedIdentity: Hashable, Sendable {
  public let exchange: Exchange
  /// Since 1970-01-01T00:00Z.
  public let milliseconds: Int64
  public let identity: String

  public init(_ exchange: Exchange, milliseconds: Int64, _ identity: String) {
    self.exchange = exchange
    self.milliseconds = milliseconds
    self.identity = identity
  }
}

/// The last price of a minute.
public struct MinutePrice: Hashable, Sendable {
  public let minute: Slot
  /// In USD, above 0.
  public let usd: Double

  public init(_ minute: Slot, _ usd: Double) {
    self.minute = minute
    self.usd = usd
  }
}

/// What a store holds of what was heard, as one picture: all of it, or what is new since an edition.
public struct StoredLive: Sendable {
  public var edition: LiveEdition
  /// Nil if it is all.
  public var since: LiveEdition?
  public var minutes: [SlotTallies] = []
  public var hours: [SlotTallies] = []
  /// From `coverageStart` on.
  public var coverage: [Exchange: Spans] = [:]
  /// Nil from the beginning.
  public var coverageStart: Timestamp?
  /// The newest of all, or all that are new; oldest first.
  public var tape: [Liquidation] = []
  /// Of the last 26 hours, if they were asked for.
  public var identities: [CountedIdentity] = []
  /// Of that moment and all before it nobody can tell what was counted; milliseconds since 1970.
  public var frozen: Int64?
  public var prices: [MinutePrice] = []
  /// Of the days that are over, source by source.
  public var closes: [DailyCloses] = []
  public var price: Price?
  public var standings: [FeedKey: FeedStanding] = [:]
  /// Why nothing is written any more, or what else is to be said.
  public var fault: StoreFault?

  public init(_ edition: LiveEdition = LiveEdition(), since: LiveEdition? = nil) {
    self.edition = edition
    self.since = since
  }

  /// The closes that are shown of them, all of one source; nil if there are none.
  public var shownCloses: DailyCloses? {
    var kept = KeptCloses()
    for closes in closes { _ = kept.take(closes) }
    return kept.shown
  }
}
