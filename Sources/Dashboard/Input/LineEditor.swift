import Canvas
import Wording

/// A line of text under the user's keys: characters, the place of the cursor, and what was wrong.
struct LineEditor: Hashable, Sendable {
  private(set) var text: [Unicode.Scalar] = []
  /// The place before which the next character goes.
  private(set) var cursor = 0
  /// Why the line wasn't accepted; it goes with the next key.
  var refusal: DateEntryError?

  /// More than any date or range needs.
  static let limit = 40

  var line: String { String(String.UnicodeScalarView(text)) }

  /// Applies a key that edits; says whether it was one.
  mutating func press(_ key: Key) -> Bool {
    refusal = nil
    switch key {
    case .character(let character): insert(character)
    case .left, .control("b"): cursor = max(0, cursor - 1)
    case .right, .control("f"): cursor = min(text.count, cursor + 1)
    case .home, .control("a"): cursor = 0
    case .end, .control("e"): cursor = text.count
    case .backspace, .control("h"): delete(max(0, cursor - 1)..<cursor)
    case .delete, .control("d"): delete(cursor..<min(text.count, cursor + 1))
    case .control("u"): delete(0..<cursor)
    case .control("k"): delete(cursor..<text.count)
    case .control("w"): delete(wordStart..<cursor)
    default: return false
    }
    return true
  }

  private mutating func insert(_ character: Unicode.Scalar) {
    guard text.count < Self.limit, character.isASCII, character.value >= 0x20 else { return }
    text.insert(character, at: cursor)
    cursor += 1
  }

  private mutating func delete(_ range: Range<Int>) {
    text.removeSubrange(range)
    cursor = range.lowerBound
  }

  private var wordStart: Int {
    var start = cursor
    while start > 0, text[start - 1] == " " { start -= 1 }
    while start > 0, text[start - 1] != " ", text[start - 1] != "." { start -= 1 }
    return start == cursor ? max(0, cursor - 1) : start
  }
}
