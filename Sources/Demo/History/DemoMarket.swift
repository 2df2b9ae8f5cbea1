import Liquidations

/// How much is liquidated each day, in ordinary days: what all exchanges have in common.
struct DemoMarket: Sendable {
  /// 1 is an ordinary day of that side.
  struct Flow: Sendable {
    var long: Double
    var short: Double

    subscript(side: Side) -> Double { side == .long ? long : short }
  }

  let days: ClosedRange<Day>
  private var flows: [Flow] = []

  subscript(day: Day) -> Flow { flows[day - days.lowerBound] }

  /// The market of all days; the first of them must be the parameters' start.
  init(_ parameters: DemoParameters, days: ClosedRange<Day>) {
    self.days = days
    let noise = DemoNoise(seed: parameters.seed)
    flows.reserveCapacity(days.count)
    for day in days {
      var flow = Self.calm(day - days.lowerBound, noise)
      flow.scale(parameters.weekdays[day.weekday])
      flows.append(flow)
    }
    for event in parameters.allEvents(through: days.upperBound, noise) {
      add(event, noise)
    }
    for day in days {
      flows[day - days.lowerBound].scale(parameters.activity.level(on: day))
    }
  }

  /// The flow of a day without an event, `place` days after the start.
  private static func calm(_ place: Int, _ noise: DemoNoise) -> Flow {
    // Seasons, spells and storms of some days, each with its own length.
    let spells =
      0.3 * noise.drift(place, period: 151, Channel.season)
      + 0.36 * noise.drift(place, period: 31, Channel.spell)
      + 0.34 * noise.drift(place, period: 6, Channel.storm)
    let own = noise.bell(place, Channel.day)
    // The cube makes the rare day rarer and larger than a bell would.
    let tail = own * (0.26 + 0.05 * own * own)
    // How far the price fell; falls are sharper than rises.
    let fall =
      0.3 * noise.drift(place, period: 23, Channel.trend) + 0.92 * noise.bell(place, Channel.fall)
    let move = (fall > 0 ? 0.24 : 0.15) * (fall * fall - 0.45)
    let gross = 2 * exponential(spells + tail + move)
    let longShare = 1 / (1 + exponential(-0.1 - 0.95 * fall))
    return Flow(long: gross * longShare, short: gross * (1 - longShare))
  }

  private mutating func add(_ event: DemoEvent, _ noise: DemoNoise) {
    for offset in 0..<event.days {
      let day = event.day + offset
      guard days.contains(day) else { continue }
      let place = day - days.lowerBound
      // After the first day the cascade ebbs away and what comes back hits both sides.
      let ebb =
        offset == 0
        ? 1 : 0.42 * exponential(-0.55 * Double(offset) + 0.3 * noise.bell(place, Channel.ebb))
      let longShare = offset == 0 ? event.longShare : 0.6 * event.longShare + 0.2
      flows[place].long += 2 * event.times * ebb * longShare
      flows[place].short += 2 * event.times * ebb * (1 - longShare)
    }
  }
}

extension DemoMarket.Flow {
  fileprivate mutating func scale(_ factor: Double) {
    long *= factor
    short *= factor
  }
}

extension DemoMarket {
  /// The noise of different things must not be the same noise.
  enum Channel {
    static let season = 1
    static let spell = 2
    static let storm = 3
    static let day = 4
    static let trend = 5
    static let fall = 6
    static let ebb = 7
    static let event = 8
    static let gap = 16
    static let hour = 24
    /// And one for each metric, by its index.
    static let metric = 32
    static let zero = metric + Metric.allCases.count
    /// What is told within a day: `DemoTape`.
    static let price = 64
    static let cascade = 96
    static let minute = 97
    static let slot = 98
    static let trade = 99
    static let large = 100
    /// And one for each exchange, by its place.
    static let order = 104
  }
}
