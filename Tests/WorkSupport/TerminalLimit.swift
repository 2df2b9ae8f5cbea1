import Synchronization
public import Testing

/// Lets few of the tests that drive a program run at a time, so that each gets on; on threads of
/// their own, since a command that is waited for holds its thread.
public struct TerminalLimit: SuiteTrait, TestTrait, TestScoping {
  private static let semaphore = Semaphore(4)

  public var isRecursive: Bool { true }

  public func provideScope(
    for test: Test, testCase: Test.Case?, performing function: @Sendable () async throws -> Void
  ) async throws {
    // Suites take no place while their tests wait for one.
    guard testCase != nil else { return try await function() }
    await Self.semaphore.enter()
    defer { Self.semaphore.leave() }
    try await withTaskExecutorPreference(OwnThread()) { try await function() }
  }
}

extension Trait where Self == TerminalLimit {
  /// The test drives a program, in a terminal or without one.
  public static var terminal: TerminalLimit { TerminalLimit() }
}

private final class Semaphore: Sendable {
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
