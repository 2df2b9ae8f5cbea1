public import Liquidations

extension RefreshPlan {
  /// A call ended: `error` is nil if it brought a series. `jitter` is 0…1.
  mutating func finish(
    _ key: SeriesKey, _ error: FetchError?, at now: ClockReading, jitter: Double
  ) {
    guard let index = states.firstIndex(where: { $0.key == key }) else { return }
    let error = error.map { judged($0, at: now.wall) }
    states[index].isCalling = false
    states[index].notBefore = nil
    let wasUnreachable = states[index].isUnreachable
    states[index].isUnreachable = error.map { !$0.mayHaveReachedServer } ?? false
    if states[index].isUnreachable {
      budget.spent = max(0, budget.spent - 1)
    } else {
      hurryTheUnreachable(at: now)
    }
    if error == nil, budget.reopens(after: now.wall) == nil { budget.forgetClosing() }
    guard let error else { return close(index, andEndProbeAt: now) }
    switch error.reason {
    case .unauthorized: halt(error)
    case .quotaSpent(let wait): stop(for: wait, at: now.wall)
    default: break
    }
    guard halted == nil, error.isTransient else { return close(index, andEndProbeAt: now) }
    // A server that is back begins with a clean slate, however long it was gone.
    if wasUnreachable && !states[index].isUnreachable {
      states[index].failures = min(states[index].failures, policy.attempts - 1)
    }
    states[index].failures += 1
    planRetry(index, after: error.retryAfter, at: now, jitter: min(max(jitter, 0), 1))
  }

  /// The error, as one who counts the calls reads it.
  ///
  /// A server that speaks of some quota is believed to mean the month's only if half of that is
  /// spent. One that doesn't say how long it is to be left alone gets a time that is guessed.
  func judged(_ error: FetchError, at now: Timestamp) -> FetchError {
    switch error.reason {
    case .rateLimited(let wait, true) where !budget.isWellSpent:
      FetchError(error.key, .rateLimited(retryAfter: wait))
    case .rateLimited(_, true), .quotaSpent(nil):
      FetchError(error.key, .quotaSpent(retryAfter: guessedClosing(at: now)))
    default: error
    }
  }

  /// Those that were called together get one time.
  private func guessedClosing(at now: Timestamp) -> Duration {
    guard let closing = budget.closing else { return policy.firstGuessedClosing }
    if budget.reopens(after: now) != nil { return closing }
    return min(max(closing * 2, policy.firstGuessedClosing), policy.longestGuessedClosing)
  }

  /// The server is there again for one of them, and so for all that have waited for it.
  private mutating func hurryTheUnreachable(at now: ClockReading) {
    for index in states.indices
    where states[index].isUnreachable && states[index].failures >= policy.attempts {
      if let due = states[index].due { states[index].due = min(due, now.elapsed) }
    }
  }

  /// Ends the refresh for one series, with no retry.
  mutating func close(_ index: Int) {
    states[index].isOpen = false
    states[index].failures = 0
  }

  /// The same; and if the series was called to see whether a closed server answers again, that has
  /// been seen: the others follow.
  private mutating func close(_ index: Int, andEndProbeAt now: ClockReading) {
    close(index)
    guard probe == index else { return }
    probe = nil
    guard halted == nil, budget.reopens(after: now.wall) == nil else { return }
    budget.forgetClosing()
    last = now
    for other in states.indices where other != index { open(other, at: now.elapsed) }
  }

  /// A token that is refused once is refused always: nothing is called until the user asks.
  private mutating func halt(_ error: FetchError) {
    halted = halted ?? error
    dropWhatWaits()
  }

  /// What the server counts as spent is spent for all: nothing is called until then.
  private mutating func stop(for wait: Duration?, at moment: Timestamp) {
    let wait = wait ?? policy.firstGuessedClosing
    budget.close(until: reopening(after: wait, from: moment), for: wait)
    last = nil
    dropWhatWaits()
  }

  /// When a server that counts the quota as spent at `moment` is called again: when it says, but not
  /// later than a new month gives new calls, whatever it says.
  func reopening(after wait: Duration, from moment: Timestamp) -> Timestamp {
    min(moment + max(wait, policy.shortestClosing), nextMonth(at: moment))
  }

  mutating func dropWhatWaits() {
    probe = nil
    for index in states.indices where !states[index].isCalling {
      states[index].due = nil
      states[index].isOpen = false
    }
  }

  private mutating func planRetry(
    _ index: Int, after asked: Duration?, at now: ClockReading, jitter: Double
  ) {
    let failures = states[index].failures
    let asked = min(max(asked ?? .zero, .zero), policy.longestWait)
    let holds = failures < policy.attempts && asked <= policy.longestHeldWait
    let delay =
      failures < policy.attempts
      ? policy.backOff(failures: failures, jitter: jitter)
      : policy.recovery(
        failures: failures, jitter: jitter, isUnreachable: states[index].isUnreachable)
    // Those that were asked to wait equally long are spread as well.
    let wait = max(delay, asked == .zero ? .zero : asked + policy.backOffBase * jitter)
    states[index].isOpen = states[index].isOpen && holds
    if asked > .zero { states[index].notBefore = now.elapsed + asked }
    guard mayRepeat(index, at: now), holds || !isOnRequest else {
      states[index].isOpen = false
      return
    }
    states[index].due = now.elapsed + wait
  }

  private func mayRepeat(_ index: Int, at now: ClockReading) -> Bool {
    if budget.reopens(after: now.wall) != nil { return false }
    return states[index].isUnreachable || budget.allowsRetry(at: now.wall)
  }
}

extension FetchError {
  /// Whether the server may have counted the call.
  public var mayHaveReachedServer: Bool {
    switch reason {
    case .noConnection, .nameNotFound, .tls: false
    default: true
    }
  }
}
