import Canvas

/// What the bytes of the input begin with.
enum InputToken: Equatable {
  /// A sequence that is nothing here, a character with Alt, or bytes that are no character.
  case nothing
  case key(Key)
  case mouse(MouseEvent)
  /// A text is pasted, up to these bytes.
  case pasteBegins(end: [UInt8])
  /// The terminal is ready.
  case ready
  /// The cursor's column.
  case column(Int)
  /// What the terminal says of itself by a command, as it does of its colours.
  case command(String)

  static let escape: UInt8 = 0x1b

  /// The letter of what is an escape and a letter elsewhere and one byte in terminals that were told
  /// to (S8C1T). No character begins so.
  private static func introducer(_ byte: UInt8) -> UInt8? {
    switch byte {
    case 0x8f, 0x9b, 0x9d: byte - 0x40
    default: nil
    }
  }

  /// The first token and its length; nil if its end hasn't come.
  ///
  /// - Parameter ownKeys: sequences that are keys of this terminal alone.
  static func first(
    in bytes: ArraySlice<UInt8>, ownKeys: [[UInt8]: Key] = [:]
  ) -> (token: InputToken, length: Int)? {
    guard let first = bytes.first else { return nil }
    if let letter = introducer(first) { return spelledOut(letter, bytes.dropFirst()) }
    guard first == escape else { return character(bytes) }
    let rest = bytes.dropFirst()
    guard let introducer = rest.first else { return nil }
    for (sequence, key) in ownKeys where bytes.starts(with: sequence) {
      return (.key(key), sequence.count)
    }
    switch Unicode.Scalar(introducer) {
    case "[": return control(bytes)
    case "O": return singleShift(bytes)
    case "]", "P", "_", "^", "X": return string(bytes)
    case "\0"..<" ", "\u{7f}": return (.key(.escape), 1)
    // With Alt it is not that character.
    default: return character(rest).map { (.nothing, 1 + $0.length) }
    }
  }

  private static func spelledOut(
    _ letter: UInt8, _ rest: ArraySlice<UInt8>
  ) -> (token: InputToken, length: Int)? {
    guard let (token, length) = first(in: [escape, letter] + rest) else { return nil }
    let isPaste = token == .pasteBegins(end: Paste.end)
    return (isPaste ? .pasteBegins(end: Paste.eightBitEnd) : token, length - 1)
  }

  /// One character of UTF-8.
  private static func character(_ bytes: ArraySlice<UInt8>) -> (token: InputToken, length: Int)? {
    guard let first = bytes.first else { return nil }
    let length =
      switch first {
      case 0xc2...0xdf: 2
      case 0xe0...0xef: 3
      case 0xf0...0xf4: 4
      default: 1
      }
    let sequence = bytes.prefix(length)
    let rest = sequence.dropFirst()
    guard rest.allSatisfy({ (0x80...0xbf).contains($0) }) else { return (.nothing, 1) }
    guard sequence.count == length else { return nil }
    guard let text = String(validating: sequence, as: UTF8.self),
      let key = text.unicodeScalars.first.flatMap({ Key(character: $0.value) })
    else { return (.nothing, length) }
    return (.key(key), length)
  }

  /// `ESC [`, parameters, intermediates, one final character; or `ESC [ [` and one character.
  private static func control(_ bytes: ArraySlice<UInt8>) -> (token: InputToken, length: Int)? {
    let rest = bytes.dropFirst(2)
    let parameters = rest.prefix { (0x20...0x3f).contains($0) }
    // Some end keys with Shift or Ctrl by what elsewhere comes before the end.
    if parameters.last == 0x24, parameters.dropLast().allSatisfy(isDigit), parameters.count > 1 {
      return (.nothing, 2 + parameters.count)
    }
    let length = 2 + parameters.count + 1
    guard let final = rest.dropFirst(parameters.count).first else { return nil }
    guard (0x40...0x7e).contains(final) else { return (.nothing, length - 1) }
    if parameters.isEmpty {
      switch Unicode.Scalar(final) {
      case "[": return consoleFunction(bytes)
      case "M": return oldReport(bytes)
      case let final: return (Key(control: final).map(InputToken.key) ?? .nothing, length)
      }
    }
    let text = String(decoding: parameters, as: UTF8.self)
    switch (text, Unicode.Scalar(final)) {
    case (_, "M"): return (MouseEvent(report: text).map(InputToken.mouse) ?? .nothing, length)
    case ("200", "~"): return (.pasteBegins(end: Paste.end), length)
    case ("0", "n"): return (.ready, length)
    case (_, "R"):
      let column = text.split(separator: ";").last.flatMap { Int($0) }
      return (column.map(InputToken.column) ?? .nothing, length)
    case (_, let final):
      return (Key(parameters: text, final: final).map(InputToken.key) ?? .nothing, length)
    }
  }

  private static func consoleFunction(
    _ bytes: ArraySlice<UInt8>
  ) -> (token: InputToken, length: Int)? {
    guard let letter = bytes.dropFirst(3).first else { return nil }
    guard (0x41...0x45).contains(letter) else { return (.nothing, 4) }
    return (.key(.function(Int(letter) - 0x40)), 4)
  }

  /// A terminal that doesn't know the newer form sends three bytes after `ESC [ M`.
  private static func oldReport(_ bytes: ArraySlice<UInt8>) -> (token: InputToken, length: Int)? {
    let values = bytes.dropFirst(3).prefix(3).map { Int($0) - 0x20 }
    guard values.count == 3 else { return nil }
    let event = MouseEvent(button: values[0], column: values[1], row: values[2])
    return (event.map(InputToken.mouse) ?? .nothing, 6)
  }

  /// `ESC O`, in some terminals a number for what was held down, one character.
  private static func singleShift(_ bytes: ArraySlice<UInt8>) -> (token: InputToken, length: Int)? {
    let number = bytes.dropFirst(2).prefix(while: isDigit)
    guard let final = bytes.dropFirst(2 + number.count).first else { return nil }
    guard (0x20...0x7e).contains(final) else { return (.nothing, 2 + number.count) }
    let key = number.isEmpty ? Key(singleShift: Unicode.Scalar(final)) : nil
    return (key.map(InputToken.key) ?? .nothing, 3 + number.count)
  }

  /// A string for a terminal, which ends with BEL or `ESC \`, or with whatever breaks it off.
  private static func string(_ bytes: ArraySlice<UInt8>) -> (token: InputToken, length: Int)? {
    let text = bytes.dropFirst(2).prefix { $0 != 0x07 && $0 != escape }
    let end = bytes.dropFirst(2 + text.count).prefix(2)
    let isCommand = bytes.dropFirst().first == UInt8(ascii: "]")
    let token =
      isCommand ? InputToken.command(String(decoding: text, as: UTF8.self)) : .nothing
    if end.first == 0x07 { return (token, 2 + text.count + 1) }
    guard end.count == 2 else { return nil }
    return end.last == 0x5c ? (token, 2 + text.count + 2) : (.nothing, 2 + text.count)
  }

  private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }
}
