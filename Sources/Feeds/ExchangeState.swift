public import Liquidations

/// How all that is heard of an exchange stands.
public struct ExchangeState: Equatable, Sendable {
  public let exchange: Exchange
  public internal(set) var feeds: [FeedState] = []
  /// Why lists of contracts couldn't be had, or are older than they should be; nil if nothing is wrong.
  public internal(set) var contractsFault: AnswerFault?
  /// How much of the past that is wanted has been read, 0…1; nil if none is being read.
  public internal(set) var backfillProgress: Double?
  /// Why some of the past could not be read.
  public internal(set) var backfillFault: AnswerFault?
  /// Whether there is nothing left of the past to be read, be it that none can be had.
  public internal(set) var isBackfillOver = true
  /// Deribit: up to when its liquidations are known; nil before any are.
  public internal(set) var knownUntil: Timestamp?
  /// What wasn't understood, by connections and by requests.
  public internal(set) var odd = OddTally()
  public internal(set) var findings = Findings()
}

/// How one feed stands.
public struct FeedState: Equatable, Sendable {
  public let feed: Feed
  public let standing: Standing
  /// Since when, in milliseconds since 1970-01-01T00:00Z.
  public let since: Int64
  /// When it is tried again, in milliseconds since 1970-01-01T00:00Z; nil while it is connected.
  public let retry: Int64?
  /// Where it is connected to, or will be.
  public let address: FeedURL
  /// What was asked for and isn't sent, such as a contract that has ended.
  public let missing: [String]
  /// Whether its contracts are the exchange's own list, and not just those that there always are.
  public let hasList: Bool
  /// Whether the handshake is done.
  public let isConnected: Bool
  /// Whether what was asked for first is acknowledged.
  public let isAcknowledged: Bool
  /// Whether this machine's clock and the exchange's are so far apart that nothing counts as heard.
  public let hasWrongClock: Bool
  /// How many of its messages and rows weren't understood or believed.
  public let odd: Int
  /// What stands in for the exchange, and is connected to in its place; nil for the exchange itself.
  var relay: Relay?
}

extension ExchangeState {
  /// The same of one that is reached by way of a relay, which its sentences then name.
  public func reached(by relay: Relay?) -> ExchangeState {
    var state = self
    for place in state.feeds.indices { state.feeds[place].relay = relay }
    return state
  }
}

extension FeedMachine {
  func state(at now: FeedMoment, hasList: Bool) -> FeedState {
    FeedState(
      feed: feed, standing: standing, since: since, retry: retry.map { now.milliseconds(at: $0) },
      address: dialect.routes[links.first?.route ?? route],
      missing: links.first?.missing.sorted() ?? [], hasList: hasList,
      isConnected: links.first?.opened != nil, isAcknowledged: links.first?.acknowledged != nil,
      hasWrongClock: standing == .live && hasWrongClock, odd: odd.total)
  }
}
