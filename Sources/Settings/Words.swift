/// A command line's words, as a shell would see them if it knew blanks and quotes alone.
public enum Words {
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
}
