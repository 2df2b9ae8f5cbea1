/// What has to hold for a rule to fire: one comparison, or several that hold together.
public struct Condition: Hashable, Sendable {
  /// One comparison.
  public struct Clause: Hashable, Sendable {
    public let value: AlertValue
    public let comparison: Comparison
    public let limit: AlertLimit
  }

  /// One to four, all of days or all of now.
  public let clauses: [Clause]

  /// Whether it is of days, and not of now.
  public var isDaily: Bool { clauses[0].value.isDaily }

  /// Whether it needs what the exchanges' own feeds tell.
  public var needsFeeds: Bool {
    clauses.contains { clause in
      switch clause.value {
      case .live, .gap: true
      case .day, .age: false
      }
    }
  }

  static let mostClauses = 4
  /// In characters.
  static let longestText = 200
}

extension Condition: CustomStringConvertible {
  /// In the words of the grammar, and the same for all ways to write it: `long > 500M`.
  public var description: String { clauses.map { "\($0)" }.joined(separator: " and ") }
}

extension Condition.Clause: CustomStringConvertible {
  public var description: String {
    "\(value.name) \(comparison.rawValue) \(limit.words(in: value.unit))"
  }
}

extension AlertLimit {
  /// As a rule writes it: `500M`, `5`, `3h`, `p99 of 365d`, `5x median of 90d`.
  func words(in unit: Firing.Unit) -> String {
    switch self {
    case .number(let number): AlertNumber.text(number, unit)
    case .percentile(let percent, let days): "p\(percent) of \(days)d"
    case .median(1, let days): "median of \(days)d"
    case .median(let times, let days): "\(AlertNumber.plain(times))x median of \(days)d"
    }
  }
}
