import Wording

/// What the text for people is written on.
public struct TextLayout: Hashable, Sendable {
  /// The terminal's width in cells; nil for what isn't a terminal, where nothing is fitted or drawn.
  public var columns: Int?
  public var hasColours: Bool
  /// Whether more than ASCII can be written.
  public var isUnicode: Bool

  public init(columns: Int? = nil, hasColours: Bool = false, isUnicode: Bool = true) {
    self.columns = columns
    self.hasColours = hasColours
    self.isUnicode = isUnicode
  }

  var signs: Signs { isUnicode ? .unicode : .ascii }
  /// In place of a value that there isn't.
  var missing: String { isUnicode ? "·" : "." }
  /// Behind days whose values may still change.
  var provisional: String { isUnicode ? "○" : "o" }
  /// What bars are made of, and the end of one that goes on.
  var bars: (long: String, short: String, broken: String) {
    isUnicode ? ("█", "▒", "≈") : ("#", "=", "~")
  }

  /// A text with one of the terminal's own attributes or colours.
  func styled(_ text: String, _ style: TextStyle) -> String {
    hasColours && !text.isEmpty ? "\u{1b}[\(style.rawValue)m\(text)\u{1b}[0m" : text
  }
}

/// Numbers of the control sequence that selects how text looks, as ECMA-48 has them.
enum TextStyle: Int {
  case bold = 1
  case dim = 2
  case red = 31
  case blue = 34
}
