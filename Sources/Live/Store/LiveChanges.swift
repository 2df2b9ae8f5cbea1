public import Liquidations

/// What has changed since the last save, as it is to stand from now on.
public struct LiveChanges: Sendable {
  /// From that moment on an exchange is covered so, and not otherwise.
  public struct CoveredFrom: Hashable, Sendable {
    public let exchange: Exchange
    public let start: Timestamp
    public let spans: Spans
  }

  public internal(set) var minutes: [SlotTallies] = []
  public internal(set) var hours: [SlotTallies] = []
  public internal(set) var coverage: [CoveredFrom] = []
  public internal(set) var tape: [Liquidation] = []
  public internal(set) var prices: [MinutePrice] = []
  /// What was fetched, source by source.
  public internal(set) var closes: [DailyCloses] = []
  public internal(set) var price: Price?
  public internal(set) var standings: [FeedKey: FeedStanding] = [:]
  /// Of that moment and all before it nobody can tell what was counted; milliseconds since 1970. Nil
  /// if that is as it was.
  public internal(set) var frozen: Int64?
  /// Minutes, prices and the tape before it aren't kept.
  public internal(set) var minutesStart: Timestamp
  /// Whether there is more.
  var isPart = false

  init(minutesStart: Timestamp) {
    self.minutesStart = minutesStart
  }
}
