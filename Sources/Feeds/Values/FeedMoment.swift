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

/// A stretch of time during which everything that a feed sends was heard.
public struct CoveredSpan: Hashable, Sendable {
  /// Milliseconds since 1970-01-01T00:00Z.
  public let start: Int64
  /// Milliseconds since 1970-01-01T00:00Z; not before `start`.
  public let end: Int64

  public init(_ start: Int64, _ end: Int64) {
    self.start = start
    self.end = max(start, end)
  }

  /// Both as one; nil if there is time between them.
  func joined(with other: CoveredSpan) -> CoveredSpan? {
    guard other.start <= end, start <= other.end else { return nil }
    return CoveredSpan(min(start, other.start), max(end, other.end))
  }

  /// What it has that comes after another, if it goes on where that ends; else all of it, and nil if
  /// it has nothing new.
  func beyond(_ other: CoveredSpan) -> CoveredSpan? {
    guard other.start <= start, start <= other.end else { return self }
    return end > other.end ? CoveredSpan(other.end, end) : nil
  }

  /// What is in both; nil if nothing is.
  func shared(with other: CoveredSpan) -> CoveredSpan? {
    let (start, end) = (max(start, other.start), min(end, other.end))
    return start < end ? CoveredSpan(start, end) : nil
  }
}
