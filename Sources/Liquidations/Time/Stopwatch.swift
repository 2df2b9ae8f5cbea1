/// The time since it was made, on a clock whose type doesn't matter.
public struct Stopwatch: Sendable {
  public let elapsed: @Sendable () -> Duration
  /// Waits until that much time has elapsed.
  public let sleep: @Sendable (_ until: Duration) async throws -> Void

  public init(_ clock: some Clock<Duration>) {
    let start = clock.now
    elapsed = { start.duration(to: clock.now) }
    sleep = { try await clock.sleep(until: start.advanced(by: $0), tolerance: nil) }
  }
}
