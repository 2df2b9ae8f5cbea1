import ClockSupport
import Liquidations
import Refresh

/// A refresher at work, on a clock and a source that the test holds in its hands.
struct Bench: Sendable {
  /// The wall clock's first moment, 2026-06-15T10:00Z: ten hours into a day.
  static let start = Timestamp(seconds: 1_781_517_600)

  let clock: ManualClock
  let source = HeldSource()
  let store: any SeriesStore
  let refresher: Refresher
  /// How many calls have ended, for a test to wait on.
  let outcomes: Watched<Int>
  private let reader: SnapshotReader

  /// A refresher that doesn't run yet, whose jitter always draws the whole delay.
  init(
    policy: RefreshPolicy, start: Timestamp, store: any SeriesStore,
    keys: [SeriesKey] = SeriesKey.liquidations
  ) {
    let clock = ManualClock(start: start)
    var policy = policy
    // This clock stands still while one waits for what is told.
    policy.closestGlances = .zero
    let outcomes = Watched(0)
    self.clock = clock
    self.outcomes = outcomes
    self.store = store
    refresher = Refresher(
      source: source, store: store, keys: keys, policy: policy, clock: clock,
      now: { clock.wall },
      jitter: {
        outcomes.change { $0 += 1 }
        return 1
      })
    reader = SnapshotReader(refresher.snapshots, Snapshot(keys: keys))
  }

  /// Runs a refresher for as long as `body` takes.
  static func run(
    policy: RefreshPolicy = RefreshPolicy(), start: Timestamp = Bench.start,
    kept: [SeriesKey: SeriesReading] = [:], keys: [SeriesKey] = SeriesKey.liquidations,
    isTold: Bool = true, _ body: @Sendable (Bench) async throws -> Void
  ) async throws {
    let bench = Bench(
      policy: policy, start: start, store: MemoryStore(kept, isTelling: isTold), keys: keys)
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask { await bench.refresher.run() }
      try await body(bench)
      group.cancelAll()
    }
  }

  /// The newest snapshot, once it is as it is waited for.
  @discardableResult
  func snapshot(where isMet: @Sendable (Snapshot) -> Bool) async -> Snapshot {
    await reader.snapshot(where: isMet)
  }

  /// Waits until the eight have answered and nothing is under way.
  ///
  /// The newest snapshot alone can't tell: it may be of before the calls that were just answered.
  @discardableResult
  func settled(fresh count: Int = 8) async -> Snapshot {
    await outcomes.wait { ended in
      let calls = source.state.value
      return ended + calls.cancelled >= calls.total
    }
    return await snapshot { !$0.isLoading && $0.freshCount == count }
  }

  /// Waits until that many calls have ended, and what they brought is kept for others too.
  func ended(_ calls: Int) async {
    await outcomes.wait { $0 >= calls }
  }

  /// Waits until nothing is to be done before that long after the start.
  func rest(until deadline: Duration) async {
    await clock.sleeping.wait { $0 == 1 && clock.nextDeadline == deadline }
  }

  /// Waits until all that is to be done is done.
  func atRest() async {
    await clock.sleeping.wait { $0 == 1 && (clock.nextDeadline ?? .zero) > clock.now.offset }
  }

  /// The moment that long after the start.
  func moment(_ offset: Duration) -> Timestamp { Self.start + offset }
}

/// Remembers the last snapshot that was read, so that a test may ask about it again.
private actor SnapshotReader {
  private let snapshots: AsyncStream<Snapshot>
  private var newest: Snapshot

  init(_ snapshots: AsyncStream<Snapshot>, _ first: Snapshot) {
    self.snapshots = snapshots
    newest = first
  }

  func snapshot(where isMet: @Sendable (Snapshot) -> Bool) async -> Snapshot {
    if isMet(newest) { return newest }
    for await snapshot in snapshots {
      newest = snapshot
      if isMet(snapshot) { break }
    }
    return newest
  }
}

extension SeriesKey {
  static let binanceLong = SeriesKey.liquidations(Metric(.binance, .long))
  static let bybitShort = SeriesKey.liquidations(Metric(.bybit, .short))
  static let okxLong = SeriesKey.liquidations(Metric(.okx, .long))
  static let deribitShort = SeriesKey.liquidations(Metric(.deribit, .short))

  /// Of an exchange's longs.
  var isLong: Bool {
    switch self {
    case .liquidations(let metric): metric.side == .long
    }
  }
}
