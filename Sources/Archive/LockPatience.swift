import CSQLite
import Synchronization

/// How long statements wait for others' locks, and how long they may work. What hurries ends every
/// wait, and all work that isn't done in a moment.
final class LockPatience: Sendable {
  private struct State {
    var limit: Duration
    var end: ContinuousClock.Instant?
    var isHurried = false
    var waited = Duration.zero
    /// By the working thread's own clock.
    var workBegan = Duration.zero
    var workLimit = LockPatience.longestWork
    var longestWork = LockPatience.longestWork
  }

  /// A hundred times what reading the largest archive takes that this program writes.
  static let longestWork = Duration.seconds(2)
  /// For work on the whole file, whose end its user awaits.
  static let longestAwaited = Duration.seconds(300)
  /// The same once it is hurried.
  private static let longestHurriedWork = Duration.milliseconds(100)
  /// After so many steps of SQLite's machine it is looked how long that has worked.
  private static let stepsBetweenLooks: Int32 = 64

  private let state: Mutex<State>

  init(_ limit: Duration) {
    state = Mutex(State(limit: limit))
  }

  var limit: Duration {
    get { state.withLock(\.limit) }
    set { state.withLock { $0.limit = newValue } }
  }

  /// How long it has waited in all.
  var waited: Duration { state.withLock(\.waited) }

  /// How long may be worked at a time, from the next beginning on.
  var longestWork: Duration {
    get { state.withLock(\.longestWork) }
    set { state.withLock { $0.longestWork = newValue } }
  }

  /// Whether no lock is waited for. Set to true, it cuts short what is being worked at.
  var isHurried: Bool {
    get { state.withLock(\.isHurried) }
    set {
      state.withLock { state in
        state.isHurried = newValue
        if newValue { state.workLimit = Self.longestHurriedWork }
      }
    }
  }

  /// Has SQLite ask this one; it must live as long as the connection.
  func attach(to handle: OpaquePointer) {
    let me = Unmanaged.passUnretained(self).toOpaque()
    sqlite3_busy_handler(
      handle,
      { me, attempt in
        guard let me else { return 0 }
        let patience = Unmanaged<LockPatience>.fromOpaque(me).takeUnretainedValue()
        return patience.waits(attempt: Int(attempt)) ? 1 : 0
      }, me)
    sqlite3_progress_handler(
      handle, Self.stepsBetweenLooks,
      { me in
        guard let me else { return 0 }
        return Unmanaged<LockPatience>.fromOpaque(me).takeUnretainedValue().isOverworked ? 1 : 0
      }, me)
  }

  /// Waits a little, unless it has waited long enough; `attempt` counts from 0 for each lock.
  func waits(attempt: Int) -> Bool {
    let now = ContinuousClock.now
    let isOver = state.withLock { state in
      if attempt == 0 { state.end = now + state.limit }
      return state.isHurried || state.end.map { now >= $0 } ?? true
    }
    guard !isOver else { return false }
    let pause = min(1 << min(attempt, 5), 25)
    Platform.sleep(milliseconds: pause)
    state.withLock { $0.waited += .milliseconds(pause) }
    return true
  }

  /// Work begins; waits for the disk won't count.
  func beginWork() {
    let now = Platform.workTime
    state.withLock { state in
      state.workBegan = now
      state.workLimit = state.longestWork
    }
  }

  /// Whether it has been worked for too long.
  private var isOverworked: Bool {
    let now = Platform.workTime
    return state.withLock { now - $0.workBegan >= $0.workLimit }
  }
}
