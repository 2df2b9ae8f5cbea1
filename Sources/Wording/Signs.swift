/// The signs within words and numbers that not every terminal has.
public struct Signs: Hashable, Sendable {
  /// Before a negative number: `−4.88M`.
  public let minus: String
  /// Behind a multiple: `1.9 ×`.
  public let times: String
  /// Between the ends of a range, and where a text was cut.
  public let ellipsis: String

  public init(minus: String, times: String, ellipsis: String) {
    self.minus = minus
    self.times = times
    self.ellipsis = ellipsis
  }

  /// `−`, `×` and `…`.
  public static let unicode = Signs(minus: "−", times: "×", ellipsis: "…")
  /// `-`, `x` and `..`.
  public static let ascii = Signs(minus: "-", times: "x", ellipsis: "..")
}
