import Liquidations

extension RefreshPlan {
  /// A plan that goes on from what is kept: only what is too old is called at once.
  ///
  /// - Parameter isTakeover: whether another has refreshed until now. Then what it was told stands:
  ///   a refused token stays refused. A program that starts tries anew, but never before a time
  ///   that the server asked for.
  init(
    policy: RefreshPolicy, keys: [SeriesKey], resuming kept: StoredState, isTakeover: Bool,
    at now: ClockReading
  ) {
    self.init(policy: policy, keys: keys)
    budget = budget(of: kept)
    heard = kept.asked
    let touched = keys.map { lastTouch(kept.readings[$0], at: now) }
    let owed = isTakeover ? seriesOwed(by: kept, touched, at: now) : []
    if !owed.isEmpty {
      ask(for: owed, isBeyondQuota: kept.asked?.isBeyondQuota == true, at: now)
    } else if isTakeover, case .halted(let error) = kept.announced?.schedule {
      halted = error
      return
    } else if budget.closing != nil {
      return
    } else if let oldest = touched.compactMap(\.self).min() {
      last = ClockReading(elapsed: now.elapsed(at: oldest), wall: oldest)
    }
    for (index, key) in keys.enumerated() where !owed.contains(key) {
      let reading = kept.readings[key] ?? SeriesReading()
      resume(index, reading, touched: touched[index], isTakeover, at: now)
    }
  }

  /// What the month has left by what is kept.
  ///
  /// - Parameter rules: of the one who refreshes, if it is another.
  func budget(of kept: StoredState, by rules: AnnouncedPlan.Rules? = nil) -> Budget {
    var budget = Budget(
      limit: rules?.callsAMonth ?? policy.callsAMonth, refreshCost: states.count)
    budget.spent = kept.spent
    budget.scope = kept.scope
    let answered = kept.readings.values.compactMap(\.asOf).max()
    for reading in kept.readings.values {
      guard case .quotaSpent(let said) = reading.error?.reason, let failedAt = reading.failedAt
      else { continue }
      // Without a time it is of a version that waited for the next month; what came since says more.
      let wait = said ?? policy.firstGuessedClosing
      guard answered.map({ $0 < failedAt + wait }) ?? true else { continue }
      budget.close(until: reopening(after: wait, from: failedAt), for: wait)
    }
    return budget
  }

  /// When the series was last called, if that is recent enough for no refresh to have come since.
  private func lastTouch(_ reading: SeriesReading?, at now: ClockReading) -> Timestamp? {
    [reading?.asOf, reading?.failedAt].compactMap(\.self).filter { moment in
      let refresh = ClockReading(elapsed: now.elapsed(at: moment), wall: moment)
      return moment <= now.wall && next(after: refresh, at: now) > now.elapsed
    }.max()
  }

  private mutating func resume(
    _ index: Int, _ reading: SeriesReading, touched: Timestamp?, _ isTakeover: Bool,
    at now: ClockReading
  ) {
    let failedAt = min(reading.failedAt ?? now.wall, now.wall)
    let asked = min(reading.error?.retryAfter ?? .zero, policy.longestWait)
    let notBefore = now.elapsed(at: failedAt + asked)
    if asked > .zero, notBefore > now.elapsed {
      states[index].failures = policy.attempts
      states[index].notBefore = notBefore
      states[index].due = notBefore
    } else if touched == nil {
      if last != nil { open(index, at: now.elapsed) }
    } else if let error = reading.error, error.isTransient {
      states[index].failures = policy.attempts
      states[index].isUnreachable = !error.mayHaveReachedServer
      states[index].due =
        states[index].isUnreachable
        ? now.elapsed : max(now.elapsed, now.elapsed(at: failedAt + policy.recoveryBase))
    } else if reading.error != nil, !isTakeover {
      open(index, at: now.elapsed)
    }
  }

  /// What the one who refreshed until now was asked for and hadn't fetched when it went away.
  ///
  /// A request that it never heard is owed for all; moments of one second tell nothing of that.
  private func seriesOwed(
    by kept: StoredState, _ touched: [Timestamp?], at now: ClockReading
  ) -> [SeriesKey] {
    guard let request = kept.asked else { return [] }
    let age = now.wall - request.at
    guard age >= .zero, age <= Lease.lifetime + Leadership.renewal * 2 else { return [] }
    guard request == kept.announced?.heard else { return keys }
    return zip(keys, touched).filter { $1.map { $0 < request.at } ?? true }.map(\.0)
  }
}
