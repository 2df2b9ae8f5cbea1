import Dispatch
public import Testing

/// Long work that waits for nothing, on one thread apart from the pool in which the other tests
/// wait for clocks and processes: what goes on after a wait would stand behind all of it there.
public struct LongWork: SuiteTrait, TestTrait, TestScoping {
  /// Each test of a suite by itself, rather than the suite.
  public var isRecursive: Bool { true }

  public func provideScope(
    for test: Test, testCase: Test.Case?, performing function: @Sendable () async throws -> Void
  ) async throws {
    try await withTaskExecutorPreference(WorkQueue.shared) { try await function() }
  }
}

extension Trait where Self == LongWork {
  /// Long work that waits for nothing.
  public static var longWork: Self { Self() }
}

/// The thread of all long work.
private final class WorkQueue: TaskExecutor {
  static let shared = WorkQueue()
  private let queue = DispatchQueue(label: "long work")

  func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    queue.async { job.runSynchronously(on: self.asUnownedTaskExecutor()) }
  }
}
