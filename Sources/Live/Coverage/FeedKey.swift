public import Liquidations

/// Which feed: an exchange may have several, and is covered only while all of them are.
public struct FeedKey: Hashable, Codable, Sendable {
  public let exchange: Exchange
  /// The name as its exchange writes it, such as `Binance COIN-M`.
  public let name: String

  public init(_ exchange: Exchange, _ name: String) {
    self.exchange = exchange
    self.name = name
  }

  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    let words = try container.decode(String.self).split(separator: " ", maxSplits: 1)
    guard words.count == 2, let exchange = Exchange.allCases.first(where: { $0.slug == words[0] })
    else {
      throw DecodingError.dataCorruptedError(
        in: container, debugDescription: "no feed of an exchange")
    }
    self.init(exchange, String(words[1]))
  }

  /// The exchange's slug and the name.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode("\(exchange.slug) \(name)")
  }
}

/// How a feed is, in words that a user can be told.
public struct FeedStanding: Hashable, Codable, Sendable {
  public enum State: String, Codable, Sendable {
    /// The way to it is being made.
    case connecting
    /// What it sends is heard.
    case live
    /// It is connected, but nothing comes.
    case silent
    /// It is refused to this country or network.
    case blocked
    /// The exchange refused the connection or what was asked for.
    case refused
    /// The exchange is under maintenance.
    case maintenance
    /// There is no connection.
    case unreachable
  }

  public var state: State
  /// Why, in one sentence with its full stop; nil where the state says it all.
  public var reason: String?
  /// How many of its rows weren't understood or believed.
  public var odd: Int
  /// How much of what is fetched of the time before is there, 0…1; nil if nothing is being fetched.
  public var backfill: Double?

  public init(
    _ state: State, reason: String? = nil, odd: Int = 0, backfill: Double? = nil
  ) {
    self.state = state
    self.reason = reason
    self.odd = odd
    self.backfill = backfill
  }
}
