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

  /// ISO 8601 to the millisecond: `2026-11-22T14:36:05.120Z`.
  ///
  /// - Parameter milliseconds: since 1970-01-01T00:00Z.
  public static func isoMillisecond(_ milliseconds: Int64) -> String {
    let (seconds, rest) = milliseconds.quotientAndRemainder(dividingBy: 1_000)
    let moment = Timestamp(seconds: rest < 0 ? seconds - 1 : seconds)
    let fraction = String(1_000 + (rest < 0 ? rest + 1_000 : rest)).dropFirst()
    return "\(moment.isoSecond.dropLast()).\(fraction)Z"
  }
}
