public import Liquidations

/// Keeps the eight series current and publishes every change of what is known of them.
///
/// All eight are called at once and each is published as it arrives; one that is slow, broken or
/// refused touches no other. `RefreshPolicy` says when, `RefreshPlan` decides, this actor does it.
public actor Refresher {
  /// What is known, from the start of `run` to its end; a slow reader sees only the newest.
  public nonisolated let snapshots: AsyncStream<Snapshot>

  private let publisher: AsyncStream<Snapshot>.Continuation
  private let source: any SeriesSource
  private let store: any SeriesStore
  private let stopwatch: Stopwatch
  private let now: @Sendable () -> Timestamp
  private let jitter: @Sendable () -> Double

  /// Rung when the plan has changed while the loop rests.
  private let bell: AsyncStream<Void>
  private let ringer: AsyncStream<Void>.Continuation

  private var plan: RefreshPlan
  private var validators: [Metric: Validator] = [:]
  private var snapshot = Snapshot()
  private var published: Snapshot?
  private var hasRun = false

  /// - Parameters:
  ///   - clock: measures every wait. It should go on while the machine sleeps, as
  ///     `ContinuousClock` does, so that a refresh that fell due meanwhile comes on waking.
  ///   - now: the wall clock, for ages and for UTC midnight; setting it does no harm.
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
    self.now = now
    self.jitter = jitter
    stopwatch = Stopwatch(clock)
    plan = RefreshPlan(policy: policy)
  }

  /// Publishes what the store holds, then refreshes on schedule until its task is cancelled.
  ///
  /// It runs once: when it ends, every call has ended and `snapshots` is finished.
  public func run() async {
    guard !hasRun else { return }
    hasRun = true
    await loadKept()
    await withDiscardingTaskGroup { group in
      var bell = bell.makeAsyncIterator()
      while !Task.isCancelled {
        for metric in plan.start(at: moment) {
          group.addTask { await self.fetch(metric) }
        }
        publish()
        await rest(&bell)
      }
    }
    publisher.finish()
  }

  /// Refreshes at once, also if the schedule was halted.
  ///
  /// A refresh that is under way is joined; those of its metrics that wait for a retry are called
  /// without further waiting.
  public func refresh() {
    plan.ask(at: moment)
    ringer.yield()
  }

  private var moment: Moment {
    Moment(elapsed: stopwatch.elapsed(), wall: now())
  }

  /// Waits for the next thing to do, or for the end.
  private func rest(_ bell: inout AsyncStream<Void>.Iterator) async {
    let wake = plan.wake(at: moment)
    await withTaskGroup { nap in
      if let wake {
        nap.addTask { [stopwatch, ringer] in
          // A nap that was cut short has nothing to tell.
          guard (try? await stopwatch.sleep(wake)) != nil else { return }
          ringer.yield()
        }
      }
      _ = await bell.next(isolation: self)
      nap.cancelAll()
    }
  }
}

// MARK: - What is known

extension Refresher {
  private func loadKept() async {
    let kept = await store.load(at: now())
    snapshot.update(kept.readings.keys) { metric, reading in
      guard let kept = kept.readings[metric] else { return }
      reading.series = kept.series
      reading.rejections = kept.rejections
      reading.asOf = kept.asOf
    }
    validators = kept.readings.compactMapValues(\.validator)
    plan.begin(keptSince: kept.readings.compactMapValues(\.asOf), at: moment)
    publish()
  }

  private func fetch(_ metric: Metric) async {
    do throws(FetchError) {
      let answer = try await source.series(of: metric, unlessUnchanged: validators[metric])
      guard !Task.isCancelled else { return }
      await keep(answer, of: metric, asOf: now())
      finish(metric, nil)
    } catch {
      // What a cancelled call says is no fault of the source.
      guard !Task.isCancelled else { return }
      await store.record(error, at: now())
      finish(metric, error)
    }
  }

  private func keep(_ answer: Answer, of metric: Metric, asOf: Timestamp) async {
    switch answer {
    case .unchanged:
      await store.confirm(metric, asOf: asOf)
      snapshot.update(metric) { $0.asOf = asOf }
    case .series(let fetched, let validator):
      let series = await store.save(fetched, validator: validator, of: metric, asOf: asOf)
      validators[metric] = validator
      snapshot.update(metric) { reading in
        reading.series = series
        reading.rejections = fetched.rejections
        reading.asOf = asOf
      }
    }
  }

  private func finish(_ metric: Metric, _ error: FetchError?) {
    plan.finish(metric, error, at: moment, jitter: jitter())
    snapshot.update(metric) { $0.error = error }
    publish()
    ringer.yield()
  }

  private func publish() {
    snapshot.update(Metric.allCases) { metric, reading in
      reading.isLoading = plan.isLoading(metric)
    }
    snapshot.schedule = settled(plan.schedule(at: moment))
    guard snapshot != published else { return }
    published = snapshot
    publisher.yield(snapshot)
  }

  /// The schedule as it was, unless it moved by more than the rounding of whole seconds.
  private func settled(_ schedule: Snapshot.Schedule) -> Snapshot.Schedule {
    guard case .next(let new) = schedule, case .next(let old) = snapshot.schedule,
      abs(new.seconds - old.seconds) <= 1
    else { return schedule }
    return snapshot.schedule
  }
}
