import Liquidations

/// One moment on two clocks: one that only runs forward, and the wall's, which may be set.
public struct FeedMoment: Hashable, Sendable {
  /// Since some fixed moment of this process.
  public var elapsed: Duration
  /// Since 1970-01-01T00:00Z, by this machine's clock.
  public var milliseconds: Int64

  /// - Parameter milliseconds: taken into the years 1970…2199.
  public init(elapsed: Duration, milliseconds: Int64) {
    self.elapsed = elapsed
    self.milliseconds = min(max(milliseconds, 0), Timestamp.bounds.upperBound.seconds * 1_000)
  }

  /// What the wall's clock will show at `elapsed`, unless it is set.
  func milliseconds(at elapsed: Duration) -> Int64 {
    milliseconds + (elapsed - self.elapsed).milliseconds
  }
}

extension Duration {
  /// Whole milliseconds, cut to some 290,000 years.
  var milliseconds: Int64 {
    let (seconds, rest) = components
    let bounded = min(max(seconds, -9_000_000_000_000), 9_000_000_000_000)
    return bounded * 1_000 + rest / 1_000_000_000_000_000
  }
}
