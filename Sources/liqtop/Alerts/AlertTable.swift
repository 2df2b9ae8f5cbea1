import Alerts
import Liquidations
import Wording

/// The rules, one under the other, with what is remembered of each:
///
///     big-day  long > 500M, all exchanges, each day once
///              last fired 2026-11-28 14:05 UTC; told of 2026-11-28
struct AlertTable {
  private let rules: [AlertRule]
  private let stored: StoredAlerts
  private let known: AlertKnowledge

  init(_ rules: [AlertRule], _ stored: StoredAlerts, _ known: AlertKnowledge) {
    self.rules = rules
    self.stored = stored
    self.known = known
  }

  var text: String {
    let width = rules.map(\.name.count).max() ?? 0
    return rules.flatMap { rule in
      lines(rule).enumerated().map { place, line in
        let name = place == 0 ? rule.name : ""
        return name + String(repeating: " ", count: width + 2 - name.count) + line.printable
      }
    }.joined(separator: "\n")
  }

  private func lines(_ rule: AlertRule) -> [String] {
    [meaning(rule), history(rule), standing(rule)]
      + (rule.run.isEmpty ? [] : ["runs \(rule.run[0])"])
  }

  private func meaning(_ rule: AlertRule) -> String {
    let exchange = rule.exchange?.name ?? "all exchanges"
    guard rule.condition.isDaily else {
      let share = Ratio.percent(rule.rearm)
      return "\(rule.condition), \(exchange), again after \(share) of the limit and "
        + Self.words(rule.every)
    }
    return "\(rule.condition), \(exchange), "
      + (rule.on == .running ? "each day once" : "each day once, when it is over")
  }

  private func history(_ rule: AlertRule) -> String {
    let last = stored.firings.first { kept in
      kept.firing.rule == rule.name && kept.firing.exchange == rule.exchange
    }
    guard let firing = last?.firing else { return "never fired" }
    let day = firing.day.map { ", about \($0)" } ?? ""
    return "last fired \(firing.moment.day) \(firing.moment.clock) UTC\(day)"
  }

  private func standing(_ rule: AlertRule) -> String {
    guard let state = stored.state(of: rule) else {
      return "not looked at yet; run liqtop, or liqtop watch"
    }
    let pause = known.now - state.lookedAt
    guard pause <= RuleState.longestPause else {
      return "not looked at since \(state.lookedAt.isoMinute); run liqtop, or liqtop watch"
    }
    let verdict = known.standing(of: rule)
    if case .unknown(let reason) = verdict { return "can't be told: \(reason)" }
    guard !rule.condition.isDaily else {
      let isTold = state.told.contains(known.now.day)
      return isTold ? "has told of today" : "watching"
    }
    switch state.edge {
    // It may have been looked at before it could be told.
    case .new where verdict == .fails: return "not looked at yet"
    case .new: return "holds since before it was looked at; fires once it hasn't held"
    case .armed: return state.restsUntil(rule, at: known.now).map(notBefore) ?? "armed"
    case .fired: return "has fired; not armed again yet"
    }
  }

  private func notBefore(_ moment: Timestamp) -> String {
    let day = moment.day == known.now.day ? "" : "\(moment.day) "
    return "not before \(day)\(moment.clock) UTC"
  }

  private static func words(_ duration: Duration) -> String {
    duration < .seconds(60) ? "\(duration.components.seconds) s" : Age.words(duration)
  }
}
