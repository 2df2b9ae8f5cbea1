/// The signs within words and numbers that not every terminal has.
public struct Signs: Hashable, Sendable {
  /// Before a negative number: `−4.88M`.
  public let minus: String
  /// Behind a multiple: `1.9 ×`.
  public let times: String
  /// Between the ends of a range, and where a text was cut.
  public let ellipsis: String
  /// Before a sum that lacks a part: `≥25.6M`.
  public let atLeast: String

  public init(minus: String, times: String, ellipsis: String, atLeast: String) {
    self.minus = minus
    self.atLeast = atLeast
    self.times = times
    self.ellipsis = ellipsis
  }

  /// `−`, `×`, `…` and `≥`.
  public static let unicode = Signs(minus: "−", times: "×", ellipsis: "…", atLeast: "≥")
  /// `-`, `x`, `..` and `>`.
  public static let ascii = Signs(minus: "-", times: "x", ellipsis: "..", atLeast: ">")
}
