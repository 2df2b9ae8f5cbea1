public import Liquidations

/// All that a reader is told at one time of what the exchanges' own feeds tell.
public struct LiveSnapshot: Equatable, Sendable {
  /// Who listens.
  public enum Role: Hashable, Sendable {
    /// Nobody that is known of, yet.
    case none
    /// This program does, for all that share the store.
    case listens
    /// Another does, whose news are shown.
    case follows
    /// This program does, for itself: what it hears can't be kept.
    case alone
  }

  /// Minutes, hours and coverage.
  public internal(set) var sums = LiveSums()
  /// The newest liquidations, oldest first; the store has the others.
  public internal(set) var tape = Tape()
  /// The price of the first exchange in the fixed order that tells one now; nil before that.
  public internal(set) var price: Price?
  /// The last price of each minute of eight days.
  public internal(set) var prices = Prices()
  /// Of the days that are over, as far as they were fetched; nil before any were.
  public internal(set) var closes: DailyCloses?
  /// Why none could be fetched, in one sentence with its full stop; nil if nothing is wrong.
  public internal(set) var closesFault: String?
  /// Oldest first.
  public internal(set) var cascades: [Cascade] = []
  /// How each feed is; one of which nothing was told yet is connecting, or not known to who follows.
  public internal(set) var standings: [FeedKey: FeedStanding] = [:]
  public internal(set) var role = Role.none
  /// Why what is heard isn't kept, or what else is to be said of the store.
  public var fault: StoreFault?
  /// All that there are, in their order.
  public let feeds: [FeedKey]

  public init(feeds: [FeedKey]) {
    self.feeds = feeds
  }

  /// The exchanges of which all feeds are live.
  public var liveExchanges: ExchangeSet {
    Exchange.allCases.reduce(into: []) { live, exchange in
      let own = feeds.filter { $0.exchange == exchange }
      if !own.isEmpty, own.allSatisfy({ standings[$0]?.state == .live }) {
        live.insert(ExchangeSet(exchange))
      }
    }
  }

  /// Up to when an exchange has told all it will: that is now, or longer ago for one that is heard and
  /// tells late; nil for one that isn't heard, or not yet.
  public func told(by exchange: Exchange, at now: Timestamp) -> Timestamp? {
    guard let end = sums.coverage[exchange].end else { return nil }
    return liveExchanges.contains(exchange) || sums.isHeard(exchange, at: now) ? end : nil
  }

  /// What was closed by force from a UTC midnight to now: what there is beside the day's own value.
  public func today(at now: Timestamp) -> LiveWindow {
    sums.window(from: now.day.start, to: now)
  }

  /// The price with which the UTC day began, in USD: the last one of the five minutes before midnight, else
  /// the close of the day before, else the first one of the five minutes after it; nil without any of them.
  public func opening(of day: Day) -> Double? {
    let midnight = Slot(.minute, firstOf: day)
    let before = stride(from: midnight - 1, through: midnight - 5, by: -1)
    return before.lazy.compactMap { prices[$0] }.first ?? closes?.series[day - 1]
      ?? (midnight...midnight + 4).lazy.compactMap { prices[$0] }.first
  }
}
