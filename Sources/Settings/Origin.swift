/// Where a value came from.
public enum Origin: Hashable, Sendable {
  case option(String)
  case variable(String)
  case file(path: String, line: Int)
  /// What the dashboard keeps of the last time.
  case remembered
  case standard

  /// What an error in it is about, such as `--theme` or `/etc/liqtop.yaml, line 3: theme`.
  public func subject(_ key: SettingKey) -> String {
    switch self {
    case .option(let name), .variable(let name): name
    case .file(let path, let line): "\(path), line \(line): \(key.name)"
    case .remembered, .standard: key.name
    }
  }

  /// The lower goes before the higher.
  var rank: Int {
    switch self {
    case .option: 0
    case .variable: 1
    case .file: 2
    case .remembered: 3
    case .standard: 4
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
    case .remembered: "remembered"
    case .standard: "default"
    }
  }
}
