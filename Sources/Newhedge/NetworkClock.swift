import NIOCore

/// The time of `ContinuousClock`, slept through on the network's thread: the standard clocks sleep on
/// the standard executor's threads.
package struct NetworkClock: Clock {
  package typealias Instant = ContinuousClock.Instant

  /// The loop's timers stand still while the machine sleeps: so late is seen that this did.
  private static let longestNap = Duration.seconds(60)

  package init() {}

  package var now: Instant { .now }

  package var minimumResolution: Duration { ContinuousClock().minimumResolution }

  package func sleep(until deadline: Instant, tolerance: Duration? = nil) async throws {
    try Task.checkCancellation()
    while case let rest = now.duration(to: deadline), rest > .zero {
      let nap = NetworkLoop.group.any()
        .scheduleTask(in: TimeAmount(min(rest, Self.longestNap))) {}
      try await withTaskCancellationHandler {
        do {
          try await nap.futureResult.get()
        } catch {
          throw CancellationError()
        }
      } onCancel: {
        nap.cancel()
      }
    }
  }
}
