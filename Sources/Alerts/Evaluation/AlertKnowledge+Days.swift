import Liquidations
import Wording

// What the API's days say. A value that is missing, stale or lacks a part says nothing.
extension AlertKnowledge {
  /// What a rule's values of a UTC day say; the day may be the one that isn't over.
  func verdict(of rule: AlertRule, on day: Day) -> Verdict {
    guard let snapshot else { return .unknown("Nothing is known of the days yet.") }
    if let lack = lack(of: rule, on: day, in: snapshot) { return .unknown(lack) }
    var readings: [Firing.Reading] = []
    var holds = true
    for clause in rule.condition.clauses {
      guard case .day(let measure) = clause.value,
        let value = Self.value(measure, snapshot.history[Slot(day)], rule.exchanges)
      else { return .unknown("The amounts of \(day) lack a part.") }
      let limit: Double
      switch self.limit(clause.limit, measure, before: day, rule.exchanges, snapshot.history) {
      case .value(let number): limit = number
      case .unknown(let reason): return .unknown(reason)
      }
      readings.append(Firing.Reading(clause.value.name, value: value, limit: limit, .usd))
      holds = holds && clause.comparison.holds(value, limit)
    }
    return holds ? .holds(readings) : .fails(readings)
  }

  /// A measure of some exchanges in USD; nil if any of it is missing.
  private static func value(
    _ measure: AlertValue.DayMeasure, _ amounts: Amounts, _ exchanges: ExchangeSet
  ) -> Double? {
    func side(_ side: Side) -> Double? {
      amounts.isFloor(side, of: exchanges)
        ? nil : amounts.total(side, of: exchanges).map(abs)
    }
    return switch measure {
    case .long: side(.long)
    case .short: side(.short)
    case .total: amounts.gross(of: exchanges)
    case .net: amounts.net(of: exchanges)
    }
  }

  /// Why the series that a rule asks tell nothing of the day; nil if they do.
  private func lack(of rule: AlertRule, on day: Day, in snapshot: Snapshot) -> String? {
    for metric in Self.metrics(of: rule) {
      let reading = snapshot[metric]
      guard let asOf = reading.asOf else { return "\(metric.name) was never received." }
      if reading.error != nil { return "\(metric.name) can't be fetched since \(asOf.isoMinute)." }
      if day < now.day {
        guard asOf >= (day + 1).start else {
          return "\(metric.name) was received before \(day) was over, at \(asOf.isoMinute)."
        }
      } else if now - asOf > staleAfter {
        return "\(metric.name) is of \(Age.words(now - asOf)) ago."
      }
      if reading.series[day] == nil { return "\(metric.name) has no value of \(day)." }
    }
    return nil
  }

  private static func metrics(of rule: AlertRule) -> [Metric] {
    let sides = Set(
      rule.condition.clauses.flatMap { clause -> [Side] in
        switch clause.value {
        case .day(.long): [.long]
        case .day(.short): [.short]
        default: Side.allCases
        }
      })
    return rule.exchanges.metrics.filter { sides.contains($0.side) }
  }

  // MARK: Limits

  /// Of so many days before, so many have to be whole: otherwise they say nothing.
  private static let leastKnown = 0.9

  private func limit(
    _ limit: AlertLimit, _ measure: AlertValue.DayMeasure, before day: Day,
    _ exchanges: ExchangeSet, _ history: History
  ) -> Finding {
    let count: Int
    switch limit {
    case .number(let number): return .value(number)
    case .percentile(_, let days), .median(_, let days): count = days
    }
    let values = (1...count).compactMap {
      Self.value(measure, history[Slot(day - $0)], exchanges)
    }.sorted()
    guard Double(values.count) >= Self.leastKnown * Double(count) else {
      return .unknown("Of the \(count) days before \(day) only \(values.count) are whole.")
    }
    return .value(limit.value(of: values))
  }
}

extension AlertLimit {
  /// - Parameter sorted: at least one value.
  fileprivate func value(of sorted: [Double]) -> Double {
    switch self {
    case .number(let number): return number
    case .percentile(let percent, _):
      // The smallest that so many percent don't exceed.
      let rank = (sorted.count * percent + 99) / 100
      return sorted[max(1, rank) - 1]
    case .median(let times, _):
      let middle = sorted.count / 2
      let isOdd = sorted.count % 2 == 1
      return times * (isOdd ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2)
    }
  }
}
