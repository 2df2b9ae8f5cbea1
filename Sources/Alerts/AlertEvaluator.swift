public import Liquidations
public import Live

/// Looks at the rules whenever something is known anew, keeps what fires, and tells of it.
///
/// Of all that share a store and look at the same rules one looks and hands on what is to be delivered; the
/// others tell of what it kept, and one of them looks once it is gone. `evaluate` decides, `AlertTurns` says
/// when, this actor does it.
public actor AlertEvaluator {
  /// What is to be told, from the start of `run` to its end; a slow reader sees only the newest.
  public nonisolated let snapshots: AsyncStream<AlertSnapshot>
  /// What has fired since `run` began, whoever found it, each once; of a flood the first ones.
  public nonisolated let firings: AsyncStream<Firing>
  /// The same as far as this one has found it, and so has to deliver it.
  public nonisolated let deliveries: AsyncStream<Firing>

  /// For what this one's terminal is to call its user, each once among all that have one.
  public nonisolated let calls: AsyncStream<Firing>

  private let publisher: AsyncStream<AlertSnapshot>.Continuation
  private let teller: AsyncStream<Firing>.Continuation
  private let deliverer: AsyncStream<Firing>.Continuation
  private let caller: AsyncStream<Firing>.Continuation
  private let hasTerminal: Bool
  private let rules: [AlertRule]
  private let store: any AlertStore
  private let stopwatch: Stopwatch
  private let now: @Sendable () -> Timestamp
  /// Rung when there is something to do while the loop rests.
  private let bell: AsyncStream<Void>
  private let ringer: AsyncStream<Void>.Continuation

  private var turns: AlertTurns
  private var known: AlertKnowledge
  private var states: [RuleKey: RuleState] = [:]
  /// What was found while nothing could be written, and isn't kept yet.
  private var unkept: [Evaluation.Fired] = []
  private var kept: [KeptFiring] = []
  private var seenThrough: Int64 = 0
  private var calledThrough: Int64 = 0
  /// Up to which row was told; nil before the first look at the store.
  private var toldThrough: Int64?
  private var fault: StoreFault?
  private var published: AlertSnapshot?
  /// How often the store couldn't be used in a row, by one who follows.
  private var misses = 0
  private var hasRun = false

  private static let mostUnkept = 100
  private static let mostUndelivered = 256

  /// - Parameters:
  ///   - rules: at least one, each of a name of its own.
  ///   - hasTerminal: whether there is one that may call its user.
  ///   - staleAfter: series that were received longer ago tell nothing of a day that isn't over.
  ///   - clock: measures every wait; it should go on while the machine sleeps.
  ///   - now: the wall clock.
  public init(
    _ rules: [AlertRule], store: any AlertStore, hasTerminal: Bool, staleAfter: Duration,
    clock: some Clock<Duration> = ContinuousClock(), now: @escaping @Sendable () -> Timestamp
  ) {
    (snapshots, publisher) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
    (firings, teller) = AsyncStream.makeStream(
      bufferingPolicy: .bufferingOldest(Self.mostUndelivered))
    (deliveries, deliverer) = AsyncStream.makeStream(
      bufferingPolicy: .bufferingOldest(Self.mostUndelivered))
    (calls, caller) = AsyncStream.makeStream(
      bufferingPolicy: .bufferingOldest(Self.mostUndelivered))
    (bell, ringer) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
    self.rules = rules
    self.store = store
    self.hasTerminal = hasTerminal
    self.now = now
    stopwatch = Stopwatch(clock)
    turns = AlertTurns(watchesNow: rules.contains { !$0.condition.isDaily })
    known = AlertKnowledge(nil, at: now(), staleAfter: staleAfter)
  }

  /// The API's days are these by now.
  public func take(_ snapshot: Snapshot) {
    known.snapshot = snapshot
    came()
  }

  /// The exchanges' own feeds have told that.
  public func take(_ live: LiveSnapshot) {
    known.hear(live, at: now())
    came()
  }

  private func came() {
    turns.came()
    ringer.yield()
  }

  /// A user has seen all that was told.
  public func see() async {
    unseenUnkept = 0
    guard let newest = kept.compactMap(\.row).max() else { return publish() }
    seenThrough = max(seenThrough, newest)
    publish()
    await store.see(through: newest, at: now())
  }

  /// Works until its task is cancelled; only the first call does anything.
  public func run() async {
    guard !hasRun else { return }
    hasRun = true
    await withDiscardingTaskGroup { group in
      var bell = bell.makeAsyncIterator()
      while !Task.isCancelled {
        if let news = await seekLease() { group.addTask { await self.hear(news) } }
        await read()
        await judge()
        publish()
        await rest(&bell)
      }
    }
    await store.resign(.alerts)
    publisher.finish()
    teller.finish()
    deliverer.finish()
    caller.finish()
  }

  private var elapsed: Duration { stopwatch.elapsed() }

  // MARK: The store

  /// Takes or renews the lease, if it is time to.
  ///
  /// - Returns: the store's word of what comes, if it wasn't had before.
  private func seekLease() async -> AsyncStream<Void>? {
    guard turns.isTryDue(at: elapsed) else { return nil }
    let before = turns.standing
    let answer = await store.lead(.alerts, at: now()).standing
    misses = answer == .onRequest ? misses + 1 : 0
    // Another's lock that is soon gone is no reason to look too.
    let isPassing = answer == .onRequest && before == .follows && misses < 2
    turns.tried(isPassing ? .follows : answer, at: elapsed)
    if !turns.isJudging { turns.isReady = false }
    return await news()
  }

  private func news() async -> AsyncStream<Void>? {
    guard !turns.isTold, let news = await store.news(of: .alerts) else { return nil }
    turns.isTold = true
    // What came before it could be told.
    turns.heard()
    return news
  }

  private func hear(_ news: AsyncStream<Void>) async {
    for await _ in news {
      turns.heard()
      ringer.yield()
    }
    turns.isTold = false
    ringer.yield()
  }

  /// Reads what is kept, if it is time to, or if it is to be gone on from.
  private func read() async {
    guard turns.isReadDue(at: elapsed) || turns.isJudging && !turns.isReady else { return }
    turns.read(at: elapsed)
    guard let stored = await store.loadAlerts(at: now()) else {
      // For itself it goes on with what it remembers.
      turns.isReady = turns.standing == .onRequest
      return
    }
    kept = stored.firings
    fault = stored.fault
    for rule in rules {
      let state = stored.state(of: rule)
      if !turns.isReady { states[rule.key] = state ?? states[rule.key] }
      states[rule.key]?.told.formUnion(
        stored.told[StoredAlerts.Teller(rule.name, rule.exchange)] ?? [])
    }
    turns.isReady = true
    tell()
    await call()
  }

  /// Tells of what has come since the last look.
  private func tell() {
    let newest = kept.first?.row ?? 0
    if let last = toldThrough {
      for kept in kept.reversed() where kept.row ?? 0 > last { teller.yield(kept.firing) }
    }
    toldThrough = max(toldThrough ?? 0, newest)
  }

  /// Has the terminal call for what is new, unless another's has.
  private func call() async {
    let oldest = now() + (.zero - AlertSnapshot.callsLast)
    for kept in kept.reversed() where hasTerminal && !kept.isCalled && !kept.isSeen {
      guard let row = kept.row, row > calledThrough, kept.firing.moment > oldest else { continue }
      calledThrough = row
      if await store.call(row, at: now()) { caller.yield(kept.firing) }
    }
  }

  // MARK: The rules

  private func judge() async {
    guard turns.isJudgingDue(at: elapsed) else { return }
    turns.judged(at: elapsed)
    known.now = now()
    var evaluation = evaluate(rules, states, known)
    let isNews = !evaluation.fired.isEmpty || evaluation.hasTurned(from: states)
    guard isNews || turns.isSaveDue(at: elapsed) else { return states = evaluation.states }
    turns.saved(at: elapsed)
    let new = evaluation.fired
    evaluation.fired = unkept + new
    switch await store.saveAlerts(evaluation, at: known.now) {
    case .saved(let rows, let fault):
      self.fault = fault
      states = evaluation.states
      await accept(new, rows)
    case .overtaken:
      turns.isReady = false
      turns.doubt()
      turns.came()
    case .unwritten(let fault):
      self.fault = fault
      states = evaluation.states
      keepLater(new)
    }
  }

  /// Delivers those of which no other has told; what couldn't be kept before was delivered then.
  private func accept(_ new: [Evaluation.Fired], _ rows: [Int64?]) async {
    for (fired, row) in zip(new, rows.suffix(new.count)) where row != nil { deliver(fired.firing) }
    let (before, seen) = (rows.dropLast(new.count), unkept.count - unseenUnkept)
    unkept = []
    unseenUnkept = 0
    toldThrough = max(toldThrough ?? 0, before.compactMap(\.self).max() ?? 0)
    for row in before.compactMap(\.self) where hasTerminal { _ = await store.call(row, at: now()) }
    if let row = before.prefix(seen).compactMap(\.self).last {
      await store.see(through: row, at: now())
    }
    // Another's state stands where another has told.
    if rows.contains(nil) { turns.isReady = false }
    if !rows.isEmpty { turns.heard() }
  }

  private func keepLater(_ new: [Evaluation.Fired]) {
    unkept = (unkept + new).suffix(Self.mostUnkept)
    unseenUnkept = min(unseenUnkept + new.count, unkept.count)
    for fired in new {
      deliver(fired.firing)
      teller.yield(fired.firing)
      // What can't be kept no other knows of.
      if hasTerminal { caller.yield(fired.firing) }
    }
  }

  private func deliver(_ firing: Firing) { deliverer.yield(firing) }

  /// How many of those that aren't kept nobody has seen: the last ones.
  private var unseenUnkept = 0

  // MARK: Telling

  private func publish() {
    let oldest = now() + (.zero - AlertSnapshot.newsLast)
    let unseen = kept.filter { kept in
      !kept.isSeen && kept.row ?? 0 > seenThrough && kept.firing.moment > oldest
    }
    let own = unkept.suffix(unseenUnkept).reversed().map { KeptFiring($0.firing, row: nil) }
    let snapshot = AlertSnapshot(unseen: own + unseen, fault: fault)
    guard snapshot != published else { return }
    published = snapshot
    publisher.yield(snapshot)
  }

  // MARK: Resting

  /// Waits for the next thing to do, or for the end.
  private func rest(_ bell: inout AsyncStream<Void>.Iterator) async {
    let wake = turns.wake
    await withTaskGroup { nap in
      // Here, so that its end and what follows are one turn of one thread.
      nap.addTask { await self.nap(until: wake) }
      _ = await bell.next(isolation: self)
      nap.cancelAll()
    }
  }

  private func nap(until wake: Duration) async {
    // A nap that was cut short has nothing to tell.
    guard (try? await stopwatch.sleep(wake)) != nil else { return }
    ringer.yield()
  }
}

extension Evaluation {
  /// Whether anything but the time of the look has changed.
  fileprivate func hasTurned(from before: [RuleKey: RuleState]) -> Bool {
    states.contains { key, state in
      guard let old = before[key] else { return true }
      return (state.edge, state.firedAt, state.since) != (old.edge, old.firedAt, old.since)
    }
  }
}
