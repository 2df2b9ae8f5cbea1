import Dashboard
import FoundationEssentials
import Settings

/// Keeps how the user looked at the data, in `$XDG_STATE_HOME/liqtop/view.json`.
///
/// A file that can't be read or written costs the memory, never the program.
struct PreferencesFile {
  /// Nil where there is no home to keep it in.
  private let path: String?

  init(_ environment: [String: String]) {
    path = UserFolders(environment).state.map { "\($0)/view.json" }
  }

  func load() -> Preferences {
    // JSON is YAML, too, and the reader of the configuration is at work already.
    guard let path, let bytes = try? SettingsFile.bytes(of: path),
      let root = try? YAMLNode.parse(bytes), case .mapping(let pairs) = root.content
    else { return Preferences() }
    return Preferences(pairs)
  }

  /// Writes the whole file or none of it.
  func save(_ preferences: Preferences) {
    guard let path else { return }
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
    let folder = path.split(separator: "/").dropLast().joined(separator: "/")
    try? FileManager.default.createDirectory(
      atPath: "/\(folder)", withIntermediateDirectories: true)
    try? encoder.encode(preferences).write(to: URL(filePath: path), options: .atomic)
  }
}

extension Preferences {
  /// By the names of the properties, as they are written.
  fileprivate init(_ pairs: [YAMLNode.Pair]) {
    self.init()
    for pair in pairs {
      let texts = pair.value.texts
      switch pair.key {
      case "range": range = texts?.first
      case "exchanges": exchanges = texts
      case "view": view = texts?.first
      case "scale": scale = texts?.first
      case "interval": interval = texts?.first
      case "theme": theme = texts?.first
      case "isFlipped": isFlipped = texts?.first.map { $0 == "true" }
      case "hasTrend": hasTrend = texts?.first.map { $0 == "true" }
      default: break
      }
    }
  }
}
