import Dashboard
import Settings

/// Keeps how the user looked at the data, in `$XDG_STATE_HOME/liqtop/view.yaml`.
///
/// A file that can't be read or written costs the memory, never the program.
struct PreferencesFile {
  /// Nil where there is no home to keep it in.
  private let path: String?

  init(_ environment: [String: String]) {
    path = UserFolders(environment).state.map { "\($0)/view.yaml" }
  }

  func load() -> Preferences {
    guard let path, let bytes = try? SmallFile.bytes(of: path),
      case .mapping(let pairs)? = try? YAMLNode.parse(bytes)?.content
    else { return Preferences() }
    return Preferences { name in pairs.first { $0.key == name }?.value.texts }
  }

  /// Writes the whole file or none of it.
  func save(_ preferences: Preferences) {
    guard let path else { return }
    let lines = preferences.texts.map { name, texts in
      "\(name): [\(texts.map(Self.quoted).joined(separator: ", "))]\n"
    }
    PrivateFile.write(lines.joined().utf8, to: path)
  }

  /// A text as YAML takes it, whatever is in it but line ends.
  private static func quoted(_ text: String) -> String {
    let parts = text.split(separator: "'", omittingEmptySubsequences: false)
    return "'\(parts.joined(separator: "''"))'"
  }
}
