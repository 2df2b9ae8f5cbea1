public import Liquidations

/// What has happened, as whoever drives an `ExchangeFeed` tells it, and who answers ping frames by itself.
public enum FeedEvent: Sendable {
  /// The handshake is done.
  case opened(ConnectionID)
  /// A whole text message, or a binary one.
  case message(ConnectionID, [UInt8])
  /// The connection has ended, or none came about.
  case ended(ConnectionID, Ending)
  /// The handshake was answered by another status than 101.
  case refused(ConnectionID, HTTPRefusal)
  /// A request has come to its end.
  case answered(RequestID, FeedAnswer)
  /// The time that `wake` named has come.
  case due
}

/// What is to be done, in this order.
public enum FeedEffect: Equatable, Sendable {
  /// Open a connection; its events carry the number.
  case connect(ConnectionID, FeedURL)
  case send(ConnectionID, String)
  /// Close the connection; nothing of it is awaited any more.
  case close(ConnectionID)
  /// Make a request (GET); its answer carries the number.
  case get(RequestID, FeedURL)
  /// A liquidation; one of an identity that is known already is no other. What comes of backfill is
  /// past, and no reason for an alert.
  case liquidation(Liquidation, isBackfill: Bool)
  /// The feed was heard in those seconds, and what it told of them has been handed over before this. An
  /// exchange with two feeds is covered where both are.
  case covered(Feed, Range<Timestamp>)
  /// What one BTC costs: the last price, at Binance the mark price; `at` in milliseconds since 1970-01-01T00:00Z, by this machine's clock.
  case price(Feed, usd: Double, at: Int64)
}
