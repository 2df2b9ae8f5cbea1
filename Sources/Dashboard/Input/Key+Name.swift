import Canvas
import Wording

extension Key {
  private static let named: [(name: String, key: Key)] =
    [
      ("Tab", .tab), ("S-Tab", .backTab), ("Enter", .enter), ("Esc", .escape),
      ("Space", .character(" ")), ("Backspace", .backspace), ("Delete", .delete),
      ("Insert", .insert), ("Home", .home), ("End", .end), ("PgUp", .pageUp),
      ("PgDn", .pageDown), ("Up", .up), ("Down", .down), ("Left", .left), ("Right", .right),
    ] + (1...12).map { ("F\($0)", .function($0)) }

  /// What a key may be, in words.
  static let choice =
    "a key is one character, C- with a letter, F1 to F12, "
    + named.prefix { $0.name != "F1" }.map(\.name).joined(by: ", ")

  /// The word for it in the configuration and in the help, such as `q`, `C-c`, `F5` or `PgUp`.
  var name: String {
    switch self {
    case .character(let scalar) where scalar != " ": String(Character(scalar))
    case .control(let scalar): "C-\(scalar)"
    default: Self.named.first { $0.key == self }?.name ?? "\(self)"
    }
  }

  /// The key of a name, words in any case; nil if it is none that a terminal can send.
  init?(name: String) {
    let scalars = Array(name.unicodeScalars)
    if let key = Self.named.first(where: { $0.name.lowercased() == name.lowercased() })?.key {
      self = key
    } else if scalars.count == 1, scalars[0].properties.generalCategory != .control {
      self = .character(scalars[0])
    } else if scalars.count == 3, name.lowercased().hasPrefix("c-") {
      let letter = scalars[2].properties.lowercaseMapping
      // C-h, C-i, C-m and C-[ come as Backspace, Tab, Enter and Esc.
      guard "abcdefgjklnopqrstuvwxyz\\".contains(letter), let scalar = letter.unicodeScalars.first
      else { return nil }
      self = .control(scalar)
    } else {
      return nil
    }
  }
}

extension Key {
  /// The name on the screen, with arrows where the terminal has them.
  func shownName(isUnicode: Bool) -> String {
    guard isUnicode else { return name }
    return switch self {
    case .left: "←"
    case .right: "→"
    case .up: "↑"
    case .down: "↓"
    default: name
    }
  }
}

extension DrawingStyle {
  /// Names of keys, with arrows where the terminal has them.
  func names(_ keys: [Key]) -> String { keys.map(name).joined(by: " ") }

  func name(_ key: Key) -> String { key.shownName(isUnicode: isUnicode) }
}
