import Liquidations
import Live
import Wording

extension FeedStanding.State {
  /// The word for it.
  var word: String {
    switch self {
    case .connecting: "connecting"
    case .live: "live"
    case .silent: "silent"
    case .blocked: "blocked"
    case .refused: "refused"
    case .maintenance: "maintenance"
    case .unreachable: "unreachable"
    }
  }

  /// What it means, where the feed doesn't say why.
  fileprivate var sentence: String {
    switch self {
    case .connecting: "The connection is being made."
    case .live: "All is well."
    case .silent: "It is connected, but nothing comes."
    case .blocked: "It is refused to this country or network."
    case .refused: "The exchange refused the connection."
    case .maintenance: "The exchange is under maintenance."
    case .unreachable: "There is no connection."
    }
  }
}

extension FeedStanding {
  /// Why, in a sentence, and what else is to be said of it.
  var words: String {
    var parts = [reason ?? state.sentence]
    if odd > 0 { parts.append("\(odd) \(odd == 1 ? "row" : "rows") not understood.") }
    if let backfill {
      parts.append("What it reported before is being fetched: \(Int(backfill * 100)) %.")
    }
    return parts.joined(by: " ")
  }
}

extension LiveSnapshot {
  /// How a feed is; one of which nothing was told yet is being connected to.
  func standing(_ feed: FeedKey) -> FeedStanding { standings[feed] ?? FeedStanding(.connecting) }

  /// The exchanges that have feeds.
  var exchanges: ExchangeSet {
    feeds.reduce(into: []) { $0.insert(ExchangeSet($1.exchange)) }
  }

  /// Who isn't live and how, each in few words: `Bybit blocked`, `Binance COIN-M silent`.
  var faults: [String] {
    exchanges.exchanges.flatMap { exchange in
      let own = feeds.filter { $0.exchange == exchange }
      let bad = own.filter { standing($0).state != .live }
      let states = Set(bad.map { standing($0).state })
      if let state = states.first, states.count == 1, bad.count == own.count {
        return ["\(exchange.name) \(state.word)"]
      }
      return bad.map { "\($0.name) \(standing($0).state.word)" }
    }
  }
}
