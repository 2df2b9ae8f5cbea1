import Liquidations
import Live
import Wording

// What is live says. A feed that isn't heard, or wasn't for a part of the time, says nothing.
extension AlertKnowledge {
  /// What a rule's values of now say.
  ///
  /// - Parameter watchedSince: what wasn't heard before that may have been for want of a listener; nil if
  ///   that isn't known.
  func verdict(of rule: AlertRule, watchedSince: Timestamp?) -> Verdict {
    var readings: [Firing.Reading] = []
    var holds = true
    for clause in rule.condition.clauses {
      guard case .number(let limit) = clause.limit else { return .unknown("It has no limit.") }
      switch finding(clause.value, rule.exchanges, watchedSince) {
      case .unknown(let reason): return .unknown(reason)
      case .value(let value):
        readings.append(
          Firing.Reading(clause.value.name, value: value, limit: limit, clause.value.unit))
        holds = holds && clause.comparison.holds(value, limit)
      }
    }
    return holds ? .holds(readings) : .fails(readings)
  }

  private func finding(
    _ value: AlertValue, _ exchanges: ExchangeSet, _ watchedSince: Timestamp?
  ) -> Finding {
    switch value {
    case .age: return age(of: exchanges, watchedSince)
    case .gap: return gap(of: exchanges, watchedSince)
    case .live(let window, let measure): return sum(of: measure, in: window, exchanges)
    case .day: return .unknown("It is a value of a day.")
    }
  }

  private static let unheard = "The exchanges' feeds aren't listened to."

  // MARK: Sums

  /// An exchange is heard now if it has told all up to so long ago.
  private static let reachesNow = Duration.seconds(30)

  private func sum(
    of measure: AlertValue.LiveMeasure, in window: StripWindow, _ exchanges: ExchangeSet
  ) -> Finding {
    guard let live else { return .unknown(Self.unheard) }
    let sums = live.sums.window(window, at: now)
    if let lack = lack(of: exchanges, in: sums.time, live) { return .unknown(lack) }
    let tallies = sums.tallies(of: exchanges)
    return .value(tallies.value(of: measure))
  }

  /// Which of the exchanges wasn't heard for all of the time; nil if all were, as far as each has told:
  /// one that tells an hour late lacks nothing until then.
  private func lack(
    of exchanges: ExchangeSet, in time: Range<Timestamp>, _ live: LiveSnapshot
  ) -> String? {
    var isHeardNow = false
    for exchange in exchanges.exchanges {
      guard let end = live.told(by: exchange, at: now) else {
        return "\(exchange.name) isn't heard."
      }
      if now - end < Self.reachesNow { isHeardNow = true }
      let told = time.lowerBound..<max(time.lowerBound, min(end, time.upperBound))
      guard live.sums.coverage[exchange].hold(told) else {
        return "\(exchange.name) wasn't heard for all of that time."
      }
    }
    return isHeardNow ? nil : "None of the exchanges has told of the time up to now."
  }

  // MARK: Ages

  /// The feeds have told anew: what was heard until now was heard until now.
  mutating func hear(_ new: LiveSnapshot, at moment: Timestamp) {
    let heard = live.map { $0.liveExchanges.union(new.liveExchanges) } ?? .all
    for exchange in heard.exchanges { lastHeard[exchange] = moment }
    live = new
  }

  /// How long the exchange that was heard longest ago wasn't; one whose feeds are live has none, however
  /// late it tells.
  private func gap(of exchanges: ExchangeSet, _ watchedSince: Timestamp?) -> Finding {
    guard let live, !isLeft(live) else { return .unknown(Self.unheard) }
    let heard = live.liveExchanges
    var longest = Duration.zero
    for exchange in exchanges.exchanges
    where !heard.contains(exchange) && live.told(by: exchange, at: now) == nil {
      // Before that there may have been nobody to listen.
      let coverageEnd = live.sums.coverage[exchange].end
      let ends = [coverageEnd, lastHeard[exchange], watchedSince].compactMap(\.self)
      guard let end = ends.max() else { return .unknown("\(exchange.name) was never heard.") }
      longest = max(longest, now - end)
    }
    return .value(Double(longest.components.seconds))
  }

  /// Whether it is what an archive still says after all who listened have ended.
  private func isLeft(_ live: LiveSnapshot) -> Bool {
    let ends = live.liveExchanges.exchanges.compactMap { live.sums.coverage[$0].end }
    return lastHeard.isEmpty && !ends.isEmpty && ends.allSatisfy { now - $0 >= Self.reachesNow }
  }

  /// After a start or a sleep, so long is left to the first refresh.
  private static let grace = Duration.seconds(60)

  private func age(of exchanges: ExchangeSet, _ watchedSince: Timestamp?) -> Finding {
    guard let snapshot else { return .unknown("Nothing is known of the days yet.") }
    let received = exchanges.metrics.compactMap { snapshot[$0].asOf }
    guard let oldest = received.min() else { return .unknown("Nothing was ever received.") }
    if let watchedSince, oldest < watchedSince,
      snapshot.isLoading || now - watchedSince < Self.grace
    {
      return .unknown("The first refresh isn't over yet.")
    }
    return .value(Double(max(.zero, now - oldest).components.seconds))
  }
}

extension Tallies {
  fileprivate func value(of measure: AlertValue.LiveMeasure) -> Double {
    switch measure {
    case .total: both.usd
    case .long: long.usd
    case .short: short.usd
    case .largest: both.largest
    case .count: Double(both.count)
    }
  }
}
