import Liquidations

/// What to call and when: the refresher's decisions, as a value that does nothing by itself.
///
/// A *refresh* calls all eight and is open for a metric until it answers, is refused, or has failed
/// `attempts` times. After that a metric that failed for a passing reason is *recovered*: called
/// alone, ever less often, until it answers.
struct RefreshPlan: Sendable {
  /// How one metric stands.
  struct Line: Equatable, Sendable {
    var isCalling = false
    /// Whether a refresh still waits for it.
    var isOpen = false
    /// Passing failures in a row.
    var failures = 0
    /// When it is called next, apart from the schedule; nil while a call is under way.
    var due: Duration?
    /// Whether that call is one of the day's retries.
    var isRetry = false
    /// The server asked not to be called before.
    var notBefore: Duration?
    var lastCall: Duration?
    /// The last call didn't reach the server.
    var isUnreachable = false
  }

  let policy: RefreshPolicy
  var lines = Array(repeating: Line(), count: Metric.allCases.count)
  var allowance: RetryAllowance
  /// Why the schedule stands still; nil while it goes on.
  var halted: FetchError?
  /// When the last refresh of all eight began; nil before the first.
  private var last: Moment?

  init(policy: RefreshPolicy) {
    self.policy = policy
    allowance = RetryAllowance(limit: policy.retriesADay)
  }

  /// Whether a call, or the wait before its repetition in a refresh, is under way.
  func isLoading(_ metric: Metric) -> Bool {
    lines[metric.index].isCalling || lines[metric.index].isOpen
  }

  /// Takes into account what is kept from before: only what is too old is called at once.
  mutating func begin(keptSince kept: [Metric: Timestamp], at now: Moment) {
    guard last == nil else { return }
    let current = kept.values.filter { isCurrent($0, at: now) }
    guard let oldest = current.min() else { return }
    last = Moment(elapsed: now.elapsed(at: oldest), wall: oldest)
    for metric in Metric.allCases {
      if let asOf = kept[metric], isCurrent(asOf, at: now) { continue }
      open(metric.index, at: now.elapsed)
    }
  }

  /// The user asks: all eight at once, or if a refresh is open, those that wait in it.
  mutating func ask(at now: Moment) {
    let joins = halted == nil && lines.contains(where: \.isOpen)
    halted = nil
    if !joins { last = now }
    for index in lines.indices {
      if joins && lines[index].due == nil { continue }
      let soonest = lines[index].lastCall.map { $0 + policy.closestCalls } ?? now.elapsed
      lines[index].notBefore = nil
      if joins {
        lines[index].due = max(now.elapsed, soonest)
      } else {
        lines[index].failures = 0
        open(index, at: max(now.elapsed, soonest))
      }
    }
  }

  /// The metrics to call now; they count as under way from here on.
  mutating func start(at now: Moment) -> [Metric] {
    guard halted == nil else { return [] }
    if nextRefresh(at: now) <= now.elapsed { openAll(at: now) }
    let metrics = Metric.allCases.filter { metric in
      lines[metric.index].due.map { $0 <= now.elapsed } ?? false
    }
    for metric in metrics {
      lines[metric.index].isCalling = true
      lines[metric.index].due = nil
      lines[metric.index].lastCall = now.elapsed
    }
    return metrics
  }

  /// When there is something to do next; nil if only an answer or the user can bring it.
  func wake(at now: Moment) -> Duration? {
    guard halted == nil else { return nil }
    return lines.compactMap(\.due).reduce(
      min(nextRefresh(at: now), now.elapsed + policy.longestNap), min)
  }

  /// What the user is told: the next refresh, or the recovery that comes before it.
  func schedule(at now: Moment) -> Snapshot.Schedule {
    if let halted { return .halted(halted) }
    let next = lines.filter { !$0.isOpen }.compactMap(\.due).reduce(nextRefresh(at: now), min)
    return .next(now.wall(at: next))
  }
}

// MARK: - The schedule

extension RefreshPlan {
  /// When all eight are called next: an interval after the last time, or when a new day begins.
  private func nextRefresh(at now: Moment) -> Duration {
    guard let last else { return now.elapsed }
    let today = publishedDay(now.wall)
    if today > publishedDay(last.wall) { return now.elapsed }
    let tomorrow = (today + 1).start + policy.midnightDelay
    return min(last.elapsed + policy.interval, now.elapsed(at: tomorrow))
  }

  /// The UTC day that the source should know of by then.
  private func publishedDay(_ wall: Timestamp) -> Day {
    (wall + (.zero - policy.midnightDelay)).day
  }

  private func isCurrent(_ asOf: Timestamp, at now: Moment) -> Bool {
    asOf <= now.wall && now.wall - asOf < policy.interval
      && publishedDay(asOf) == publishedDay(now.wall)
  }

  private mutating func openAll(at now: Moment) {
    last = now
    for index in lines.indices {
      if let notBefore = lines[index].notBefore, notBefore > now.elapsed { continue }
      open(index, at: now.elapsed)
    }
  }

  /// Makes one line part of a refresh; a call that is under way for it already is joined.
  private mutating func open(_ index: Int, at due: Duration) {
    lines[index].isOpen = true
    guard !lines[index].isCalling else { return }
    if lines[index].isRetry { allowance.giveBack() }
    lines[index].isRetry = false
    lines[index].due = due
  }
}
