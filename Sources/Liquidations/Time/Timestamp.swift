/// A moment, in whole seconds since 1970-01-01T00:00Z.
public struct Timestamp: Hashable, Comparable, Sendable {
  public let seconds: Int64

  public init(seconds: Int64) {
    self.seconds = seconds
  }

  /// The UTC day that holds the moment.
  public var day: Day { Day(number: Int(seconds.floored(by: 86_400))) }

  /// Seconds since the UTC midnight before, 0…86,399.
  public var secondOfDay: Int { Int(seconds - day.start.seconds) }

  /// The hour of the UTC day, 0…23.
  public var hour: Int { secondOfDay / 3_600 }

  /// The minute of the hour, 0…59.
  public var minute: Int { secondOfDay / 60 % 60 }

  /// The second of the minute, 0…59.
  public var second: Int { secondOfDay % 60 }

  public static func < (left: Timestamp, right: Timestamp) -> Bool {
    left.seconds < right.seconds
  }

  public static func + (moment: Timestamp, duration: Duration) -> Timestamp {
    Timestamp(seconds: moment.seconds + duration.components.seconds)
  }

  /// The time from `right` to `left`.
  public static func - (left: Timestamp, right: Timestamp) -> Duration {
    .seconds(left.seconds - right.seconds)
  }
}
