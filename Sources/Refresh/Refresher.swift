public import Liquidations

/// Keeps the eight series current and publishes every change of what is known of them.
///
/// Of all that share a store one leads: it calls all eight at once and each is published as it
/// arrives; one that is slow, broken or refused touches no other. The others publish what it wrote,
/// and go on from there when it is gone. `RefreshPolicy` says when, `RefreshPlan`, `Budget` and
/// `Leadership` decide, this actor does it.
public actor Refresher {
  /// What is known, from the start of `run` to its end; a slow reader sees only the newest.
  public nonisolated let snapshots: AsyncStream<Snapshot>

  private let publisher: AsyncStream<Snapshot>.Continuation
  let source: any SeriesSource
  let store: any SeriesStore
  private let policy: RefreshPolicy
  private let stopwatch: Stopwatch
  let now: @Sendable () -> Timestamp
  let jitter: @Sendable () -> Double

  /// Rung when there is something to do while the loop rests.
  private let bell: AsyncStream<Void>
  let ringer: AsyncStream<Void>.Continuation

  var plan: RefreshPlan
  var leadership = Leadership()
  var known = Known()
  /// What the user asked for and nobody was told yet.
  private var request: RefreshRequest?
  private var announced: AnnouncedPlan?
  private var hasRun = false
  private var hasListened = false

  /// - Parameters:
  ///   - clock: measures every wait. It should go on while the machine sleeps, as
  ///     `ContinuousClock` does, so that a refresh that fell due meanwhile comes on waking.
  ///   - now: the wall clock, for ages, UTC midnight and the month; setting it does no harm.
  ///   - jitter: a random number in 0…1 for each delay.
  public init(
    source: any SeriesSource,
    store: any SeriesStore,
    policy: RefreshPolicy = RefreshPolicy(),
    clock: some Clock<Duration> = ContinuousClock(),
    now: @escaping @Sendable () -> Timestamp,
    jitter: @escaping @Sendable () -> Double = { .random(in: 0...1) }
  ) {
    (snapshots, publisher) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
    (bell, ringer) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
    self.source = source
    self.store = store
    self.policy = policy
    self.now = now
    self.jitter = jitter
    stopwatch = Stopwatch(clock)
    plan = RefreshPlan(policy: policy)
  }

  /// Publishes what the store holds, then refreshes, or follows who does, until its task is
  /// cancelled.
  ///
  /// It runs once: when it ends, every call has ended and `snapshots` is finished.
  public func run() async {
    guard !hasRun else { return }
    hasRun = true
    await withDiscardingTaskGroup { group in
      var bell = bell.makeAsyncIterator()
      while !Task.isCancelled {
        await seekLease()
        await glance()
        await passOnRequest()
        for call in await callsToMake() {
          group.addTask { await self.make(call) }
        }
        publish()
        await announce()
        if let changes = await newsOfChanges() {
          group.addTask { await self.listen(to: changes) }
        }
        await rest(&bell)
      }
    }
    // A task of its own: this one is cancelled, and what it did would be too.
    await Task { [store] in await store.resign() }.value
    publisher.finish()
  }

  /// Refreshes at once, also if the schedule was halted; a follower has the leader do it.
  ///
  /// A refresh that is under way is joined; those of its metrics that wait for a retry are called
  /// without further waiting.
  public func refresh(_ new: RefreshRequest) {
    request = RefreshRequest(
      at: new.at, isBeyondQuota: new.isBeyondQuota || request?.isBeyondQuota == true)
    leadership.hurry()
    ringer.yield()
  }

  var moment: Moment {
    Moment(elapsed: stopwatch.elapsed(), wall: now())
  }

  /// Waits for the next thing to do, or for the end.
  private func rest(_ bell: inout AsyncStream<Void>.Iterator) async {
    let moment = moment
    let wakes = [leadership.wake ?? moment.elapsed, plan(at: moment)].compactMap(\.self)
    let wake = wakes.min() ?? moment.elapsed
    await withTaskGroup { nap in
      nap.addTask { [stopwatch, ringer] in
        // A nap that was cut short has nothing to tell.
        guard (try? await stopwatch.sleep(wake)) != nil else { return }
        ringer.yield()
      }
      _ = await bell.next(isolation: self)
      nap.cancelAll()
    }
  }

  private func plan(at moment: Moment) -> Duration? {
    leadership.isLeading ? plan.wake(at: moment) : nil
  }
}

// MARK: - With those who share the store

extension Refresher {
  /// Takes or renews the lease, if it is time to.
  private func seekLease() async {
    let moment = moment
    guard leadership.isTryDue(at: moment.elapsed) else { return }
    switch leadership.tried(await store.lead(at: moment.wall), at: moment.elapsed) {
    case .won:
      await read()
      plan = RefreshPlan(
        policy: policy, resuming: known.kept, isTakeover: leadership.hasFollowed, at: self.moment)
      announced = nil
    case .lost:
      known.edition = nil
    case nil: break
    }
  }

  /// Looks whether others wrote anything, if it is time to.
  private func glance() async {
    let elapsed = moment.elapsed
    guard leadership.isGlanceDue(at: elapsed) else { return }
    leadership.glanced(at: elapsed)
    await read()
  }

  /// The store's own word of changes; asked for once, when the store has been opened.
  private func newsOfChanges() async -> AsyncStream<Void>? {
    guard !hasListened else { return nil }
    hasListened = true
    return await store.changes()
  }

  /// Glances whenever the store tells of a change; when it tells no more, from time to time again.
  private func listen(to changes: AsyncStream<Void>) async {
    leadership.isTold = true
    var next = Duration.zero
    for await _ in changes {
      // A refresh is written in many pieces.
      if stopwatch.elapsed() < next { try? await stopwatch.sleep(next) }
      next = stopwatch.elapsed() + .milliseconds(100)
      leadership.heard()
      ringer.yield()
    }
    leadership.isTold = false
    ringer.yield()
  }

  /// Takes over what is kept, if it isn't known already.
  private func read() async {
    let now = now()
    let edition = Known.Edition(version: await store.version(), month: Month(of: now))
    guard edition != known.edition else { return }
    let changes = known.changes
    let kept = await store.load(at: now)
    // What was learnt meanwhile is newer; another glance, at once, sees both.
    guard changes == known.changes else { return leadership.heard() }
    known.adopt(kept, edition, isFollowing: !leadership.isLeading)
    if leadership.isLeading {
      plan.budget.spent = kept.spent
      plan.hear(kept.asked, at: moment)
    } else {
      plan.budget = plan.budget(of: kept)
    }
  }

  private func passOnRequest() async {
    guard let request else { return }
    self.request = nil
    if leadership.isLeading {
      plan.ask(isBeyondQuota: request.isBeyondQuota, at: moment)
    } else {
      await store.ask(request)
    }
  }

  private func announce() async {
    guard leadership.isLeading, let plan = known.plan, plan != announced else { return }
    announced = plan
    await store.announce(plan)
  }

  private func callsToMake() async -> [Call] {
    guard leadership.isLeading else { return [] }
    let moment = moment
    let batch = plan.start(at: moment)
    guard !batch.metrics.isEmpty else { return [] }
    // What is under way is seen even while the store is slow to count it.
    publish()
    let granted = await store.take(batch.metrics.count, of: batch.limit, at: moment.wall)
    known.changes += 1
    plan.grant(granted, of: batch)
    // Others have spent what this one believed to have.
    if granted < batch.metrics.count { known.edition = nil }
    return batch.metrics.prefix(granted).map {
      Call(metric: $0, term: leadership.term, takenAt: moment.wall)
    }
  }

  /// Publishes what is known, if it has changed.
  func publish() {
    let moment = moment
    if leadership.isLeading { known.show(plan.announcement(at: moment)) }
    known.show(plan.quota(at: moment.wall))
    guard let snapshot = known.news() else { return }
    publisher.yield(snapshot)
  }
}
