public import Liquidations

// Moments as they are written; all of them are UTC.
extension Timestamp {
  /// The time of day: `14:36`.
  public var clock: String { "\(Digits.pair(hour)):\(Digits.pair(minute))" }

  /// ISO 8601 to the minute: `2026-11-22T14:36Z`.
  public var isoMinute: String { "\(day)T\(clock)Z" }

  /// ISO 8601 to the second: `2026-11-22T14:36:05Z`.
  public var isoSecond: String { "\(day)T\(clock):\(Digits.pair(second))Z" }
}
