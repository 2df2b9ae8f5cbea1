public import Liquidations
import Synchronization

/// A clock that stands still until a test moves it, and a wall clock that a test may set.
public final class ManualClock: Clock {
  public struct Instant: InstantProtocol {
    public var offset: Duration

    public func advanced(by duration: Duration) -> Instant { Instant(offset: offset + duration) }

    public func duration(to other: Instant) -> Duration { other.offset - offset }

    public static func < (left: Instant, right: Instant) -> Bool { left.offset < right.offset }
  }

  private struct Sleeper {
    let deadline: Instant
    let continuation: CheckedContinuation<Void, any Error>
  }

  private struct State {
    var now = Instant(offset: .zero)
    var wallOffset = Duration.zero
    var lastID = 0
    var cancelled: Set<Int> = []
    var sleepers: [Int: Sleeper] = [:]
  }

  private let start: Timestamp
  private let state = Mutex(State())
  /// How many sleep, for a test to wait on.
  public let sleeping = Watched(0)

  /// - Parameter start: what the wall clock shows at first.
  public init(start: Timestamp) {
    self.start = start
  }

  public var now: Instant { state.withLock { $0.now } }

  public var minimumResolution: Duration { .zero }

  /// What the wall clock shows.
  public var wall: Timestamp {
    state.withLock { start + ($0.now.offset + $0.wallOffset) }
  }

  /// When the next sleeper wakes, from the start.
  public var nextDeadline: Duration? {
    state.withLock { $0.sleepers.values.map(\.deadline).min()?.offset }
  }

  /// Sets the wall clock forwards or backwards; no sleeper notices.
  public func setWall(by duration: Duration) {
    state.withLock { $0.wallOffset += duration }
  }

  /// Moves on and wakes those whose time has come, the earliest first.
  public func advance(by duration: Duration) {
    let woken = state.withLock { state in
      state.now = state.now.advanced(by: duration)
      let due = state.sleepers.filter { $0.value.deadline <= state.now }
      for id in due.keys { state.sleepers[id] = nil }
      return due.values.sorted { $0.deadline < $1.deadline }
    }
    tellSleeping()
    for sleeper in woken { sleeper.continuation.resume() }
  }

  public func sleep(until deadline: Instant, tolerance: Duration?) async throws {
    let id = state.withLock { state in
      state.lastID += 1
      return state.lastID
    }
    try await withTaskCancellationHandler {
      try await withCheckedThrowingContinuation { continuation in
        let outcome: Result<Void, any Error>? = state.withLock { state in
          if state.cancelled.remove(id) != nil { return .failure(CancellationError()) }
          if deadline <= state.now { return .success(()) }
          state.sleepers[id] = Sleeper(deadline: deadline, continuation: continuation)
          return nil
        }
        tellSleeping()
        if let outcome { continuation.resume(with: outcome) }
      }
    } onCancel: {
      let sleeper = state.withLock { state in
        let sleeper = state.sleepers.removeValue(forKey: id)
        if sleeper == nil { state.cancelled.insert(id) }
        return sleeper
      }
      tellSleeping()
      sleeper?.continuation.resume(throwing: CancellationError())
    }
  }

  /// Counts while nobody else can tell: of two who counted before they told, the first might be last.
  private func tellSleeping() {
    sleeping.change { count in count = state.withLock { $0.sleepers.count } }
  }
}
