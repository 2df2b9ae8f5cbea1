public import Liquidations

/// What one look at all rules comes to.
public struct Evaluation: Hashable, Sendable {
  /// A firing, and the state from which it follows.
  public struct Fired: Hashable, Sendable {
    public let key: RuleKey
    public let firing: Firing
    /// When the rule had fired before that; nil if never.
    public let before: Timestamp?

    public init(_ key: RuleKey, _ firing: Firing, before: Timestamp?) {
      self.key = key
      self.firing = firing
      self.before = before
    }
  }

  /// Of each of the rules, and of no other.
  public var states: [RuleKey: RuleState] = [:]
  /// In the order of the rules, and of days.
  public var fired: [Fired] = []

  public init() {}

  /// The rules of those firings, by their place, whose row in a store is such a one.
  public func keys(_ rows: [Int64?], where isMeant: (Int64?) -> Bool) -> Set<RuleKey> {
    Set(zip(fired, rows).filter { isMeant($1) }.map(\.0.key))
  }
}

/// Looks at all rules: what is known goes in, what fires and what is to be remembered come out.
///
/// - Parameter states: what was remembered; a rule of which nothing is is new, and tells of nothing that
///   is over.
public func evaluate(
  _ rules: [AlertRule], _ states: [RuleKey: RuleState], _ known: AlertKnowledge
) -> Evaluation {
  var evaluation = Evaluation()
  for rule in rules {
    var state = states[rule.key] ?? RuleState(at: known.now)
    state.look(at: known.now)
    if rule.condition.isDaily {
      judgeDays(rule, &state, known, &evaluation)
    } else {
      judgeNow(rule, &state, known, &evaluation)
    }
    evaluation.states[rule.key] = state
  }
  return evaluation
}

/// The days of which a rule may tell now, oldest first: closed ones for so long, and the running one.
func judgedDays(_ rule: AlertRule, _ state: RuleState, at now: Timestamp) -> [Day] {
  let today = now.day
  let most = Int(rule.late.components.seconds / 86_400) + 1
  let closed = (1...most).reversed().map { today - $0 }.filter { day in
    let end = (day + 1).start
    return now - end < rule.late && end > state.since
  }
  return rule.on == .running ? closed + [today] : closed
}

private func judgeDays(
  _ rule: AlertRule, _ state: inout RuleState, _ known: AlertKnowledge,
  _ evaluation: inout Evaluation
) {
  for day in judgedDays(rule, state, at: known.now) where !state.told.contains(day) {
    switch known.verdict(of: rule, on: day) {
    case .holds(let readings):
      let isLate = day < known.now.day && (day + 1).start < state.watchedSince
      let firing = Firing(rule, readings, on: day, at: known.now, isLate: isLate)
      evaluation.fired.append(.init(rule.key, firing, before: state.firedAt))
      state.fire(at: known.now, day: day)
    case .fails, .unknown: break
    }
  }
  let oldest = known.now.day - Int(rule.late.components.seconds / 86_400) - 2
  state.told = state.told.filter { $0 >= oldest }
}

private func judgeNow(
  _ rule: AlertRule, _ state: inout RuleState, _ known: AlertKnowledge,
  _ evaluation: inout Evaluation
) {
  let verdict = known.verdict(of: rule, watchedSince: state.watchedSince)
  switch (verdict, state.edge) {
  case (.unknown, _): break
  case (.fails, .new): state.edge = .armed
  case (_, .fired):
    if rule.isRearmed(by: verdict.readings ?? []) { state.edge = .armed }
  case (.holds(let readings), .armed) where state.restsUntil(rule, at: known.now) == nil:
    let firing = Firing(rule, readings, on: nil, at: known.now, isLate: false)
    evaluation.fired.append(.init(rule.key, firing, before: state.firedAt))
    state.fire(at: known.now, day: nil)
  case (.holds, .armed), (.holds, .new), (.fails, .armed): break
  }
}

extension AlertRule {
  /// Whether any of the values has gone back behind its part of the limit.
  func isRearmed(by readings: [Firing.Reading]) -> Bool {
    zip(condition.clauses, readings).contains { clause, reading in
      let limit = clause.comparison.isUpward ? reading.limit * rearm : reading.limit / rearm
      return !clause.comparison.holds(reading.value, limit)
        || (rearm < 1 && reading.value == limit)
    }
  }
}
