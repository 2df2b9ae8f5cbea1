/// Shares, changes and multiples.
public enum Ratio {
  /// A share of a whole in whole percent: `88 %` of 0.876.
  public static func percent(_ share: Double) -> String {
    "\(Digits.whole(share * 100)) %"
  }

  /// The same, but one that isn't zero is never `0 %`: `<1 %` of 0.004.
  public static func part(_ share: Double) -> String {
    share > 0 && share < 0.005 ? "<1 %" : percent(share)
  }

  /// A share of a whole with four places, for programs to read: `0.8762`.
  public static func exact(_ share: Double) -> String { Digits.decimal(share, places: 4) }

  /// A change in whole percent with its sign: `−12 %` of 0.88, `+50 %` of 1.5; huge ones as a
  /// multiple: `24 ×`.
  public static func change(_ ratio: Double, signs: Signs) -> String {
    if ratio >= 10 { return multiple(ratio, signs: signs) }
    let percent = Digits.whole((ratio - 1) * 100)
    return (percent < 0 ? signs.minus : "+") + "\(abs(percent)) %"
  }

  /// A change in tenths of a percent with its sign: `+1.2 %` of 1.012, `−0.4 %`, `0.0 %`.
  public static func fineChange(_ ratio: Double, signs: Signs) -> String {
    let tenths = Digits.whole((ratio - 1) * 1_000)
    let sign = tenths < 0 ? signs.minus : tenths > 0 ? "+" : ""
    return "\(sign)\(abs(tenths) / 10).\(abs(tenths) % 10) %"
  }

  /// How many times: `<0.1 ×`, `1.9 ×`, `24 ×`.
  public static func multiple(_ ratio: Double, signs: Signs) -> String {
    if ratio > 0, ratio < 0.05 { return "<0.1 \(signs.times)" }
    return "\(Digits.decimal(ratio, places: ratio < 9.95 ? 1 : 0)) \(signs.times)"
  }
}
