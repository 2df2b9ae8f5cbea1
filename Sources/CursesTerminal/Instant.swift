import CTerminalGuard

/// A point in time on the clock that goes on while the machine sleeps, and that nobody sets: that of
/// `ContinuousClock`.
///
/// The standard library doesn't fix the layout of its own, so that whatever holds one is laid out, copied and
/// destroyed by way of tables: three hundredths of what a key cost.
public struct Instant: Comparable, Sendable {
  private let sinceStart: Duration

  public static var now: Instant {
    let time = liq_uptime()
    return Instant(sinceStart: .seconds(time.tv_sec) + .nanoseconds(time.tv_nsec))
  }

  public static func + (instant: Instant, duration: Duration) -> Instant {
    Instant(sinceStart: instant.sinceStart + duration)
  }

  public static func += (instant: inout Instant, duration: Duration) {
    instant = instant + duration
  }

  public static func - (later: Instant, earlier: Instant) -> Duration {
    later.sinceStart - earlier.sinceStart
  }

  public static func < (left: Instant, right: Instant) -> Bool {
    left.sinceStart < right.sinceStart
  }
}
