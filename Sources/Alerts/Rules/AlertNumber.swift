/// Numbers as rules write them: `500M`, `1.5B`, `5`, `90s`, `3h`.
enum AlertNumber {
  private static let amounts: [(suffix: Character, zeros: Int, scale: Double)] = [
    ("T", 12, 1e12), ("B", 9, 1e9), ("M", 6, 1e6), ("K", 3, 1e3),
  ]
  private static let times: [(suffix: Character, scale: Double)] = [
    ("d", 86_400), ("h", 3_600), ("m", 60), ("s", 1),
  ]

  /// The number of a text, an amount to the cent and a time to the hundredth of a second; nil if it is none of
  /// that unit.
  static func read(_ text: some StringProtocol, _ unit: Firing.Unit) -> Double? {
    let isNegative = text.hasPrefix("-")
    var digits = Substring(text.dropFirst(isNegative ? 1 : 0))
    let size: Double?
    switch unit {
    case .usd, .count:
      let last = digits.last?.uppercased()
      let amount = amounts.first { "\($0.suffix)" == last }
      if amount != nil { digits.removeLast() }
      // As one number: 4.07 times a billion is more than 4,070,000,000.
      let number = decimal(digits).flatMap { _ in Double("\(digits)e\(amount?.zeros ?? 0)") }
      size = unit == .usd ? number.map(hundredths) : number
    case .seconds:
      guard let time = times.first(where: { $0.suffix == digits.last }) else { return nil }
      digits.removeLast()
      size = decimal(digits).map { hundredths($0 * time.scale) }
    }
    guard let size, size <= AlertLimit.most else { return nil }
    return isNegative ? -size : size
  }

  private static func hundredths(_ number: Double) -> Double { (number * 100).rounded() / 100 }

  /// Digits, with a point and more digits or without: no sign, no exponent, no `inf`.
  static func decimal(_ text: Substring) -> Double? {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    guard (1...2).contains(parts.count), text.utf8.count <= 16,
      parts.allSatisfy({ part in !part.isEmpty && part.allSatisfy { ("0"..."9").contains($0) } })
    else { return nil }
    return Double(text)
  }

  /// The shortest text that is read as the same number.
  static func text(_ number: Double, _ unit: Firing.Unit) -> String {
    let scales = unit == .seconds ? times : amounts.map { ($0.suffix, $0.scale) }
    let size = abs(number)
    let sign = number < 0 ? "-" : ""
    for (suffix, scale) in scales where size >= scale && isShort(size / scale, unit) {
      return "\(sign)\(plain(size / scale))\(suffix)"
    }
    return "\(sign)\(plain(size))\(unit == .seconds ? "s" : "")"
  }

  /// Whether it has at most three places; of a time, none.
  private static func isShort(_ number: Double, _ unit: Firing.Unit) -> Bool {
    if unit == .seconds { return number.rounded() == number }
    let thousandths = number * 1_000
    return thousandths < 1e9 && thousandths.rounded() / 1_000 == number
  }

  /// Without `.0`.
  static func plain(_ number: Double) -> String {
    number < 1e15 && number.rounded() == number ? "\(Int(number))" : "\(number)"
  }
}
