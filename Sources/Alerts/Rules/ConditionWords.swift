/// The words and operators of a condition's text, with their places.
struct ConditionWords {
  struct Word: Hashable {
    let text: String
    /// Counted from 1, in characters.
    let column: Int

    /// The word as an error may hold it.
    var shown: String {
      let printable = text.unicodeScalars.filter { $0.value >= 0x20 && $0.value != 0x7f }
      let isLong = printable.count > 24
      return String(String.UnicodeScalarView(printable.prefix(24))) + (isLong ? "..." : "")
    }
  }

  private(set) var words: [Word] = []
  /// Behind the last character.
  let end: Int
  private var place = 0

  /// Words part at blanks, and where a sign of comparison begins or ends.
  init(_ text: String) {
    end = text.count + 1
    var column = 0
    var isSpaced = true
    for character in text {
      column += 1
      guard !character.isWhitespace else {
        isSpaced = true
        continue
      }
      if !isSpaced, let last = words.last, Self.isSign(last.text.last) == Self.isSign(character) {
        words[words.count - 1] = Word(text: "\(last.text)\(character)", column: last.column)
      } else {
        words.append(Word(text: String(character), column: column))
      }
      isSpaced = false
    }
  }

  private static func isSign(_ character: Character?) -> Bool {
    character.map { "<>=!≥≤≠".contains($0) } ?? false
  }

  /// The next word; nil at the end.
  var next: Word? { words.indices.contains(place) ? words[place] : nil }

  /// Where the next word begins, or the text ends.
  var column: Int { next?.column ?? end }

  mutating func take() -> Word? {
    defer { place += 1 }
    return next
  }
}
