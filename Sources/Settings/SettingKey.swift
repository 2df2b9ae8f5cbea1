/// A key that a configuration may have.
public struct SettingKey: Hashable, Sendable {
  /// What may stand behind a key.
  public enum Shape: Hashable, Sendable {
    case text
    /// One text, true or false; its option is a flag such as `--mouse` and `--no-mouse`.
    case flag
    /// A list of texts, or one.
    case list
    /// Names, each with a list of texts or one.
    case mapping
    /// A list, each entry of which has names and values of its own.
    case records
  }

  public let name: String
  public let shape: Shape

  public init(_ name: String, _ shape: Shape = .text) {
    self.name = name
    self.shape = shape
  }

  /// How the names of the program's own environment variables begin.
  public static let variablePrefix = "LIQTOP_"

  /// Whether only the configuration file has the room for it.
  public var isOfFileAlone: Bool { shape == .mapping || shape == .records }

  /// The environment variable that may hold it, such as `LIQTOP_THEME`; nil for what only the file has.
  public var variable: String? {
    isOfFileAlone ? nil : Self.variablePrefix + name.uppercased()
  }

  /// The option that says these texts, such as `--base-url` or `--no-mouse`.
  public func option(for texts: [String]) -> String {
    let name = String(decoding: name.utf8.map(Self.inOption), as: UTF8.self)
    return shape == .flag && texts == ["false"] ? "--no-\(name)" : "--\(name)"
  }

  /// Whether that is the option's name, without its dashes and the `no-` of a flag.
  public func isNamed(_ word: Substring) -> Bool {
    word.utf8.elementsEqual(name.utf8.lazy.map(Self.inOption))
  }

  /// A character of a key as an option has it.
  private static func inOption(_ character: UInt8) -> UInt8 {
    character == UInt8(ascii: "_") ? UInt8(ascii: "-") : character
  }

  /// Whether the texts are empty or blank: a setting counts as not set then, wherever they stand.
  public static func isUnset(_ texts: [String]) -> Bool {
    texts.allSatisfy { $0.allSatisfy(\.isWhitespace) }
  }
}
