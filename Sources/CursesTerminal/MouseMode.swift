import Canvas

/// What makes a terminal report the mouse, and what makes it stop.
///
/// SGR's form (1006) has room for any coordinate; it comes first, so that no report comes in the
/// older one. 1000 are presses, releases and the wheel, without motion.
enum MouseMode {
  static let on = "\u{1b}[?1006h\u{1b}[?1000h"
  static let off = "\u{1b}[?1000l\u{1b}[?1006l"
}

extension MouseEvent {
  private static let shiftAndMeta = 0b1100
  private static let control = 0b10000

  /// The event of a report's parameters, `<button;column;row`; nil for what is no event here.
  init?(report: String) {
    guard report.hasPrefix("<") else { return nil }
    let fields = report.dropFirst().split(separator: ";", omittingEmptySubsequences: false)
    let numbers = fields.compactMap { field in
      field.utf8.allSatisfy { (0x30...0x39).contains($0) } ? Int(field) : nil
    }
    guard fields.count == 3, numbers.count == 3 else { return nil }
    self.init(button: numbers[0], column: numbers[1], row: numbers[2])
  }

  /// The event of a press as terminals number it, columns and rows from 1; nil for other buttons,
  /// for motion and for a release.
  init?(button: Int, column: Int, row: Int) {
    guard column > 0, row > 0 else { return nil }
    let kind: Kind
    switch button & ~(Self.shiftAndMeta | Self.control) {
    case 0: kind = .press
    case 64: kind = .wheelUp
    case 65: kind = .wheelDown
    default: return nil
    }
    self.init(kind, x: column - 1, y: row - 1, isControl: button & Self.control != 0)
  }
}
