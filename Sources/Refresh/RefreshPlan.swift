import Liquidations

/// What to call and when: the refresher's decisions, as a value that does nothing by itself.
///
/// A *refresh* calls all series and is open for one until it answers, is refused, or has failed
/// `attempts` times. After that a series that failed for a passing reason is *recovered*: called
/// alone, ever less often, until it answers.
struct RefreshPlan: Sendable {
  /// How the calls of one series stand.
  struct CallState: Equatable, Sendable {
    let key: SeriesKey
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
    var keys: [SeriesKey] = []
    /// The month's calls that they may be part of.
    var limit: Int
  }

  let policy: RefreshPolicy
  /// Of each series, in their order.
  var states: [CallState]
  var budget: Budget
  /// Whether nothing is called but what the user asks for.
  private(set) var isOnRequest = false
  /// Why the schedule stands still; nil while it goes on.
  var halted: FetchError?
  /// When the last refresh of all began; nil before the first.
  var last: ClockReading?
  /// The series that is called alone, to see whether a server that was left alone answers again.
  var probe: Int?
  /// When a request was made and when one was served last.
  private var asked: Duration?
  private var served: Duration?
  /// The newest request that came through the store.
  var heard: RefreshRequest?

  init(policy: RefreshPolicy, keys: [SeriesKey]) {
    self.policy = policy
    states = keys.map { CallState(key: $0) }
    budget = Budget(limit: policy.callsAMonth, refreshCost: keys.count)
  }

  var keys: [SeriesKey] { states.map(\.key) }

  /// The series for which a call, or the wait before its repetition in a refresh, is under way.
  var loading: Set<SeriesKey> {
    Set(states.filter { $0.isCalling || $0.isOpen }.map(\.key))
  }

  /// Serves a request that came through the store, unless it was heard before.
  mutating func hear(_ request: RefreshRequest?, at now: ClockReading) {
    guard let request, request != heard else { return }
    heard = request
    ask(isBeyondQuota: request.isBeyondQuota, at: now)
  }

  /// The user asks: all at once, or if a refresh is open, those that wait in it. One who asks right
  /// after another has meant the same, and so has a key that is held, unless it is agreed to spend
  /// more than the quota.
  ///
  /// - Parameter keys: those for which the request hasn't been served yet; nil for all.
  mutating func ask(
    for keys: [SeriesKey]? = nil, isBeyondQuota: Bool = false, at now: ClockReading
  ) {
    let joins = halted == nil && states.contains(where: \.isOpen)
    let isHeld = asked.map { now.elapsed - $0 < policy.heldKey } ?? false
    let isRepeated = served.map { now.elapsed - $0 < policy.closestRequests } ?? false
    asked = now.elapsed
    if isHeld || isRepeated && !joins, !isBeyondQuota { return }
    served = now.elapsed
    halted = nil
    probe = nil
    budget.open()
    if !joins { last = now }
    for index in states.indices where keys?.contains(states[index].key) ?? true {
      if joins && states[index].due == nil { continue }
      let soonest = states[index].lastCall.map { $0 + policy.closestCalls } ?? now.elapsed
      states[index].notBefore = nil
      states[index].isBeyondQuota = isBeyondQuota
      if joins {
        states[index].due = max(now.elapsed, soonest)
      } else {
        states[index].failures = 0
        open(index, at: max(now.elapsed, soonest))
      }
    }
  }

  /// Whether from now on nothing is called but what the user asks for.
  mutating func goOnRequest(_ isOnRequest: Bool) {
    if isOnRequest, !self.isOnRequest { dropWhatWaits() }
    self.isOnRequest = isOnRequest
  }

  /// The calls to make now; they count as under way from here on, and as spent once granted.
  mutating func start(at now: ClockReading) -> Batch {
    var batch = Batch(limit: budget.limit)
    guard halted == nil else { return batch }
    if let next = nextRefresh(at: now), next <= now.elapsed {
      budget.closing == nil ? openAll(at: now) : openProbe(at: now)
    }
    for index in states.indices {
      guard let due = states[index].due, due <= now.elapsed else { continue }
      if states[index].isBeyondQuota { batch.limit = .max }
      batch.keys.append(states[index].key)
      states[index].isCalling = true
      states[index].isBeyondQuota = false
      states[index].due = nil
      states[index].lastCall = now.elapsed
    }
    return batch
  }

  /// The month had calls for the first `count` of the batch only; the others wait for the schedule.
  mutating func grant(_ count: Int, of batch: Batch) {
    budget.spent += count
    let refused = batch.keys.dropFirst(count)
    for index in states.indices where refused.contains(states[index].key) {
      states[index].isCalling = false
      close(index)
    }
  }

  /// When there is something to do next; nil if only an answer or the user can bring it.
  func wake(at now: ClockReading) -> Duration? {
    guard halted == nil else { return nil }
    return (states.map(\.due) + [nextRefresh(at: now)]).compactMap(\.self).min()
  }

  func announcement(at now: ClockReading) -> AnnouncedPlan {
    AnnouncedPlan(
      loading: loading, schedule: schedule(at: now), heard: heard, rules: policy.rules)
  }

  /// What the user is told: the next refresh, or the recovery that comes before it.
  func schedule(at now: ClockReading) -> Snapshot.Schedule {
    if let halted { return .halted(halted) }
    let dues = states.filter { !$0.isOpen }.map(\.due)
    let next = (dues + [nextRefresh(at: now)]).compactMap(\.self).min()
    return next.map { .next(now.wall(at: $0)) } ?? .none
  }

  /// The calls of the month, and when they go on if they are spent.
  func quota(at now: Timestamp) -> Snapshot.Quota {
    let resumes = budget.reopens(after: now) ?? (budget.isSpent ? nextMonth(at: now) : nil)
    return Snapshot.Quota(
      spent: budget.spent, limit: budget.limit, resumes: resumes, scope: budget.scope)
  }
}

// MARK: - The schedule

extension RefreshPlan {
  /// When all are called next; nil if only the user brings it.
  private func nextRefresh(at now: ClockReading) -> Duration? {
    if isOnRequest { return nil }
    if let reopens = budget.reopens(after: now.wall) { return now.elapsed(at: reopens) }
    if budget.isSpent { return now.elapsed(at: nextMonth(at: now.wall)) }
    if probe != nil { return nil }
    guard let last else { return now.elapsed }
    let turn = nextMonth(at: now.wall)
    // In a month's first moments one refresh would be followed by another.
    if Month(of: turn) == Month(of: now.wall) { return now.elapsed(at: turn) }
    return next(after: last, at: now)
  }

  /// When a refresh follows the one at `last`: as the quota paces it, or when a new day begins.
  func next(after last: ClockReading, at now: ClockReading) -> Duration {
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

  private mutating func openAll(at now: ClockReading) {
    last = now
    for index in states.indices {
      if let notBefore = states[index].notBefore, notBefore > now.elapsed { continue }
      open(index, at: now.elapsed)
    }
  }

  private mutating func openProbe(at now: ClockReading) {
    probe = states.startIndex
    open(states.startIndex, at: now.elapsed)
  }

  /// Makes one series part of a refresh; a call that is under way for it already is joined.
  mutating func open(_ index: Int, at due: Duration) {
    states[index].isOpen = true
    guard !states[index].isCalling else { return }
    states[index].due = due
  }
}
