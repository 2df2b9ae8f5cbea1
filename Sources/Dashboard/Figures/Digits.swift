/// Whole numbers that people read.
enum Digits {
  /// Digits in groups of three, as `10 000`.
  static func grouped(_ number: Int) -> String {
    let digits = String(number.magnitude)
    var text = number < 0 ? "-" : ""
    for (place, digit) in digits.enumerated() {
      if place > 0, (digits.count - place) % 3 == 0 { text += " " }
      text.append(digit)
    }
    return text
  }
}
