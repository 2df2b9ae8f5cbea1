import FoundationEssentials
import Liquidations

/// What the demo's history is generated from: the content of `Assets/demo.json`.
struct DemoParameters: Decodable, Sendable {
  /// The first number of all noise; another one gives another history.
  let seed: UInt64
  /// The first day of the history.
  let start: DemoDay
  /// How busy the seven weekdays are, Monday first.
  let weekdays: [Double]
  /// How busy the market is over the years.
  let activity: [Level]
  let exchanges: ByExchange<Venue>
  let events: [Event]
  let recurring: [RecurringEvent]
  let gaps: [Gap]
  let recurringGaps: RecurringGaps
  let published: [PublishedDay]
  /// What one BTC costs over the years, in USD, before it goes up and down.
  let prices: [Level]

  /// A factor that holds on a day; between two it is drawn as a line, after the last it stays.
  struct Level: Decodable, Sendable {
    let day: DemoDay
    let times: Double
  }

  /// The proportions of one exchange.
  struct Venue: Decodable, Sendable {
    /// Its first day; it has no value before.
    let first: DemoDay
    /// What a side comes to on an ordinary day, USD.
    let median: Double
    /// The standard deviation of the natural logarithm of its own daily noise.
    let spread: Double
    /// The chance that a side stays at exactly zero when the market stands still, 0…1.
    let zeros: Double
    /// Whether it moves only with the square root of the market.
    let damped: Bool
    let growth: [Level]
  }

  /// A crash or a squeeze: a burst on top of the ordinary flow, which ebbs away in some days.
  struct Event: Decodable, Sendable {
    let day: DemoDay
    /// The size of its first day, in ordinary days.
    let times: Double
    /// The longs' part of it, 0…1.
    let longShare: Double
    let days: Int
  }

  /// One event in each period of so many days, on a day that the noise picks.
  struct RecurringEvent: Decodable, Sendable {
    let from: DemoDay
    let every: Int
    /// The smallest and the largest size, in ordinary days.
    let least: Double
    let most: Double
  }

  /// Days without a value, of one exchange or of all.
  struct Gap: Decodable, Sendable {
    let exchange: DemoExchange?
    let first: DemoDay
    let last: DemoDay
  }

  /// One missing day in each period of so many days, between two offsets into the period.
  struct RecurringGaps: Decodable, Sendable {
    let every: Int
    let earliest: Int
    let latest: Int
    /// The part of them that all exchanges miss, 0…1; the others are one exchange's or one metric's.
    let wholeDays: Double
  }

  /// A day whose values are given, in USD.
  struct PublishedDay: Decodable, Sendable {
    struct Sides: Decodable, Sendable {
      let long: Double
      let short: Double
    }

    let day: DemoDay
    let values: ByExchange<Sides>
  }
}

extension DemoParameters {
  /// The parameters in the binary.
  static func embedded() throws(DemoHistoryError) -> DemoParameters {
    do {
      return try JSONDecoder().decode(
        DemoParameters.self, from: Data(PackageResources.demo_json))
    } catch {
      throw DemoHistoryError(reason: "\(error)")
    }
  }
}
