import Connections
import Feeds
import Liquidations
import Settings
import Wording

/// How one of the exchanges' own feeds could be reached within three seconds.
struct FeedCheck: Codable, Hashable {
  static let patience = Duration.seconds(3)

  /// What is said of one with which all is well.
  static let wellWords = "reached, acknowledged, live"

  let exchange: String
  /// As its exchange writes it, such as `Binance COIN-M`.
  let feed: String
  /// Whether it tells what happens; nil if it had no time to.
  let isWell: Bool?
  let isReached: Bool
  let isAcknowledged: Bool
  /// Whether it sends something.
  let isLive: Bool
  /// What is wrong, or is to be said all the same, in a sentence.
  let remark: String?

  /// Tries all feeds, which need no token; nil if they aren't listened to.
  static func all(_ settings: ProgramSettings) async -> [FeedCheck]? {
    guard let ways = settings.ways else { return nil }
    let states = await ExchangeConnections(by: ways, userAgent: "liqtop/\(version)")
      .survey(within: patience)
    return states.flatMap { state in
      state.feeds.map { FeedCheck($0, lack: state.lack) }
    }
  }

  /// - Parameter lack: what is missing though the feed is live.
  init(_ state: FeedState, lack: String?) {
    exchange = state.feed.exchange.name
    feed = state.feed.name
    isLive = state.standing == .live
    isReached = state.isConnected
    isAcknowledged = state.isAcknowledged
    isWell =
      isLive ? !state.hasWrongClock : state.standing == .connecting && isReached ? nil : false
    let waited = "Within \(Self.patience.components.seconds) s"
    let silence = isAcknowledged ? "\(waited) nothing was sent." : "\(waited) no more came."
    let reason =
      state.reason ?? (isLive ? lack : isReached ? silence : "\(waited) no connection came about.")
    remark = reason?.printable
  }

  /// In words, such as `reached, acknowledged. Within 3 s nothing was sent.`
  var text: String {
    let steps = [
      isReached ? "reached" : nil, isAcknowledged ? "acknowledged" : nil, isLive ? "live" : nil,
    ].compactMap(\.self).joined(separator: ", ")
    return [steps.isEmpty ? nil : steps, remark].compactMap(\.self).joined(separator: ". ")
  }
}
