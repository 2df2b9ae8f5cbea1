/// The sixteen colours of a terminal's own palette.
enum AnsiColour {
  static let names = ["black", "red", "green", "yellow", "blue", "magenta", "cyan", "white"]

  /// The number 0…15 of a colour given by it or by name.
  static func number(_ text: String) -> Int? {
    if let number = Int(text) { return (0..<16).contains(number) ? number : nil }
    let isBright = text.hasPrefix("bright-")
    let name = isBright ? String(text.dropFirst(7)) : text
    return names.firstIndex { $0 == name }.map { isBright ? $0 + 8 : $0 }
  }
}
