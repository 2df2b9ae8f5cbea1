public import Liquidations

/// Keeps the series current and publishes every change of what is known of them.
///
/// Of all that share a store one leads: it calls all at once and each is published as it arrives;
/// one that is slow, broken or refused touches no other. The others publish what it wrote, and go on
/// from there when it is gone. `RefreshPolicy` says when, `RefreshPlan`, `Budget` and `Leadership`
/// decide, this actor does it.
public actor Refresher {
  /// What is known, from the start of `run` to its end; a slow reader sees only the newest.
  public nonisolated let snapshots: AsyncStream<Snapshot>

  private let publisher: AsyncStream<Snapshot>.Continuation
  let source: any SeriesSource
  let store: any SeriesStore
  let keys: [SeriesKey]
  let policy: RefreshPolicy
  private let stopwatch: Stopwatch
  let now: @Sendable () -> Timestamp
  let jitter: @Sendable () -> Double

  /// Rung when there is something to do while the loop rests.
  private let bell: AsyncStream<Void>
  let ringer: AsyncStream<Void>.Continuation

  var plan: RefreshPlan
  var leadership: Leadership
  var board: RefreshBoard
  /// What the user asked for and nobody was told yet.
  var request: RefreshRequest?
  var announced: AnnouncedPlan?
  private var hasRun = false

  /// - Parameters:
  ///   - keys: the series to keep current.
  ///   - clock: measures every wait. It should go on while the machine sleeps, as
  ///     `ContinuousClock` does, so that a refresh that fell due meanwhile comes on waking.
  ///   - now: the wall clock, for ages, UTC midnight and the month; setting it does no harm.
  ///   - jitter: a random number in 0…1 for each delay.
  public init(
    source: any SeriesSource,
    store: any SeriesStore,
    keys: [SeriesKey] = SeriesKey.liquidations,
    policy: RefreshPolicy = RefreshPolicy(),
    clock: some Clock<Duration> = ContinuousClock(),
    now: @escaping @Sendable () -> Timestamp,
    jitter: @escaping @Sendable () -> Double = { .random(in: 0...1) }
  ) {
    (snapshots, publisher) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
    (bell, ringer) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
    self.source = source
    self.store = store
    self.keys = keys
    self.policy = policy
    self.now = now
    self.jitter = jitter
    stopwatch = Stopwatch(clock)
    leadership = Leadership(closestGlances: policy.closestGlances)
    plan = RefreshPlan(policy: policy, keys: keys)
    board = RefreshBoard(keys: keys)
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
        let told = await seekLease()
        await glance()
        // What was seen there may say that another leads.
        if let news = await seekLease() ?? told { group.addTask { await self.listen(to: news) } }
        await passOnRequest()
        for call in await callsToMake() {
          group.addTask { await self.make(call) }
        }
        publish()
        await announce()
        await rest(&bell)
      }
    }
    await store.resign(.refresh)
    publisher.finish()
  }

  /// Refreshes at once, also if the schedule was halted; a follower has the leader do it.
  ///
  /// A refresh that is under way is joined; those of its series that wait for a retry are called
  /// without further waiting.
  public func refresh(_ new: RefreshRequest) {
    request = RefreshRequest(
      at: new.at, isBeyondQuota: new.isBeyondQuota || request?.isBeyondQuota == true)
    leadership.hurry()
    ringer.yield()
  }

  var clockReading: ClockReading {
    ClockReading(elapsed: stopwatch.elapsed(), wall: now())
  }

  /// Publishes what is known, if it has changed.
  func publish() {
    let reading = clockReading
    if leadership.isLeading { board.show(plan.announcement(at: reading)) }
    board.show(plan.quota(at: reading.wall))
    board.show(leadership.standing)
    guard let snapshot = board.news() else { return }
    publisher.yield(snapshot)
  }

  /// Waits for the next thing to do, or for the end.
  private func rest(_ bell: inout AsyncStream<Void>.Iterator) async {
    let reading = clockReading
    let planned = leadership.isLeading ? plan.wake(at: reading) : nil
    let looks = leadership.wake ?? reading.elapsed
    let wake = planned.map { min($0, looks) } ?? looks
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
