import Liquidations

/// Whether a rule holds at a moment, whatever was told before.
public enum RuleStanding: Hashable, Sendable {
  /// With what would be told.
  case holds(Firing)
  case fails
  /// That can't be told: why, in one sentence with its full stop.
  case unknown(String)
}

extension AlertKnowledge {
  /// Whether a rule holds; of one about days, on the newest day that it is about.
  public func standing(of rule: AlertRule) -> RuleStanding {
    let day = rule.on == .running ? now.day : now.day - 1
    let isDaily = rule.condition.isDaily
    switch isDaily ? verdict(of: rule, on: day) : verdict(of: rule, watchedSince: nil) {
    case .holds(let readings):
      return .holds(Firing(rule, readings, on: isDaily ? day : nil, at: now, isLate: false))
    case .fails: return .fails
    case .unknown(let reason): return .unknown(reason)
    }
  }
}
