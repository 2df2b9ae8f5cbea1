import CSQLite
import Synchronization

/// How long statements wait for others' locks. What hurries ends every wait at once.
final class LockPatience: Sendable {
  private struct State {
    var limit: Duration
    var end: ContinuousClock.Instant?
    var isHurried = false
    var waited = Duration.zero
  }

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

  var isHurried: Bool {
    get { state.withLock(\.isHurried) }
    set { state.withLock { $0.isHurried = newValue } }
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
}
