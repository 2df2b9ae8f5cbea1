public import Liquidations
public import Live

/// 2026-06-15T10:00Z: ten hours into a day.
public let start = Timestamp(seconds: 1_781_517_600)

/// Six feeds of four exchanges.
public enum Feeds {
  public static let usdM = FeedKey(.binance, "Binance USD-M")
  public static let coinM = FeedKey(.binance, "Binance COIN-M")
  public static let linear = FeedKey(.bybit, "Bybit linear")
  public static let inverse = FeedKey(.bybit, "Bybit inverse")
  public static let okx = FeedKey(.okx, "OKX")
  public static let deribit = FeedKey(.deribit, "Deribit")
  public static let all = [usdM, coinM, linear, inverse, okx, deribit]

  public static func of(_ exchange: Exchange) -> [FeedKey] {
    all.filter { $0.exchange == exchange }
  }
}

/// A liquidation so many seconds after the start; its identity is its time unless another is given.
public func liquidation(
  _ seconds: Double, _ usd: Double = 1_000, _ exchange: Exchange = .binance, _ side: Side = .long,
  identity: String? = nil
) -> Liquidation {
  let milliseconds = start.seconds * 1_000 + Int64((seconds * 1_000).rounded())
  return Liquidation(
    exchange, "BTCUSDT", side, milliseconds: milliseconds, bitcoin: usd / 90_000, price: 90_000,
    usd: usd, identity: identity ?? "\(milliseconds)")
}

/// From so many seconds after the start to so many.
public func span(_ from: Int, _ to: Int) -> Range<Timestamp> {
  start + .seconds(from)..<start + .seconds(to)
}

public func minute(_ number: Int) -> Slot { Slot(.minute, at: start) + number }

public func hour(_ number: Int) -> Slot { Slot(.hour, at: start) + number }
