/// What a value is compared with.
public enum AlertLimit: Hashable, Sendable {
  /// In the value's unit: USD, orders or seconds.
  case number(Double)
  /// What so many percent of the days before don't exceed: of so many days.
  case percentile(Int, days: Int)
  /// So many times what the day in the middle came to, of so many days before.
  case median(times: Double, days: Int)

  /// How many days before are looked at.
  static let days = 7...3_650
  static let percents = 1...99
  static let times = 0.1...1_000.0
  /// In USD, orders or seconds.
  static let most = 1e12
}
