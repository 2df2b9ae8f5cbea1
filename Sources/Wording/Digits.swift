/// Numbers as people read them.
public enum Digits {
  /// Digits in groups of three: `999`, `10 000`, `-4 310`.
  public static func grouped(_ number: Int, by separator: String = " ") -> String {
    let digits = String(number.magnitude).unicodeScalars
    var left = digits.count
    var text = number < 0 ? "-" : ""
    for digit in digits {
      text.unicodeScalars.append(digit)
      left -= 1
      if left > 0, left % 3 == 0 { text += separator }
    }
    return text
  }

  /// With what is counted: `1 value`, `12 values`; what doesn't end in s is given in full.
  public static func counted(_ number: Int, _ one: String, _ many: String? = nil) -> String {
    "\(number) \(number == 1 ? one : many ?? "\(one)s")"
  }

  /// A small number as a word: `eight`; one above twelve by its digits.
  public static func word(_ number: Int) -> String {
    let words = [
      "no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven",
      "twelve",
    ]
    return words.indices.contains(number) ? words[number] : "\(number)"
  }

  /// A number below a hundred in two digits: `09`, `14`.
  static func pair(_ number: Int) -> String { number < 10 ? "0" + String(number) : String(number) }

  /// With 0…4 or 8 places after the point: `38.6`; `value` is ≥ 0, and above 10¹⁵ cut to it.
  static func decimal(_ value: Double, places: Int) -> String {
    let factor = places == 8 ? 100_000_000 : [1, 10, 100, 1_000, 10_000][min(max(places, 0), 4)]
    let scaled = whole(min(value, 1e15) * Double(factor))
    guard factor > 1 else { return String(scaled) }
    // With a digit before it that is taken away again, the fraction has its zeros.
    let fraction = String(factor + scaled % factor).unicodeScalars.dropFirst()
    return String(scaled / factor) + "." + String(fraction)
  }

  /// Rounded, and cut to ±10¹⁸; 0 for what is no number.
  static func whole(_ value: Double) -> Int {
    value.isNaN ? 0 : Int(min(max(value, -1e18), 1e18).rounded())
  }
}
