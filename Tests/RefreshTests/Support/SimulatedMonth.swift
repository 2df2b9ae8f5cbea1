import ClockSupport
import Liquidations
import Refresh
import Synchronization

/// Panes on one store through a month in which calls fail, the server is gone at times, and panes
/// are started, quit and killed; all on one thread, and the same for the same seed.
final class SimulatedMonth {
  /// One dashboard's refresher. One whose clock is stopped is a killed one.
  private struct Pane {
    let clock: ManualClock
    let snapshot: Newest
    let store: MemoryStore
    let run: Task<Void, Never>
  }

  private final class Newest: Sendable {
    let value = Mutex(Snapshot())
  }

  private struct Source: SeriesSource {
    let world: SimulatedServer
    let clock: ManualClock

    func series(
      of key: SeriesKey, unlessUnchanged validator: Validator?
    ) async throws(FetchError) -> Answer {
      try? await clock.sleep(until: clock.now.advanced(by: .seconds(2)), tolerance: nil)
      return try world.call(key, at: clock.wall)
    }
  }

  let world: SimulatedServer
  private(set) var now: Timestamp
  private let policy: RefreshPolicy
  private let store: MemoryStore
  private let executor = StepExecutor()
  private var panes: [Pane] = []
  private var ended: [Pane] = []

  init(seed: UInt64, month: Month, policy: RefreshPolicy, isTold: Bool) {
    store = MemoryStore(isTelling: isTold)
    world = SimulatedServer(seed: seed)
    now = month.start
    self.policy = policy
  }

  deinit {
    for pane in panes + ended { pane.run.cancel() }
  }

  /// What the living panes show.
  var snapshots: [Snapshot] { panes.map { $0.snapshot.value.withLock { $0 } } }

  func start() {
    let clock = ManualClock(start: now)
    let newest = Newest()
    let world = world
    let policy = policy
    let store = store.another()
    let run = Task(executorPreference: executor) {
      let refresher = Refresher(
        source: Source(world: world, clock: clock), store: store, policy: policy,
        clock: clock, now: { clock.wall }, jitter: { world.chance() })
      await withTaskGroup { group in
        group.addTask { await refresher.run() }
        group.addTask {
          for await snapshot in refresher.snapshots {
            newest.value.withLock { $0 = snapshot }
          }
        }
      }
    }
    panes.append(Pane(clock: clock, snapshot: newest, store: store, run: run))
    executor.drain()
  }

  /// Ends a pane by stopping its clock: killed, it gives nothing up.
  func end(_ number: Int, isKilled: Bool) {
    let pane = panes.remove(at: number)
    ended.append(pane)
    if !isKilled { pane.run.cancel() }
    executor.drain()
  }

  var count: Int { panes.count }

  /// Lets time pass for all panes, in an order of chance.
  func pass(_ duration: Duration) {
    now = now + duration
    if world.chance() < 0.1, let first = panes.popLast() { panes.insert(first, at: 0) }
    for pane in panes {
      pane.clock.advance(by: duration)
      executor.drain()
    }
  }

  /// How long nothing is going to happen, 4 s … 15 min.
  var lull: Duration {
    let waits = snapshots.map { snapshot in
      guard case .next(let next) = snapshot.schedule, !snapshot.isLoading else {
        return Duration.zero
      }
      return next - now
    }
    return min(max(waits.min() ?? .zero, .seconds(4)), .seconds(900))
  }
}
