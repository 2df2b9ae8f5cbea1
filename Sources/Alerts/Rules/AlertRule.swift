public import Liquidations

/// An alert as a user wants it: when it fires, how often, and what is run then.
public struct AlertRule: Hashable, Sendable {
  /// Which values of a day are judged.
  public enum DayMoment: String, CaseIterable, Hashable, Sendable {
    /// Those of the day that isn't over as well.
    case running
    /// Those of whole days alone.
    case close
  }

  public let name: String
  public let condition: Condition
  /// Nil of all together.
  public let exchange: Exchange?
  /// Of a rule about days.
  public let on: DayMoment
  /// Of a rule about now: to which part of its limits a value has to have gone back before it may fire
  /// again, 0…1.
  public let rearm: Double
  /// Of a rule about now: it fires no sooner again.
  public let every: Duration
  /// Of a rule about days: how long after its end a day is still told of.
  public let late: Duration
  /// The command to run and its arguments, in which names in braces stand for what happened; none if
  /// empty.
  public let run: [String]

  public init(
    _ name: String, _ condition: Condition, exchange: Exchange? = nil, on: DayMoment = .running,
    rearm: Double = Self.standardRearm, every: Duration = Self.standardEvery,
    late: Duration = Self.standardLate, run: [String] = []
  ) {
    self.name = name
    self.condition = condition
    self.exchange = exchange
    self.on = on
    self.rearm = rearm
    self.every = every
    self.late = late
    self.run = run
  }

  public static let standardRearm = 0.5
  public static let standardEvery = Duration.seconds(600)
  public static let standardLate = Duration.seconds(86_400)

  public var exchanges: ExchangeSet { exchange.map { ExchangeSet($0) } ?? .all }

  /// What tells it from others: a rule of another meaning is a new one, and fires for nothing that is
  /// past.
  public var key: RuleKey {
    let moment = condition.isDaily ? " on \(on.rawValue)" : ""
    return RuleKey(name: name, definition: "\(condition) of \(exchange?.slug ?? "all")\(moment)")
  }
}

/// Which rule, of which meaning.
public struct RuleKey: Hashable, Sendable {
  public let name: String
  /// Such as `long > 500M of all on running`.
  public let definition: String

  public init(name: String, definition: String) {
    self.name = name
    self.definition = definition
  }
}

extension [AlertRule] {
  /// What is the same of all who watch the same rules: sixteen hexadecimal digits.
  public var fingerprint: String {
    let lines = map { "\($0.key.name): \($0.key.definition)\n" }.sorted().joined()
    // FNV-1a, since it has to be the same in every process.
    let hash = lines.utf8.reduce(0xcbf2_9ce4_8422_2325 as UInt64) {
      ($0 ^ UInt64($1)) &* 0x0000_0100_0000_01b3
    }
    let digits = String(hash, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }
}
