public import Canvas
import Liquidations
import Wording

/// What a line means that was typed where nothing is drawn.
public enum PlainInput: Equatable, Sendable {
  /// These keys, in order, as if they had been pressed.
  case keys([Key])
  /// Everything that a screen would show is to be said: an empty line.
  case everything
  /// Which keys there are.
  case help
  /// No key; why, in a sentence.
  case refused(String)

  /// A longer line is none that anybody types for keys.
  private static let longest = 200

  /// - Parameters:
  ///   - line: without its end: names of keys with blanks between, characters that are keys, or the key of
  ///     the date line with a date behind it, as in `/nov 9`.
  ///   - state: says which keys there are, and whether a question is open.
  public init(_ line: String, _ state: DashboardState) {
    let text = line.shown()
    guard line.unicodeScalars.count <= Self.longest else {
      self = .refused("That line is too long to be keys. ? lists them.")
      return
    }
    if let date = Self.date(line, state.keyMap) {
      self = date
    } else if text.allSatisfy(\.isWhitespace) {
      self = .everything
    } else {
      self = Self.keys(text, state)
    }
  }

  /// The date that is typed in one line with its key; nil if the line doesn't begin with that.
  private static func date(_ line: String, _ keyMap: KeyMap) -> PlainInput? {
    guard let key = keyMap.key(for: .range(.goToDate)), case .character(let first) = key,
      line.unicodeScalars.first == first
    else { return nil }
    let date = line.unicodeScalars.dropFirst().drop { $0 == " " }
    guard !date.isEmpty else {
      return .refused(
        "A day or a range follows \(key.name), as in \(key.name)nov 9: \(DateEntry.forms).")
    }
    return .keys([key] + date.map { .character($0) } + [.enter])
  }

  private static func keys(_ text: String, _ state: DashboardState) -> PlainInput {
    var keys: [Key] = []
    for word in text.split(separator: " ") {
      guard let own = self.keys(of: String(word), state) else {
        return .refused("There is no key \(word). ? lists them.")
      }
      keys += own
    }
    let asksForHelp = keys.count == 1 && state.keyMap.action(for: keys[0]) == .program(.help)
    return asksForHelp && !state.isAsking ? .help : .keys(keys)
  }

  /// The key of that name, or each character as a key; nil if one of them does nothing.
  private static func keys(of word: String, _ state: DashboardState) -> [Key]? {
    func isKey(_ key: Key) -> Bool { state.isAsking || state.keyMap.action(for: key) != nil }
    if let key = Key(name: word), isKey(key) { return [key] }
    let keys = word.unicodeScalars.map { Key.character($0) }
    return keys.allSatisfy(isKey) ? keys : nil
  }
}

extension DashboardState {
  /// Whether a question awaits its answer.
  var isAsking: Bool { overlay == .quotaQuestion }

  /// Whether a date is being typed.
  public var isTyping: Bool {
    if case .dateLine = overlay { true } else { false }
  }

  /// Whether what is kept of the exchanges' feeds, or an older part of the tape, is still being read.
  public var isReading: Bool {
    hasFeeds && live == nil && heldLive == nil || olderTape?.asked != nil
  }
}
