import Liquidations

extension DemoParameters {
  /// The metrics that have no value on a day: bit `Metric.index` is set.
  func missing(on day: Day, _ noise: DemoNoise) -> UInt8 {
    gaps.reduce(recurringGaps.missing(day - start.day, noise)) { missing, gap in
      guard (gap.first.day...gap.last.day).contains(day) else { return missing }
      return missing | (gap.exchange.map { Self.mask($0.exchange) } ?? .max)
    }
  }

  fileprivate static func mask(_ exchange: Exchange) -> UInt8 {
    Side.allCases.reduce(0) { $0 | 1 << UInt8(Metric(exchange, $1).index) }
  }
}

extension DemoParameters.RecurringGaps {
  fileprivate func missing(_ place: Int, _ noise: DemoNoise) -> UInt8 {
    let (period, offset) = place.quotientAndRemainder(dividingBy: every)
    let draw = { (turn: Int) in noise.uniform(4 * period + turn, DemoMarket.Channel.gap) }
    guard offset == earliest + Int(draw(0) * Double(latest - earliest + 1)) else { return 0 }
    let kind = draw(1)
    if kind < wholeDays { return .max }
    let metric = Metric.allCases[Int(draw(2) * Double(Metric.allCases.count))]
    let isOneMetric = kind > 1 - 0.5 * (1 - wholeDays)
    return isOneMetric ? 1 << UInt8(metric.index) : DemoParameters.mask(metric.exchange)
  }
}
