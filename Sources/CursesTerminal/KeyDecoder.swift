import CNcurses
import Canvas

/// What ncurses reads: a key it knows by a code, or a character.
enum Reading: Equatable {
  case code(Int32)
  case character(UInt32)
}

/// Makes keys of what one draining of the input has brought.
///
/// Escape sequences that ncurses doesn't know (a modified arrow, a report of focus, the marks of a
/// paste and what is between them) are swallowed: their letters are no commands.
struct KeyDecoder {
  private static let escape: UInt32 = 0x1b
  private static let bell: UInt32 = 0x07

  private var readings: ArraySlice<Reading>
  private var keys: [Key] = []

  static func keys(in readings: [Reading]) -> [Key] {
    var decoder = KeyDecoder(readings: readings[...])
    while let reading = decoder.readings.popFirst() { decoder.take(reading) }
    return decoder.keys
  }

  private init(readings: ArraySlice<Reading>) {
    self.readings = readings
    keys.reserveCapacity(readings.count)
  }

  private mutating func take(_ reading: Reading) {
    switch reading {
    case .code(let code):
      if let key = Key(code: code) { keys.append(key) }
    case .character(Self.escape):
      takeEscape()
    case .character(let value):
      if let key = Key(character: value) { keys.append(key) }
    }
  }

  private mutating func takeEscape() {
    guard case .character(let introducer)? = readings.first else {
      keys.append(.escape)
      return
    }
    switch Unicode.Scalar(introducer) {
    case "[": swallowControlSequence()
    case "O": readings = readings.dropFirst(2)
    case "]", "P", "_", "^", "X": swallowString()
    default: keys.append(.escape)
    }
  }

  /// `ESC [`, parameters and intermediates, one final byte.
  private mutating func swallowControlSequence() {
    readings.removeFirst()
    var parameters = String.UnicodeScalarView()
    while case .character(let value)? = readings.first, let scalar = Unicode.Scalar(value),
      (0x20...0x3f).contains(value)
    {
      readings.removeFirst()
      parameters.append(scalar)
    }
    guard case .character(let final)? = readings.first, (0x40...0x7e).contains(final) else {
      return
    }
    readings.removeFirst()
    if final == 0x7e, String(parameters) == "200" { swallowPaste() }
  }

  /// A string for a terminal ends with BEL or `ESC \`.
  private mutating func swallowString() {
    while let reading = readings.popFirst(), reading != .character(Self.bell) {
      guard reading == .character(Self.escape) else { continue }
      if readings.first == .character(0x5c) { readings.removeFirst() }
      return
    }
  }

  private mutating func swallowPaste() {
    let end = "\u{1b}[201~".unicodeScalars.map { Reading.character($0.value) }
    while !readings.isEmpty, !readings.starts(with: end) { readings.removeFirst() }
    readings = readings.dropFirst(end.count)
  }
}

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

  /// The key of an ncurses code; nil for what is no key here, such as `KEY_RESIZE`.
  init?(code: Int32) {
    switch code {
    case KEY_UP: self = .up
    case KEY_DOWN: self = .down
    case KEY_LEFT: self = .left
    case KEY_RIGHT: self = .right
    case KEY_HOME, KEY_FIND, KEY_A1: self = .home
    case KEY_END, KEY_SELECT, KEY_C1: self = .end
    case KEY_PPAGE, KEY_A3: self = .pageUp
    case KEY_NPAGE, KEY_C3: self = .pageDown
    case KEY_BTAB: self = .backTab
    case KEY_ENTER: self = .enter
    case KEY_BACKSPACE: self = .backspace
    case KEY_DC: self = .delete
    case KEY_IC: self = .insert
    default:
      let number = code - liq_function_key(0)
      guard (1...12).contains(number) else { return nil }
      self = .function(Int(number))
    }
  }
}
