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

/// What was done with the mouse, and over which cell.
public struct MouseEvent: Hashable, Sendable {
  public enum Kind: Hashable, Sendable {
    /// The left button went down.
    case press
    /// The wheel was turned by one step.
    case wheelUp, wheelDown
  }

  public var kind: Kind
  /// The cell, counted from 0 at the upper left. It may lie outside the last frame's size.
  public var x: Int
  public var y: Int
  /// Whether Ctrl was held.
  public var isControl: Bool

  public init(_ kind: Kind, x: Int, y: Int, isControl: Bool = false) {
    self.kind = kind
    self.x = x
    self.y = y
    self.isControl = isControl
  }
}

/// Everything that comes from a terminal.
public enum TerminalEvent: Hashable, Sendable {
  /// Keys that were waiting, in the order they were pressed. Where mouse events were among them,
  /// each run of keys and each run of mouse events comes by itself, in order.
  case keys([Key])
  /// Mouse events that were waiting, in order.
  case mouse([MouseEvent])
  /// A text was pasted; no more of it than any line here takes.
  case paste(String)
  /// The terminal answered that characters of ambiguous width take two cells.
  case wideGlyphs
  /// The terminal answered that it takes the bytes of one character for several.
  case splitGlyphs
  /// The terminal answered which colour its background has.
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

/// What was done to copy a text.
public enum Clipboard: Hashable, Sendable {
  /// tmux keeps it, and passes it on to the terminal.
  case tmuxAndTerminal
  /// tmux keeps it.
  case tmux
  /// The terminal was asked to keep it, and may not know how.
  case terminal
  /// Nothing: there is no way to a clipboard.
  case none
}
