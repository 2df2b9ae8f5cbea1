import Synchronization

/// A state that one test at a time can wait on: for an event, never for a time.
public final class Watched<State: Sendable>: Sendable {
  private let state: Mutex<State>
  private let changes: AsyncStream<Void>
  private let changed: AsyncStream<Void>.Continuation

  public init(_ state: State) {
    self.state = Mutex(state)
    (changes, changed) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
  }

  public var value: State { state.withLock { $0 } }

  public func change<Result: Sendable>(_ body: @Sendable (inout State) -> Result) -> Result {
    let result = state.withLock { body(&$0) }
    changed.yield()
    return result
  }

  /// Returns once `isMet` holds, or the task is cancelled.
  public func wait(until isMet: (State) -> Bool) async {
    if isMet(value) { return }
    for await _ in changes where isMet(value) { return }
  }
}
