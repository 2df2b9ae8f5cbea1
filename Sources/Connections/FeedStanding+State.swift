public import Feeds
import Liquidations
import Live

extension FeedKey {
  init(_ feed: Feed) { self.init(feed.exchange, feed.name) }
}

extension ExchangeState {
  /// How each feed stands, in words that a user can be told.
  var standings: [FeedKey: FeedStanding] {
    // What requests brought is told with the first feed.
    let requested = odd.total - feeds.reduce(0) { $0 + $1.odd }
    return feeds.reduce(into: [:]) { standings, feed in
      standings[FeedKey(feed.feed)] = FeedStanding(
        feed.standing.state, reason: feed.reason ?? (feed.standing == .live ? lack : nil),
        odd: feed.odd + (feed.feed == feeds.first?.feed ? requested : 0),
        backfill: isBackfillOver ? nil : backfillProgress.map { ($0 * 100).rounded(.down) / 100 })
    }
  }

  /// What is missing though the feeds are live, in one sentence; nil if nothing is.
  public var lack: String? {
    let name = exchange.name
    if let contractsFault {
      return "The list of contracts of \(name) can't be had: \(contractsFault.words)."
    }
    return backfillFault.map {
      "What \(name) told before can't be had: \($0.words)."
    }
  }
}

extension Standing {
  var state: FeedStanding.State {
    switch self {
    case .connecting: .connecting
    case .live: .live
    case .silent, .unacknowledged, .wrongRoute: .silent
    case .blocked: .blocked
    case .refused, .rateLimited: .refused
    case .maintenance: .maintenance
    case .lost: .unreachable
    }
  }
}
