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
    /// Whether the user agreed to spend more than the quota on that call.
    var isBeyondQuota = false
    /// The server asked not to be called before.
    var notBefore: Duration?
    var lastCall: Duration?
    /// The last call didn't reach the server.
    var isUnreachable = false
  }

  /// Calls to make now.
  struct Batch: Equatable, Sendable {
    var metrics: [Metric] = []
    /// The month's calls that they may be part of.
    var limit: Int
  }

  let policy: RefreshPolicy
  var lines = Array(repeating: Line(), count: Metric.allCases.count)
  var budget: Budget
  /// Why the schedule stands still; nil while it goes on.
  var halted: FetchError?
  /// When the last refresh of all eight began; nil before the first.
  var last: Moment?
  /// The newest request that came through the store.
  var heard: RefreshRequest?

  init(policy: RefreshPolicy) {
    self.policy = policy
    budget = Budget(limit: policy.callsAMonth)
  }

  /// Whether a call, or the wait before its repetition in a refresh, is under way.
  func isLoading(_ metric: Metric) -> Bool {
    lines[metric.index].isCalling || lines[metric.index].isOpen
  }

  /// Serves a request that came through the store, unless it was heard before.
  mutating func hear(_ request: RefreshRequest?, at now: Moment) {
    guard let request, request != heard else { return }
    heard = request
    ask(isBeyondQuota: request.isBeyondQuota, at: now)
  }

  /// The user asks: all eight at once, or if a refresh is open, those that wait in it.
  ///
  /// - Parameter metrics: those for which the request hasn't been served yet.
  mutating func ask(
    for metrics: [Metric] = Metric.allCases, isBeyondQuota: Bool = false, at now: Moment
  ) {
    let joins = halted == nil && lines.contains(where: \.isOpen)
    halted = nil
    budget.open()
    if !joins { last = now }
    for index in metrics.map(\.index) {
      if joins && lines[index].due == nil { continue }
      let soonest = lines[index].lastCall.map { $0 + policy.closestCalls } ?? now.elapsed
      lines[index].notBefore = nil
      lines[index].isBeyondQuota = isBeyondQuota
      if joins {
        lines[index].due = max(now.elapsed, soonest)
      } else {
        lines[index].failures = 0
        open(index, at: max(now.elapsed, soonest))
      }
    }
  }

  /// The calls to make now; they count as under way from here on, and as spent once granted.
  mutating func start(at now: Moment) -> Batch {
    var batch = Batch(limit: budget.limit)
    guard halted == nil else { return batch }
    if nextRefresh(at: now) <= now.elapsed { openAll(at: now) }
    batch.metrics = Metric.allCases.filter { metric in
      lines[metric.index].due.map { $0 <= now.elapsed } ?? false
    }
    if batch.metrics.contains(where: { lines[$0.index].isBeyondQuota }) { batch.limit = .max }
    for metric in batch.metrics {
      lines[metric.index].isCalling = true
      lines[metric.index].isBeyondQuota = false
      lines[metric.index].due = nil
      lines[metric.index].lastCall = now.elapsed
    }
    return batch
  }

  /// The month had calls for the first `count` of the batch only; the others wait for the schedule.
  mutating func grant(_ count: Int, of batch: Batch) {
    budget.spent += count
    for metric in batch.metrics.dropFirst(count) {
      lines[metric.index].isCalling = false
      close(metric.index)
    }
  }

  /// When there is something to do next; nil if only an answer or the user can bring it.
  func wake(at now: Moment) -> Duration? {
    guard halted == nil else { return nil }
    return lines.compactMap(\.due).reduce(nextRefresh(at: now), min)
  }

  func announcement(at now: Moment) -> AnnouncedPlan {
    AnnouncedPlan(
      loading: Set(Metric.allCases.filter(isLoading)), schedule: schedule(at: now), heard: heard)
  }

  /// What the user is told: the next refresh, or the recovery that comes before it.
  func schedule(at now: Moment) -> Snapshot.Schedule {
    if let halted { return .halted(halted) }
    let next = lines.filter { !$0.isOpen }.compactMap(\.due).reduce(nextRefresh(at: now), min)
    return .next(now.wall(at: next))
  }

  /// The calls of the month, and when they go on if they are spent.
  func quota(at now: Timestamp) -> Snapshot.Quota {
    let resumes = budget.reopens(after: now) ?? (budget.isSpent ? nextMonth(at: now) : nil)
    return Snapshot.Quota(spent: budget.spent, limit: budget.limit, resumes: resumes)
  }
}

// MARK: - The schedule

extension RefreshPlan {
  /// When all eight are called next.
  private func nextRefresh(at now: Moment) -> Duration {
    if let reopens = budget.reopens(after: now.wall) { return now.elapsed(at: reopens) }
    if budget.isSpent { return now.elapsed(at: nextMonth(at: now.wall)) }
    guard let last else { return now.elapsed }
    let turn = nextMonth(at: now.wall)
    // In a month's first moments one refresh would be followed by another.
    if Month(of: turn) == Month(of: now.wall) { return now.elapsed(at: turn) }
    return next(after: last, at: now)
  }

  /// When a refresh follows the one at `last`: as the quota paces it, or when a new day begins.
  func next(after last: Moment, at now: Moment) -> Duration {
    let pace = budget.pace(after: last.wall, wish: policy.interval)
    let today = publishedDay(now.wall)
    let lastDay = publishedDay(last.wall)
    let isNewMonth = Month(of: lastDay.start) < Month(of: today.start)
    if isNewMonth || (pace.keepsMidnight && lastDay < today) { return now.elapsed }
    let turn =
      pace.keepsMidnight ? (today + 1).start + policy.midnightDelay : nextMonth(at: now.wall)
    return min(last.elapsed + pace.interval, now.elapsed(at: turn))
  }

  /// When the next month's calls may be spent.
  func nextMonth(at now: Timestamp) -> Timestamp {
    Month(of: publishedDay(now).start).next.start + policy.midnightDelay
  }

  /// The UTC day that the source should know of by then.
  private func publishedDay(_ wall: Timestamp) -> Day {
    (wall + (.zero - policy.midnightDelay)).day
  }

  private mutating func openAll(at now: Moment) {
    last = now
    for index in lines.indices {
      if let notBefore = lines[index].notBefore, notBefore > now.elapsed { continue }
      open(index, at: now.elapsed)
    }
  }

  /// Makes one line part of a refresh; a call that is under way for it already is joined.
  mutating func open(_ index: Int, at due: Duration) {
    lines[index].isOpen = true
    guard !lines[index].isCalling else { return }
    lines[index].due = due
  }
}
