import Liquidations

/// What one BTC costs at any moment: one path, by which daily closes, tickers and orders all go.
struct DemoPrices: Sendable {
  /// How far the price swings about its level, and how long each swing takes, in milliseconds.
  private static let swings: [(period: Int, size: Double)] = [
    (131 * 86_400_000, 0.12), (29 * 86_400_000, 0.07), (7 * 86_400_000, 0.035),
    (43 * 3_600_000, 0.018), (11 * 3_600_000, 0.009), (3 * 3_600_000, 0.005),
    (47 * 60_000, 0.0028), (11 * 60_000, 0.0013), (150_000, 0.0006), (36_000, 0.0003),
  ]

  private let levels: [DemoParameters.Level]
  private let noise: DemoNoise

  init(_ parameters: DemoParameters) {
    levels = parameters.prices
    noise = DemoNoise(seed: parameters.seed)
  }

  /// In USD.
  ///
  /// - Parameter milliseconds: since 1970-01-01T00:00Z, and not before.
  func price(at milliseconds: Int64) -> Double {
    let swing = Self.swings.enumerated().reduce(0.0) { sum, swing in
      let (index, (period, size)) = swing
      return sum
        + size
        * noise.drift(Int(milliseconds), period: period, DemoMarket.Channel.price + index)
    }
    return level(at: milliseconds) * exponential(swing) * (1 + push(at: milliseconds))
  }

  /// In tenths of a USD, as orders have it.
  func tick(at milliseconds: Int64) -> Int { Int((price(at: milliseconds) * 10).rounded()) }

  private func level(at milliseconds: Int64) -> Double {
    let day = Day(millisecondsSinceEpoch: milliseconds)
    let way = Double(milliseconds - day.millisecondsSinceEpoch) / 86_400_000
    return levels.level(on: day) * (1 - way) + levels.level(on: day + 1) * way
  }

  private func push(at milliseconds: Int64) -> Double {
    let hour = Int(milliseconds / 3_600_000)
    return [hour - 1, hour].reduce(0.0) { sum, hour in
      sum + (DemoCascade(hour: hour, noise)?.push(at: milliseconds) ?? 0)
    }
  }
}
