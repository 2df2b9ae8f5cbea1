/// Where a value came from.
public enum Origin: Hashable, Sendable {
  case option(String)
  case variable(String)
  case file(path: String, line: Int)
  case standard

  /// What an error in it is about, such as `--theme` or `/etc/liqtop.yaml, line 3: theme`.
  public func subject(_ key: SettingKey) -> String {
    switch self {
    case .option(let name), .variable(let name): name
    case .file(let path, let line): "\(path), line \(line): \(key.name)"
    case .standard: key.name
    }
  }
}

extension Origin: CustomStringConvertible {
  /// Such as `flag --theme`, `variable LIQTOP_THEME`, `/etc/liqtop.yaml:3` or `default`.
  public var description: String {
    switch self {
    case .option(let name): "flag \(name)"
    case .variable(let name): "variable \(name)"
    case .file(let path, let line): "\(path):\(line)"
    case .standard: "default"
    }
  }
}

/// A value, and where it came from.
public struct Sourced<Value: Sendable>: Sendable {
  public let value: Value
  public let origin: Origin

  public init(_ value: Value, _ origin: Origin) {
    self.value = value
    self.origin = origin
  }
}
