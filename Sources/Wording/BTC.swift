/// Amounts of bitcoin.
public enum BTC {
  /// With four places, for programs to read: `12.3456`.
  public static func exact(_ amount: Double) -> String {
    (amount < 0 ? "-" : "") + Digits.decimal(abs(amount), places: 4)
  }

  /// To the last place that bitcoin has, for programs to read: `0.00012345`.
  public static func whole(_ amount: Double) -> String {
    (amount < 0 ? "-" : "") + Digits.decimal(abs(amount), places: 8)
  }
}
