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

/// Everything that comes from a terminal.
public enum TerminalEvent: Hashable, Sendable {
  /// All the keys that were waiting, in the order they were pressed.
  case keys([Key])
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
