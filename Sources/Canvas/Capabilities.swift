/// What a terminal can show.
public struct Capabilities: Hashable, Sendable {
  public var colours: ColourDepth
  public var repertoire: Repertoire

  /// Whether more than ASCII can be shown.
  public var isUnicode: Bool { repertoire != .ascii }

  public init(colours: ColourDepth, repertoire: Repertoire) {
    self.colours = colours
    self.repertoire = repertoire
  }

  public init(colours: ColourDepth, isUnicode: Bool) {
    self.init(colours: colours, repertoire: isUnicode ? .unicode : .ascii)
  }
}

/// Which characters a terminal has glyphs for.
public enum Repertoire: Hashable, Sendable {
  case ascii
  /// What the fonts of the Linux console have in common: whole and half blocks, shades, lines.
  case console
  /// Block elements, box drawing and geometric shapes.
  case unicode
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
