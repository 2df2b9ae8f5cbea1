import Feeds
import Liquidations

/// A Bitcoin contract of one of the demo's exchanges.
struct DemoContract: Hashable, Sendable {
  /// As its exchange writes it, such as `BTCUSDT`.
  let name: String
  /// Where its liquidations are told.
  let feed: Feed
  /// Whether it is counted in USD and paid in BTC.
  let isInverse: Bool
  /// What the smallest quantity is worth, in BTC, or if inverse in USD.
  let lot: Double
  /// The smallest quantity as the exchange writes it is `step` with so many decimal places.
  let step: Int
  let places: Int
  /// OKX: what one contract is worth, as its list has it.
  let value: String
  /// When it ends; nil for a perpetual one.
  let end: Day?
  /// Its part of what is liquidated on its exchange, 0…1.
  let share: Double

  private init(
    _ name: String, _ feed: Feed, inverse: Bool = false, lot: Double, step: Int = 1,
    places: Int = 0,
    value: String = "", end: Day? = nil, share: Double
  ) {
    (self.name, self.feed, isInverse, self.lot) = (name, feed, inverse, lot)
    (self.step, self.places, self.value) = (step, places, value)
    (self.end, self.share) = (end, share)
  }

  /// OKX: the family by which its requests go, such as `BTC-USDT`.
  var family: String { name.split(separator: "-").dropLast().joined(separator: "-") }

  /// A quantity as the exchange writes it.
  func quantity(_ lots: Int) -> String { decimal(lots * step, places: places) }

  /// What so many lots are worth at a price in USD.
  func worth(_ lots: Int, at price: Double) -> (bitcoin: Double, usd: Double) {
    let amount = Double(lots) * lot
    return isInverse ? (amount / price, amount) : (amount, amount * price)
  }

  /// How many lots an amount of USD buys at a price, rounded down.
  func lots(for usd: Double, at price: Double) -> Int {
    Int(min(usd / (isInverse ? lot : lot * price), 1e12))
  }
}

// MARK: - Lists

extension DemoContract {
  /// What an exchange lists on a day: what is traded most comes first, and of dated contracts those of
  /// the quarter and of the next.
  static func all(of exchange: Exchange, on day: Day) -> [DemoContract] {
    let ends = quarterEnds(after: day)
    return perpetuals(exchange) + zip(ends, [1, 0.25]).flatMap { dated(exchange, $0, share: $1) }
  }

  private static func perpetuals(_ exchange: Exchange) -> [DemoContract] {
    switch exchange {
    case .binance:
      [
        DemoContract("BTCUSDT", .binanceUSDM, lot: 0.001, places: 3, share: 0.72),
        DemoContract("BTCUSDC", .binanceUSDM, lot: 0.001, places: 3, share: 0.1),
        DemoContract("BTCUSD_PERP", .binanceCOINM, inverse: true, lot: 100, share: 0.13),
      ]
    case .bybit:
      [
        DemoContract("BTCUSDT", .bybitLinear, lot: 0.001, places: 3, share: 0.75),
        DemoContract("BTCPERP", .bybitLinear, lot: 0.001, places: 3, share: 0.05),
        DemoContract("BTCUSD", .bybitInverse, inverse: true, lot: 1, share: 0.13),
      ]
    case .okx:
      [
        DemoContract("BTC-USDT-SWAP", .okx, lot: 0.0001, places: 2, value: "0.01", share: 0.77),
        DemoContract("BTC-USD-SWAP", .okx, inverse: true, lot: 100, value: "100", share: 0.12),
        DemoContract(
          "BTC-USD_UM-SWAP", .okx, lot: 0.0001, places: 1, value: "0.001", share: 0.04),
      ]
    case .deribit:
      [
        DemoContract("BTC-PERPETUAL", .deribit, inverse: true, lot: 10, step: 10, share: 0.8),
        DemoContract("BTC_USDC-PERPETUAL", .deribit, lot: 0.0001, places: 4, share: 0.1),
      ]
    }
  }

  private static func dated(_ exchange: Exchange, _ end: Day, share: Double) -> [DemoContract] {
    let (number, name, code) = (end.digits, end.letters, end.quarterCode)
    switch exchange {
    case .binance:
      return [
        DemoContract(
          "BTCUSDT_\(number)", .binanceUSDM, lot: 0.001, places: 3, end: end, share: 0.02 * share),
        DemoContract(
          "BTCUSD_\(number)", .binanceCOINM, inverse: true, lot: 100, end: end, share: 0.02 * share),
      ]
    case .bybit:
      return [
        DemoContract(
          "BTCUSDT-\(name)", .bybitLinear, lot: 0.001, places: 3, end: end, share: 0.04 * share),
        DemoContract(
          "BTCUSD\(code)", .bybitInverse, inverse: true, lot: 1, end: end, share: 0.02 * share),
      ]
    case .okx:
      return [
        DemoContract(
          "BTC-USDT-\(number)", .okx, lot: 0.0001, places: 2, value: "0.01", end: end,
          share: 0.04 * share),
        DemoContract(
          "BTC-USD-\(number)", .okx, inverse: true, lot: 100, value: "100", end: end,
          share: 0.02 * share),
      ]
    case .deribit:
      return [
        DemoContract(
          "BTC-\(name)", .deribit, inverse: true, lot: 10, step: 10, end: end, share: 0.08 * share)
      ]
    }
  }

  /// The last Fridays of the quarter and of the next; a contract isn't traded on the day of its end.
  private static func quarterEnds(after day: Day) -> [Day] {
    let year = day.date.year
    let ends = (year...year + 1).flatMap { year in
      [3, 6, 9, 12].compactMap { lastFriday(year, $0) }
    }
    return Array(ends.drop { $0 <= day }.prefix(2))
  }

  private static func lastFriday(_ year: Int, _ month: Int) -> Day? {
    Day(year: year, month: month, day: Day.daysIn(month: month, year: year)).map { last in
      last - (last.weekday + 3) % 7
    }
  }
}

extension Day {
  /// Such as `261225`.
  fileprivate var digits: String {
    let (year, month, day) = date
    return String(String(1_000_000 + year % 100 * 10_000 + month * 100 + day).dropFirst())
  }

  /// Such as `25DEC26`.
  fileprivate var letters: String {
    "\(date.day)\(monthName.uppercased())\(digits.prefix(2))"
  }

  /// Such as `Z26`: the exchanges' letter for the month in which a quarter ends.
  fileprivate var quarterCode: String {
    let letters = ["H", "M", "U", "Z"]
    return letters[(date.month - 1) / 3] + digits.prefix(2)
  }
}

/// A whole number with the point put in, such as `0.137` of 137 with three places.
func decimal(_ number: Int, places: Int) -> String {
  guard places > 0 else { return String(number) }
  let digits = String(number)
  let padded = String(repeating: "0", count: max(places + 1 - digits.count, 0)) + digits
  return "\(padded.dropLast(places)).\(padded.suffix(places))"
}
