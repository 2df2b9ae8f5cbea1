public import Liquidations

/// The history that the demo serves: made up, and yet the same wherever and whenever it is asked.
///
/// It looks like the published series: heavy-tailed days in calm and stormy spells, a few crashes
/// and squeezes, exchanges that begin later, missing days. The days of the API's published samples
/// carry the published values. Its proportions are those of `Assets/demo.json`.
public struct DemoHistory: Sendable {
  let parameters: DemoParameters
  let noise: DemoNoise

  /// Reads the parameters in the binary.
  public init() throws(DemoHistoryError) {
    self.init(try DemoParameters.embedded())
  }

  init(_ parameters: DemoParameters) {
    self.parameters = parameters
    noise = DemoNoise(seed: parameters.seed)
  }

  /// All series in USD up to the UTC day of `now`, which has only what came until `now`.
  ///
  /// A finished day has the same value whatever `now` is. Before the first day all are empty.
  public func series(at now: Timestamp) -> [Metric: Series] {
    let start = parameters.start.day
    guard now.day >= start else {
      return Dictionary(uniqueKeysWithValues: Metric.allCases.map { ($0, Series.empty) })
    }
    let market = DemoMarket(parameters, days: start...now.day)
    let missing = market.days.map { parameters.missing(on: $0, noise) }
    return Dictionary(
      uniqueKeysWithValues: Metric.allCases.map {
        ($0, series(of: $0, market, missing: missing, at: now))
      })
  }

  /// What each metric comes to on the whole day, in USD without a sign, by its index; also on days
  /// that the series miss. Before its exchange's first day it is 0.
  func amounts(on day: Day) -> [Double] {
    guard day >= parameters.start.day else { return Metric.allCases.map { _ in 0 } }
    let market = DemoMarket(parameters, days: parameters.start.day...day)
    return Metric.allCases.map { metric in
      guard day >= parameters.exchanges[metric.exchange].first.day else { return 0 }
      return abs(published(metric, on: day) ?? drawn(metric, on: day, market))
    }
  }

  private func series(
    of metric: Metric, _ market: DemoMarket, missing: [Set<Metric>], at now: Timestamp
  ) -> Series {
    let start = market.days.lowerBound
    let first = max(start, parameters.exchanges[metric.exchange].first.day)
    guard first <= now.day else { return .empty }
    var days: [(day: Day, value: Double?)] = []
    days.reserveCapacity(now.day - first + 1)
    for day in first...now.day {
      let published = published(metric, on: day)
      let isMissing = missing[day - start].contains(metric)
      if published == nil && isMissing { continue }
      days.append((day, published ?? drawn(metric, on: day, market)))
    }
    if let last = days.indices.last, days[last].day == now.day {
      days[last].value? *= Self.partDone(of: metric, at: now, noise)
    }
    return Series(days)
  }

  private func published(_ metric: Metric, on day: Day) -> Double? {
    guard let sample = parameters.published.first(where: { $0.day.day == day }) else { return nil }
    let sides = sample.values[metric.exchange]
    return metric.side == .long ? sides.long : sides.short
  }

  /// The whole day's amount of a metric, in USD, signed.
  private func drawn(_ metric: Metric, on day: Day, _ market: DemoMarket) -> Double {
    let venue = parameters.exchanges[metric.exchange]
    let flow = market[day][metric.side]
    let place = day - market.days.lowerBound
    let channel = DemoMarket.Channel.metric + metric.index
    let zeros = DemoMarket.Channel.zero + metric.index
    let isZero = noise.uniform(place, zeros) * (1 + flow) < venue.zeros
    if isZero { return 0 }
    let own = exponential(venue.spread * noise.bell(place, channel))
    let amount =
      venue.median * venue.growth.level(on: day) * own * (venue.damped ? flow.squareRoot() : flow)
    return metric.side == .long ? amount : -amount
  }
}

/// The demo's parameters can't be read: the build is broken.
public struct DemoHistoryError: Error, Equatable, CustomStringConvertible {
  let reason: String

  public var description: String {
    "the demo's data inside this program can't be read (\(reason)); use another build of it"
  }
}
