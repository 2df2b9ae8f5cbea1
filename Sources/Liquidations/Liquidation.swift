/// A position that an exchange closed by force, as its own feed tells of it.
public struct Liquidation: Hashable, Sendable {
  public let exchange: Exchange
  /// What was held, as the exchange writes it, such as `BTCUSDT`.
  public let instrument: String
  /// The side of the position, not of the order that closed it.
  public let side: Side
  /// When, by the exchange's clock, in milliseconds since 1970-01-01T00:00Z.
  public let milliseconds: Int64
  /// How much was closed, in BTC; above 0 on either side.
  public let bitcoin: Double
  /// At what price, in USD for one BTC; above 0.
  public let price: Double
  /// How much was closed, in USD; above 0 on either side.
  public let usd: Double
  /// What tells it from the exchange's others: two of the same identity are one.
  public let identity: String

  public init(
    _ exchange: Exchange, _ instrument: String, _ side: Side, milliseconds: Int64,
    bitcoin: Double, price: Double, usd: Double, identity: String
  ) {
    self.exchange = exchange
    self.instrument = instrument
    self.side = side
    self.milliseconds = milliseconds
    self.bitcoin = bitcoin
    self.price = price
    self.usd = usd
    self.identity = identity
  }

  /// When, to the second before.
  public var time: Timestamp {
    let (seconds, rest) = milliseconds.quotientAndRemainder(dividingBy: 1_000)
    return Timestamp(seconds: rest < 0 ? seconds - 1 : seconds)
  }
}
