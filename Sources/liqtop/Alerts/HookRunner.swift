/// Runs hooks, a few at a time, beside what fires them.
struct HookRunner: Sendable {
  /// A hook that is to be run, and for what.
  struct Call: Sendable {
    let hook: Hook
    /// The name of the alert's rule.
    let alert: String
    let values: HookValues
  }

  /// So many run at once.
  static let atOnce = 4
  /// So many wait at most; a storm of firings isn't to become one of programs.
  static let mostWaiting = 64

  private let environment: HookEnvironment
  private let report: @Sendable (Call, HookEnd) -> Void
  private let calls: AsyncStream<Call>
  private let continuation: AsyncStream<Call>.Continuation

  /// - Parameter report: told of each call's end.
  init(
    in environment: HookEnvironment, report: @escaping @Sendable (Call, HookEnd) -> Void
  ) {
    self.environment = environment
    self.report = report
    (calls, continuation) = AsyncStream.makeStream(
      bufferingPolicy: .bufferingOldest(Self.mostWaiting))
  }

  /// Has the hook run soon.
  func add(_ call: Call) {
    if case .dropped(let call) = continuation.yield(call) { report(call, .leftOut) }
  }

  /// Runs what is added until it is cancelled, which ends those that run; once.
  func run() async {
    await withDiscardingTaskGroup { group in
      let places = AsyncStream<Void>.makeStream(bufferingPolicy: .bufferingOldest(Self.atOnce))
      for _ in 0..<Self.atOnce { places.continuation.yield() }
      var free = places.stream.makeAsyncIterator()
      for await call in calls {
        guard await free.next() != nil else { return }
        group.addTask {
          report(call, await call.hook.run(call.values, in: environment))
          places.continuation.yield()
        }
      }
    }
  }
}
