import Synchronization
public import Testing

/// Lets few of the tests that wait for programs, servers or clocks run at a time, each on a thread of its
/// own: what they wait for has a deadline, which would pass while hundreds of others are begun, or while
/// what goes on after a wait stands behind all that the pool has to do.
public struct Deadlines: SuiteTrait, TestTrait, TestScoping {
  private static let places = Places(4)

  public var isRecursive: Bool { true }

  public func provideScope(
    for test: Test, testCase: Test.Case?, performing function: @Sendable () async throws -> Void
  ) async throws {
    // Suites take no place while their tests wait for one.
    guard testCase != nil else { return try await function() }
    await Self.places.enter()
    defer { Self.places.leave() }
    try await withTaskExecutorPreference(OwnThread()) { try await function() }
  }
}

extension Trait where Self == Deadlines {
  /// The test waits for what has a deadline.
  public static var deadlines: Self { Self() }
}

private final class Places: Sendable {
  private struct State {
    var free: Int
    var waiting: [CheckedContinuation<Void, Never>] = []
  }

  private let state: Mutex<State>

  init(_ count: Int) {
    state = Mutex(State(free: count))
  }

  func enter() async {
    await withCheckedContinuation { continuation in
      let isFree = state.withLock { state in
        guard state.free > 0 else {
          state.waiting.append(continuation)
          return false
        }
        state.free -= 1
        return true
      }
      if isFree { continuation.resume() }
    }
  }

  func leave() {
    let next: CheckedContinuation<Void, Never>? = state.withLock { state in
      guard state.waiting.isEmpty else { return state.waiting.removeFirst() }
      state.free += 1
      return nil
    }
    next?.resume()
  }
}
