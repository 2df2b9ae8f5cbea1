import Liquidations
import Newhedge

/// The history that a staged server has: 400 days up to today, the days before today known by heart.
///
/// Yesterday's values, as the screen writes them:
///
///     Binance   54.3M   −6.54M
///     Bybit     12.0M   −1.23M
///     OKX       7.24M    −483K
///     Deribit   15.8K        0
///     total     73.6M   −8.26M    net +65.4M, long share 90 %
struct Market: Sendable {
  static let length = 400

  private static let yesterday: [Metric: Double] = [
    Metric(.binance, .long): 54_321_098.76, Metric(.binance, .short): -6_543_210.5,
    Metric(.bybit, .long): 12_040_000, Metric(.bybit, .short): -1_234_567,
    Metric(.okx, .long): 7_240_000, Metric(.okx, .short): -483_210,
    Metric(.deribit, .long): 15_820, Metric(.deribit, .short): 0,
  ]

  let today: Day
  private var changes: [Metric: [Day: Double?]] = [:]

  init(today: Day = .today) {
    self.today = today
  }

  /// The same market with another value of a metric, nil for none, so many days ago.
  func with(_ metric: Metric, daysAgo: Int, _ value: Double?) -> Market {
    var market = self
    market.changes[metric, default: [:]][today - daysAgo] = value
    return market
  }

  func series(_ metric: Metric) -> Series {
    Series(
      (0..<Self.length).map { daysAgo in
        let day = today - daysAgo
        let change = changes[metric]?[day]
        return (day, change ?? value(metric, daysAgo: daysAgo))
      })
  }

  /// The body of the API's answer.
  func payload(_ metric: Metric) -> [UInt8] { Payload.encode(series(metric)) }

  /// The same with `null` in the place of a value.
  func payload(_ metric: Metric, nullDaysAgo: Int) -> [UInt8] {
    payload(metric) { $0.day == today - nullDaysAgo ? nil : $0.value }
  }

  /// The same with other values, nil for `null`.
  func payload(
    _ metric: Metric, _ value: ((day: Day, value: Double)) -> Double?
  ) -> [UInt8] {
    let pairs = series(metric).entries.map { entry in
      "[\(entry.day.millisecondsSinceEpoch), \(value(entry).map { "\($0)" } ?? "null")]"
    }
    return Array("[\(pairs.joined(separator: ", "))]".utf8)
  }

  private func value(_ metric: Metric, daysAgo: Int) -> Double {
    if daysAgo == 1, let known = Self.yesterday[metric] { return known }
    let size = [2e7, 8e6, 3e6, 9e3][metric.exchange.rawValue]
    let swing = 1 + Double(daysAgo * 7 % 13) / 10
    return (metric.side == .long ? 1 : -1) * size * swing
  }
}
