import Canvas

extension Key {
  /// The key of a character; nil for control characters that are no key.
  init?(character value: UInt32) {
    switch value {
    case 0x08, 0x7f: self = .backspace
    case 0x09: self = .tab
    case 0x0d: self = .enter
    case 0x1b: self = .escape
    case 0x01...0x1a, 0x1c:
      guard let letter = Unicode.Scalar(value == 0x1c ? 0x5c : value + 0x60) else { return nil }
      self = .control(letter)
    case 0..<0x20, 0x80..<0xa0: return nil
    default:
      guard let scalar = Unicode.Scalar(value) else { return nil }
      self = .character(scalar)
    }
  }

  /// The key of `ESC O` and this character: arrows, function keys, the application keypad.
  init?(singleShift final: Unicode.Scalar) {
    if let key = Self.ending(final) {
      self = key
    } else if final == "M" || final == "I" {
      self = final == "M" ? .enter : .tab
    } else if let place = "pqrstuvwxy".unicodeScalars.map(\.value).firstIndex(of: final.value) {
      self.init(character: 0x30 + UInt32(place))
    } else if ("j"..."o").contains(final) || final == "X" {
      self.init(character: final == "X" ? 0x3d : final.value - 0x40)
    } else {
      return nil
    }
  }

  /// The key of `ESC [` and this character, as most keys that are no characters come.
  init?(control final: Unicode.Scalar) {
    guard let key = final == "Z" ? .backTab : Self.ending(final) else { return nil }
    self = key
  }

  /// The key of a control sequence, `ESC [` with these parameters and this character at its end; nil
  /// for what is no key here, such as an arrow with Ctrl or a key let go.
  init?(parameters: String, final: Unicode.Scalar) {
    let fields = parameters.split(separator: ";", omittingEmptySubsequences: false).map { field in
      field.split(separator: ":", omittingEmptySubsequences: false).map { UInt32($0) }
    }
    let number = fields.first?.first.flatMap(\.self)
    var held = KeyModifiers(fields.dropFirst().first ?? [])
    var key: Key?
    switch final {
    case "u":
      let shifted = fields.first?.dropFirst().first.flatMap(\.self)
      key = held.takeInto(code: number, shifted: shifted)
    case "~" where number == 27 && fields.count == 3:
      key = held.takeInto(code: fields[2].first.flatMap(\.self), shifted: nil)
    case "~": key = number.flatMap(Self.numbered)
    case "Z": key = .backTab
    default: key = number ?? 1 == 1 ? Self.ending(final) : nil
    }
    guard let key, held.isNone else { return nil }
    self = key
  }

  /// The key of sequences that differ from each other in their last character alone.
  private static func ending(_ final: Unicode.Scalar) -> Key? {
    switch final {
    case "A": .up
    case "B": .down
    case "C": .right
    case "D": .left
    case "H": .home
    case "F": .end
    case "P"..."S": .function(Int(final.value - 0x4f))
    default: nil
    }
  }

  /// The key of the number before `~`.
  private static func numbered(_ number: UInt32) -> Key? {
    switch number {
    case 1, 7: .home
    case 2: .insert
    case 3: .delete
    case 4, 8: .end
    case 5: .pageUp
    case 6: .pageDown
    case 11...15: .function(Int(number) - 10)
    case 17...21: .function(Int(number) - 11)
    case 23, 24: .function(Int(number) - 12)
    default: nil
    }
  }
}

/// What was held down with a key, as kitty and xterm number it: 1 more than the sum of 1 (Shift),
/// 2 (Alt), 4 (Ctrl) and others. The locks, 64 and 128, change nothing here.
private struct KeyModifiers {
  private static let shift: UInt32 = 1
  private static let control: UInt32 = 4
  private static let locks: UInt32 = 64 | 128

  private var bits: UInt32
  private let isRelease: Bool

  init(_ field: [UInt32?]) {
    let number = field.first.flatMap(\.self) ?? 1
    bits = number == 0 ? 0 : (number - 1) & ~Self.locks
    isRelease = field.count > 1 && field[1] == 3
  }

  var isNone: Bool { bits == 0 && !isRelease }

  /// The key of a character's code, with Shift or Ctrl taken into it where it has them.
  mutating func takeInto(code: UInt32?, shifted: UInt32?) -> Key? {
    guard let code, let scalar = Unicode.Scalar(code) else { return nil }
    if bits == Self.control, ("a"..."z").contains(scalar) || scalar == "\\" {
      bits = 0
      return Key(character: code & 0x1f)
    }
    // What kitty numbers there and isn't on the keypad is no key here.
    if Self.functional.contains(code) { return Self.keypad(code) }
    guard bits == Self.shift else { return Key(character: code) }
    bits = 0
    if scalar == "\t" { return .backTab }
    return Key(character: shifted ?? Self.upper(scalar))
  }

  private static func upper(_ scalar: Unicode.Scalar) -> UInt32 {
    let upper = scalar.properties.uppercaseMapping.unicodeScalars
    return upper.count == 1 ? upper[upper.startIndex].value : scalar.value
  }

  /// kitty's codes for keys that are no characters.
  private static let functional: ClosedRange<UInt32> = 57_344...63_743

  /// The key of the keypad that is numbered so.
  private static func keypad(_ code: UInt32) -> Key? {
    let others: [Key] = [
      .enter, .character("="), .character(","), .left, .right, .up, .down, .pageUp, .pageDown,
      .home, .end, .insert, .delete,
    ]
    let keys = "0123456789./*-+".unicodeScalars.map { Key.character($0) } + others
    let first: UInt32 = 57_399
    return code >= first && code - first < keys.count ? keys[Int(code - first)] : nil
  }
}
