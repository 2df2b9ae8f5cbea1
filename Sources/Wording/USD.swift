/// Amounts of money in few columns, without Foundation's formatters and their data.
public enum USD {
  private static let units: [(scale: Double, suffix: String)] = [
    (1, ""), (1e3, "K"), (1e6, "M"), (1e9, "B"), (1e12, "T"),
  ]

  /// Three significant digits and a unit, at most six columns: `0`, `38.6`, `−4.88M`, `1.21B`.
  ///
  /// - Parameter isSigned: whether a gain has its sign too: `+5.00M`.
  public static func compact(_ amount: Double, signs: Signs, isSigned: Bool = false) -> String {
    let sign = amount < 0 ? signs.minus : isSigned && amount > 0 ? "+" : ""
    return sign + magnitude(abs(amount))
  }

  /// A tick of the axis, in as few digits as it needs: `−2.5M`, `120M`.
  public static func tick(_ amount: Double, signs: Signs) -> String {
    let text = magnitude(abs(amount)).utf8
    let (zero, point) = (UInt8(ascii: "0"), UInt8(ascii: "."))
    let number = text.prefix { $0 <= UInt8(ascii: "9") }
    var digits = number
    if digits.contains(point) {
      while digits.last == zero { digits.removeLast() }
      if digits.last == point { digits.removeLast() }
    }
    let unit = text[number.endIndex...]
    return "\(amount < 0 ? signs.minus : "")\(Substring(digits))\(Substring(unit))"
  }

  /// To the cent and with a plain minus sign, for programs to read: `-31034567.88`.
  public static func exact(_ amount: Double) -> String {
    let size = Digits.decimal(abs(amount), places: 2)
    return amount < 0 && size != "0.00" ? "-" + size : size
  }

  /// What one BTC costs, in whole dollars: `91,580`.
  public static func price(_ amount: Double) -> String {
    Digits.grouped(Digits.whole(amount), by: ",")
  }

  private static func magnitude(_ amount: Double) -> String {
    guard amount > 0 else { return "0" }
    for (scale, suffix) in units where amount < 999.5 * scale || scale == 1e12 {
      let value = amount / scale
      let places = value < 9.995 ? 2 : value < 99.95 ? 1 : 0
      return Digits.decimal(value, places: places) + suffix
    }
    return ""
  }
}
