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

/// How many colours a terminal has.
public enum ColourDepth: Int, Comparable, CaseIterable, Sendable {
  /// None, or `NO_COLOR` asks for none: not even greys.
  case none
  /// The terminal's own eight.
  case eight
  /// The terminal's own eight and their bright twins.
  case sixteen
  /// The 256 of xterm.
  case indexed
  /// Any, numbered by its red, green and blue, as terminfo's `RGB` says.
  case direct

  public static func < (left: ColourDepth, right: ColourDepth) -> Bool {
    left.rawValue < right.rawValue
  }
}
