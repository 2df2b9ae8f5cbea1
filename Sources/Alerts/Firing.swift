public import Liquidations

/// That an alert's rule has come to hold: all that the screen, a hook, a watcher and JSON tell of it.
///
/// Its texts are ASCII, of one line each and bounded, and hold nothing but names, numbers and dates.
public struct Firing: Hashable, Sendable {
  /// What a value is counted in.
  public enum Unit: String, Hashable, Codable, Sendable {
    case usd
    /// Orders.
    case count
    case seconds
  }

  /// What one of the rule's values was, and what it was compared with.
  public struct Reading: Hashable, Codable, Sendable {
    /// As the rule names it: `long`, `live.1m.total`.
    public let name: String
    public let value: Double
    public let limit: Double
    public let unit: Unit

    public init(_ name: String, value: Double, limit: Double, _ unit: Unit) {
      self.name = name
      self.value = value
      self.limit = limit
      self.unit = unit
    }
  }

  /// The rule's name.
  public let rule: String
  /// The name and what happened in a few words: `big-day: long 512M > 500M`.
  public let title: String
  /// The same in whole sentences.
  public let text: String
  /// Of which exchange; nil of all together.
  public let exchange: Exchange?
  /// Of which UTC day; nil of a rule about what is live.
  public let day: Day?
  /// When it was found to hold.
  public let moment: Timestamp
  /// One for each comparison of the rule, in its order; never none.
  public let readings: [Reading]
  /// Whether it is about a day that ended while nothing watched.
  public let isLate: Bool
  /// Whether it was only asked for, to try how it is told: nothing happened, and it isn't kept.
  public let isTest: Bool

  /// What the rule's first value was, in its unit.
  public var value: Double { readings.first?.value ?? .nan }
  /// What that was compared with.
  public var limit: Double { readings.first?.limit ?? .nan }

  public init(
    rule: String, title: String, text: String, exchange: Exchange? = nil, day: Day? = nil,
    moment: Timestamp, readings: [Reading], isLate: Bool = false, isTest: Bool = false
  ) {
    self.rule = rule
    self.title = title
    self.text = text
    self.exchange = exchange
    self.day = day
    self.moment = moment
    self.readings = readings
    self.isLate = isLate
    self.isTest = isTest
  }
}
