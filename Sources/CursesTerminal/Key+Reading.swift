import CNcurses
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
