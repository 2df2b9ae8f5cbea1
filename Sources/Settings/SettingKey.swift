/// A key that a configuration may have.
public struct SettingKey: Hashable, Sendable {
  /// What may stand behind a key.
  public enum Shape: Hashable, Sendable {
    case text
    /// A list of texts, or one.
    case list
    /// Names, each with a list of texts or one.
    case mapping
  }

  public let name: String
  public let shape: Shape

  public init(_ name: String, _ shape: Shape = .text) {
    self.name = name
    self.shape = shape
  }

  /// The environment variable that may hold it, such as `LIQTOP_THEME`.
  public var variable: String { "LIQTOP_\(name.uppercased())" }

  /// The option that may hold it, such as `--base-url`.
  public var option: String { "--\(name.split(separator: "_").joined(separator: "-"))" }
}
