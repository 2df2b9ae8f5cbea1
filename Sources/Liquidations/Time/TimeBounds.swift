// What a day, a moment or a wait can be that comes from outside: beyond that it is nonsense, and
// within it no sum of a few of them can overflow.

extension Day {
  /// The years 1970…2199.
  public static let bounds = Day(number: 0)...Day(number: 84_005)
}

extension Timestamp {
  /// The years 1970…2199.
  public static let bounds = Day.bounds.lowerBound.start...(Day.bounds.upperBound + 1).start
}

extension Duration {
  /// The length of those years, either way.
  public static let bounds = Duration.zero - longest...longest

  private static let longest = Timestamp.bounds.upperBound - Timestamp.bounds.lowerBound
}
