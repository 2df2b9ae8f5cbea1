/// What else a rule says, as numbers.
public enum AlertTexts {
  /// A time such as `90s`, `10m`, `24h` or `7d`; nil for anything else.
  public static func time(_ text: String) -> Duration? {
    guard let seconds = AlertNumber.read(text, .seconds), seconds >= 0 else { return nil }
    return .seconds(Int64(seconds.rounded()))
  }

  /// A part of a whole, above 0 and up to 1; nil for anything else.
  public static func share(_ text: String) -> Double? {
    AlertNumber.decimal(text[...]).flatMap { $0 > 0 && $0 <= 1 ? $0 : nil }
  }
}
