import Liquidations

extension DemoParameters {
  /// The metrics that have no value on a day.
  func missing(on day: Day, _ noise: DemoNoise) -> Set<Metric> {
    gaps.reduce(recurringGaps.missing(day - start.day, noise)) { missing, gap in
      guard (gap.first.day...gap.last.day).contains(day) else { return missing }
      return missing.union(gap.exchange.map { Self.metrics(of: $0.exchange) } ?? Metric.allCases)
    }
  }

  fileprivate static func metrics(of exchange: Exchange) -> [Metric] {
    Side.allCases.map { Metric(exchange, $0) }
  }
}

extension DemoParameters.RecurringGaps {
  fileprivate func missing(_ place: Int, _ noise: DemoNoise) -> Set<Metric> {
    let (period, offset) = place.quotientAndRemainder(dividingBy: every)
    let draw = { (turn: Int) in noise.uniform(4 * period + turn, DemoMarket.Channel.gap) }
    guard offset == earliest + Int(draw(0) * Double(latest - earliest + 1)) else { return [] }
    let kind = draw(1)
    if kind < wholeDays { return Set(Metric.allCases) }
    let metric = Metric.allCases[Int(draw(2) * Double(Metric.allCases.count))]
    let isOneMetric = kind > 1 - 0.5 * (1 - wholeDays)
    return isOneMetric ? [metric] : Set(DemoParameters.metrics(of: metric.exchange))
  }
}
