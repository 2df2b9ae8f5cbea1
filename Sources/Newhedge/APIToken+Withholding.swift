extension APIToken {
  /// The text with what looks like a token, plain or percent-encoded, replaced: for texts from
  /// outside, such as what a user mistyped or another program complained of.
  ///
  /// A run of at least as many letters and digits as a token has may have one in it.
  public static func withheld(in text: String) -> String {
    var result = ""
    var run = ""
    var units = 0
    var rest = text[...]
    func end() {
      result += units >= length ? "(withheld)" : run
      (run, units) = ("", 0)
    }
    while let character = rest.first {
      let size = isEncoded(rest) ? 3 : 1
      if size == 3 || character.utf8.count == 1 && character.utf8.allSatisfy(isAlphanumeric) {
        run += String(rest.prefix(size))
        units += 1
      } else {
        end()
        result.append(character)
      }
      rest = rest.dropFirst(size)
    }
    end()
    return result
  }

  /// Whether the text begins with a percent-encoded letter or digit.
  private static func isEncoded(_ text: Substring) -> Bool {
    let bytes = Array(text.utf8.prefix(3))
    guard bytes.count == 3, bytes[0] == UInt8(ascii: "%"),
      let value = UInt8(String(decoding: bytes[1...], as: UTF8.self), radix: 16)
    else { return false }
    return isAlphanumeric(value)
  }
}
