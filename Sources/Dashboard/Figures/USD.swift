/// Amounts and shares in few columns, without Foundation's formatters and their data.
enum USD {
  private static let units: [(scale: Double, suffix: String)] = [
    (1, ""), (1e3, "K"), (1e6, "M"), (1e9, "B"), (1e12, "T"),
  ]

  /// Three significant digits and a unit, at most six columns: `0`, `38.6`, `−4.88M`, `1.21B`.
  static func compact(_ amount: Double, glyphs: Glyphs, isSigned: Bool = false) -> String {
    let sign = amount < 0 ? glyphs.minus : isSigned && amount > 0 ? "+" : ""
    return sign + magnitude(abs(amount))
  }

  /// A tick of the axis: as few digits as it needs, such as `−2.5M` or `120M`.
  static func tick(_ amount: Double, glyphs: Glyphs) -> String {
    let text = magnitude(abs(amount))
    let number = text.prefix { $0.isNumber || $0 == "." }
    var digits = number
    if digits.contains(".") {
      while digits.hasSuffix("0") { digits.removeLast() }
      if digits.hasSuffix(".") { digits.removeLast() }
    }
    return (amount < 0 ? glyphs.minus : "") + digits + text.dropFirst(number.count)
  }

  /// A share in whole percent, such as `88 %`.
  static func percent(_ share: Double) -> String {
    "\(Int((share * 100).rounded())) %"
  }

  /// A part of a whole in whole percent; one that isn't zero is never `0 %`.
  static func part(_ share: Double) -> String {
    share > 0 && share < 0.005 ? "<1 %" : percent(share)
  }

  /// A change in whole percent with its sign, such as `−12 %`; huge ones as a multiple.
  static func change(_ ratio: Double, glyphs: Glyphs) -> String {
    if ratio >= 10 { return multiple(ratio, sign: glyphs.times) }
    let percent = Int(((ratio - 1) * 100).rounded())
    return (percent < 0 ? glyphs.minus : "+") + "\(abs(percent)) %"
  }

  /// How many times, such as `1.9 ×` or `24 ×`.
  static func multiple(_ ratio: Double, sign: String) -> String {
    if ratio > 0, ratio < 0.05 { return "<0.1 \(sign)" }
    return ratio < 9.95
      ? "\(decimal(ratio, places: 1)) \(sign)" : "\(decimal(ratio, places: 0)) \(sign)"
  }

  private static func magnitude(_ amount: Double) -> String {
    guard amount > 0 else { return "0" }
    for (scale, suffix) in units where amount < 999.5 * scale || scale == 1e12 {
      let value = amount / scale
      let places = value < 9.995 ? 2 : value < 99.95 ? 1 : 0
      return decimal(value, places: places) + suffix
    }
    return ""
  }

  private static func decimal(_ value: Double, places: Int) -> String {
    let factor = places == 2 ? 100 : places == 1 ? 10 : 1
    let scaled = Int((min(value, 1e15) * Double(factor)).rounded())
    guard places > 0 else { return String(scaled) }
    let fraction = String(scaled % factor)
    return "\(scaled / factor).\(String(repeating: "0", count: places - fraction.count))\(fraction)"
  }
}
