/// The signs within words and numbers that not every terminal has.
public enum Signs: Hashable, Sendable {
  /// `−`, `×`, `…` and `≥`.
  case unicode
  /// `-`, `x`, `..` and `>`.
  case ascii

  /// Before a negative number: `−4.88M`.
  public var minus: String { self == .unicode ? "−" : "-" }

  /// Behind a multiple: `1.9 ×`.
  public var times: String { self == .unicode ? "×" : "x" }

  /// Between the ends of a range, and where a text was cut.
  public var ellipsis: String { self == .unicode ? "…" : ".." }

  /// Before a sum that lacks a part: `≥25.6M`.
  public var atLeast: String { self == .unicode ? "≥" : ">" }
}
