import Liquidations

extension RefreshPlan {
  /// A plan that goes on from what is kept: only what is too old is called at once.
  ///
  /// - Parameter isTakeover: whether another has refreshed until now. Then what it was told stands:
  ///   a refused token stays refused. A program that starts tries anew, but never before a time
  ///   that the server asked for.
  init(policy: RefreshPolicy, resuming kept: Kept, isTakeover: Bool, at now: Moment) {
    self.init(policy: policy)
    budget = budget(of: kept)
    heard = kept.asked
    let touched = Metric.allCases.map { lastTouch(kept.readings[$0], at: now) }
    let owed = isTakeover ? metricsOwed(by: kept, touched, at: now) : []
    if !owed.isEmpty {
      ask(for: owed, isBeyondQuota: kept.asked?.isBeyondQuota == true, at: now)
    } else if isTakeover, case .halted(let error) = kept.announced?.schedule {
      halted = error
      return
    } else if budget.reopens(after: now.wall) != nil {
      return
    } else if let oldest = touched.compactMap(\.self).min() {
      last = Moment(elapsed: now.elapsed(at: oldest), wall: oldest)
    }
    for metric in Metric.allCases where !owed.contains(metric) {
      let reading = kept.readings[metric] ?? Kept.Reading()
      resume(metric.index, reading, touched: touched[metric.index], isTakeover, at: now)
    }
  }

  /// What the month has left by what is kept.
  func budget(of kept: Kept) -> Budget {
    var budget = Budget(limit: policy.callsAMonth)
    budget.spent = kept.spent
    for reading in kept.readings.values {
      guard case .quotaSpent(let wait) = reading.error?.reason, let failedAt = reading.failedAt
      else { continue }
      budget.close(until: reopening(after: wait, from: failedAt))
    }
    return budget
  }

  /// When the metric was last called, if that is recent enough for no refresh to have come since.
  private func lastTouch(_ reading: Kept.Reading?, at now: Moment) -> Timestamp? {
    [reading?.asOf, reading?.failedAt].compactMap(\.self).filter { moment in
      let refresh = Moment(elapsed: now.elapsed(at: moment), wall: moment)
      return moment <= now.wall && next(after: refresh, at: now) > now.elapsed
    }.max()
  }

  private mutating func resume(
    _ index: Int, _ reading: Kept.Reading, touched: Timestamp?, _ isTakeover: Bool, at now: Moment
  ) {
    let failedAt = min(reading.failedAt ?? now.wall, now.wall)
    let asked = min(reading.error?.retryAfter ?? .zero, policy.longestWait)
    let notBefore = now.elapsed(at: failedAt + asked)
    if asked > .zero, notBefore > now.elapsed {
      lines[index].failures = policy.attempts
      lines[index].notBefore = notBefore
      lines[index].due = notBefore
    } else if touched == nil {
      if last != nil { open(index, at: now.elapsed) }
    } else if let error = reading.error, error.isTransient {
      lines[index].failures = policy.attempts
      lines[index].isUnreachable = !error.mayHaveReachedServer
      lines[index].due =
        lines[index].isUnreachable
        ? now.elapsed : max(now.elapsed, now.elapsed(at: failedAt + policy.recoveryBase))
    } else if reading.error != nil, !isTakeover {
      open(index, at: now.elapsed)
    }
  }

  /// What the one who refreshed until now was asked for and hadn't fetched when it went away.
  ///
  /// A request that it never heard is owed for all; moments of one second tell nothing of that.
  private func metricsOwed(
    by kept: Kept, _ touched: [Timestamp?], at now: Moment
  ) -> [Metric] {
    guard let request = kept.asked else { return [] }
    let age = now.wall - request.at
    guard age >= .zero, age < Lease.lifetime + Lease.lifetime else { return [] }
    guard request == kept.announced?.heard else { return Metric.allCases }
    return Metric.allCases.filter { metric in
      touched[metric.index].map { $0 < request.at } ?? true
    }
  }
}
