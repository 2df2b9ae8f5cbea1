public import Testing

/// Long work that waits for nothing, on one thread apart from the pool in which the other tests
/// wait for clocks and connections: what goes on after a wait would stand behind all of it there.
public struct LongWork: SuiteTrait, TestTrait, TestScoping {
  private static let thread = OwnThread()

  public var isRecursive: Bool { true }

  public func provideScope(
    for test: Test, testCase: Test.Case?, performing function: @Sendable () async throws -> Void
  ) async throws {
    try await withTaskExecutorPreference(Self.thread) { try await function() }
  }
}

extension Trait where Self == LongWork {
  /// The test works for long and waits for nothing.
  public static var longWork: Self { Self() }
}
