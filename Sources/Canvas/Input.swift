/// A key as a person thinks of it.
public enum Key: Hashable, Sendable {
  case character(Unicode.Scalar)
  /// Ctrl with a lower case letter or `\`.
  case control(Unicode.Scalar)
  case up, down, left, right
  case home, end, pageUp, pageDown
  case tab, backTab, enter, escape, backspace, delete, insert
  /// F1…F12.
  case function(Int)
}

/// What a mouse does at a place of the screen.
public struct MouseEvent: Hashable, Sendable {
  public enum Kind: Hashable, Sendable {
    /// The left button goes down.
    case press
    case wheelUp, wheelDown
  }

  public let kind: Kind
  /// The cell, from the upper left corner.
  public let x: Int
  public let y: Int
  public let isControl: Bool

  public init(kind: Kind, x: Int, y: Int, isControl: Bool = false) {
    self.kind = kind
    self.x = x
    self.y = y
    self.isControl = isControl
  }
}

/// Everything that comes from a terminal.
public enum TerminalEvent: Hashable, Sendable {
  /// All the keys that were waiting, in the order they were pressed.
  case keys([Key])
  /// All that the mouse did, in order.
  case mouse([MouseEvent])
  /// The terminal's answer to the question for its background.
  case background(RGB)
  /// The terminal has a new size.
  case resize(Size)
  /// Something outside asked the program to stop for a while (SIGTSTP).
  case suspend
  /// A signal asked the program to end.
  case terminate(signal: Int32)
  /// The terminal is gone.
  case closed
}

/// What a terminal can show.
public struct Capabilities: Hashable, Sendable {
  public var colours: ColourDepth
  /// Whether block elements and box drawing can be shown; else ASCII.
  public var isUnicode: Bool

  public init(colours: ColourDepth, isUnicode: Bool) {
    self.colours = colours
    self.isUnicode = isUnicode
  }
}
