/// A command line's words, as a shell would see them if it knew blanks and quotes alone.
public enum ShellWords {
  /// Splits at blanks; what stands in single or double quotes stays together, and nothing in it is
  /// special.
  ///
  /// - Returns: nil if a quote isn't closed.
  public static func split(_ text: String) -> [String]? {
    var words: [String] = []
    var word: String?
    var quote: Character?
    for character in text {
      if character == quote {
        quote = nil
      } else if quote == nil, character == "'" || character == "\"" {
        quote = character
        word = word ?? ""
      } else if quote == nil, character.isWhitespace {
        if let word { words.append(word) }
        word = nil
      } else {
        word = (word ?? "") + String(character)
      }
    }
    if let word { words.append(word) }
    return quote == nil ? words : nil
  }

  /// The path as an argument for a shell, such as `'my config.yaml'`.
  public static func quoted(path: String) -> String {
    let isPlain = path.utf8.allSatisfy { byte in
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "+")...UInt8(ascii: ":"), UInt8(ascii: "_"), UInt8(ascii: "@"):
        true
      default: byte >= 0x80
      }
    }
    guard !isPlain || path.hasPrefix("-") else { return path }
    let pieces = path.split(separator: "'", omittingEmptySubsequences: false)
    return "\(path.hasPrefix("-") ? "-- " : "")'\(pieces.joined(separator: #"'\''"#))'"
  }
}
