public import Liquidations

// Moments as they are written; all of them are UTC.
extension Timestamp {
  /// The time of day: `14:36`.
  public var clock: String { "\(Digits.pair(hour)):\(Digits.pair(minute))" }

  /// The time of day to the second: `14:36:05`.
  public var secondClock: String { "\(clock):\(Digits.pair(second))" }

  /// ISO 8601 to the minute: `2026-11-22T14:36Z`.
  public var isoMinute: String { "\(day)T\(clock)Z" }

  /// ISO 8601 to the second: `2026-11-22T14:36:05Z`.
  public var isoSecond: String { "\(day)T\(secondClock)Z" }
}
