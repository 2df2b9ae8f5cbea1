/// What is wrong with a theme file.
public struct ThemeError: Error, Hashable, Sendable, CustomStringConvertible {
  /// Counted from 1.
  public let line: Int
  /// A sentence without its stop, such as `unknown ink "sky"; the inks are …`.
  public let reason: String

  public var description: String { "line \(line): \(reason)" }
}
