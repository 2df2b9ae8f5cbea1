public import Liquidations

/// What one BTC costs, as an exchange's feed tells it.
public struct Price: Hashable, Sendable {
  /// In USD, above 0.
  public let usd: Double
  /// By the exchange's clock.
  public let at: Timestamp
  public let exchange: Exchange

  public init(_ usd: Double, at moment: Timestamp, _ exchange: Exchange) {
    self.usd = usd
    at = moment
    self.exchange = exchange
  }
}

/// The last price of each minute.
public struct Prices: Hashable, Sendable {
  /// By day, 0 where there is none, so that a copy that is changed shares nearly all.
  private var days: [Int: [Double]] = [:]

  private static let noPrices = [Double](repeating: 0, count: Step.minute.perDay)

  public init() {}

  /// In USD; nil if there is none of the minute.
  public subscript(minute: Slot) -> Double? {
    let day = minute.day
    guard minute.step == .minute, let prices = days[day.number] else { return nil }
    let price = prices[minute.number - Slot(.minute, firstOf: day).number]
    return price > 0 ? price : nil
  }

  /// All of them, a value a minute.
  public var series: Series {
    guard let first = days.keys.min(), let last = days.keys.max() else { return .empty }
    var values: [Double?] = []
    for day in first...last {
      values += (days[day] ?? Self.noPrices).map { $0 > 0 ? $0 : nil }
    }
    return Series(from: Slot(.minute, firstOf: Day(number: first)), values)
  }

  mutating func set(_ usd: Double, at minute: Slot) {
    let day = minute.day
    days[day.number, default: Self.noPrices][minute.number - Slot(.minute, firstOf: day).number] =
      usd
  }

  mutating func forget(before second: Int64) {
    let first = Timestamp(seconds: second).day.number
    guard days.keys.contains(where: { $0 < first }) else { return }
    days = days.filter { $0.key >= first }
  }
}
