import Dispatch
public import Testing

/// Each test on a thread of its own: what it waits for has a deadline, which would pass while what goes
/// on after a wait stands behind all that the others have to do.
public struct Deadlines: SuiteTrait, TestTrait, TestScoping {
  public var isRecursive: Bool { true }

  public func provideScope(
    for test: Test, testCase: Test.Case?, performing function: @Sendable () async throws -> Void
  ) async throws {
    guard testCase != nil else { return try await function() }
    try await withTaskExecutorPreference(OwnThread()) { try await function() }
  }
}

extension Trait where Self == Deadlines {
  /// The test waits for what has a deadline.
  public static var deadlines: Self { Self() }
}

/// A thread that isn't one of the pool's.
final class OwnThread: TaskExecutor {
  private let queue = DispatchQueue(label: "own thread")

  func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    queue.async { job.runSynchronously(on: self.asUnownedTaskExecutor()) }
  }
}
