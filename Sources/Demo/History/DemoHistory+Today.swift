import Liquidations

extension DemoHistory {
  /// What part of a day's amount has come by then, 0…1, growing with every second.
  ///
  /// Each hour has a weight of its own: liquidations come in bursts.
  static func partDone(of metric: Metric, at now: Timestamp, _ noise: DemoNoise) -> Double {
    let hour = now.secondOfDay / 3_600
    // The running second counts, so that the day begins with a little and ends with all of it.
    let partOfHour = Double(now.secondOfDay % 3_600 + 1) / 3_600
    var done = 0.0
    var all = 0.0
    for place in 0..<24 {
      let weight = Self.weight(of: metric, hour: now.day.number * 24 + place, noise)
      all += weight
      if place < hour { done += weight }
      if place == hour { done += weight * partOfHour }
    }
    return done / all
  }

  /// How busy an hour is for the metric, against others; `hour` counts from 1970-01-01T00:00Z.
  static func weight(of metric: Metric, hour: Int, _ noise: DemoNoise) -> Double {
    let shared = noise.bell(2 * hour + metric.side.rawValue, DemoMarket.Channel.hour)
    let own = noise.bell(Metric.allCases.count * hour + metric.index, DemoMarket.Channel.hour + 1)
    return exponential(0.7 * shared + 0.3 * own)
  }
}
