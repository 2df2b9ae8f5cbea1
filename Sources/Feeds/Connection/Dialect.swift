import Liquidations

/// What an exchange's messages mean and how it is spoken to; how a connection lives is the same for
/// all, and `FeedMachine`'s.
protocol Dialect: Sendable {
  /// Where to connect; the first is the documented one, the others are tried when nothing comes.
  var routes: [FeedURL] { get }
  /// What to subscribe to, in batches of one message each, as the contracts known so far demand.
  var batches: [[Topic]] { get }
  /// What to send first, for which no acknowledgement is awaited.
  var opening: [String] { get }
  /// What keeps the connection alive if sent every 20 seconds; nil if nothing has to be sent.
  var ping: String? { get }
  /// For how long a canary may be silent before the connection counts as dead.
  var patience: Duration { get }
  /// When a connection is to be replaced; nil if the exchange sets no limit.
  var life: Duration? { get }
  /// The contracts whose rows are counted.
  var contracts: Contracts { get set }

  /// The message that subscribes to the topics.
  func subscription(_ topics: [Topic], id: Int) -> String
  /// Reads one message; `now` in milliseconds since 1970-01-01T00:00Z.
  func read(_ message: [UInt8], now: Int64) -> Reading
}

extension Dialect {
  var opening: [String] { [] }
  var ping: String? { nil }
  var life: Duration? { nil }
}

/// What can be subscribed to.
struct Topic: Hashable, Sendable {
  let name: String
  /// Whether a connection without it is of no use.
  let isRequired: Bool

  static func required(_ name: String) -> Topic { Topic(name: name, isRequired: true) }
  static func optional(_ name: String) -> Topic { Topic(name: name, isRequired: false) }
}

/// What one message said.
struct Reading: Sendable {
  var liquidations: [Liquidation] = []
  /// Whether it shows that data flow on this route.
  var isCanary = false
  /// When a canary was sent, by the exchange's clock, in milliseconds since 1970-01-01T00:00Z; nil if it
  /// doesn't say.
  var sent: Int64?
  /// USD for one BTC.
  var price: Double?
  var replies: [Reply] = []
  /// What is to be sent back at once.
  var answer: String?
  var notice: Notice?
  var oddities: [Oddity] = []
  var twins = 0
  var unfilled = 0
  /// Whether there was a row of a Bitcoin contract that isn't known yet.
  var hasUnknownContract = false

  /// An answer to a subscription.
  enum Reply: Hashable, Sendable {
    /// All that the message of that number asked for.
    case accepted(Int)
    /// One topic, by its name.
    case acceptedTopic(String)
    /// What the message of that number asked for, or if there is none, all that isn't answered yet.
    case refused(Int?, String)
  }

  /// What the exchange says of the connection.
  enum Notice: Hashable, Sendable {
    /// It will be closed soon: another should be open by then.
    case closingSoon
    case maintenance
    case tooFast
  }

  static func odd(_ oddity: Oddity) -> Reading {
    var reading = Reading()
    reading.oddities = [oddity]
    return reading
  }

  mutating func take(_ rows: RowReader) {
    liquidations += rows.liquidations
    oddities += rows.oddities
    twins += rows.twins
  }

  /// Takes a price that a canary tells, if it can be one.
  ///
  /// - Parameter time: when it was sent.
  mutating func take(price member: JSON?, sent time: JSON?) {
    isCanary = true
    sent = time?.integer
    guard let number = member?.number, Row.prices.contains(number) else { return }
    price = number
  }
}
