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
    guard let path, let bytes = try? SmallFile.bytes(of: path) else { return Preferences() }
    return (try? JSONDecoder().decode(Preferences.self, from: Data(bytes))) ?? Preferences()
  }

  /// Writes the whole file or none of it.
  func save(_ preferences: Preferences) {
    guard let path else { return }
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
    guard let data = try? encoder.encode(preferences) else { return }
    PrivateFile.write(data, to: path)
  }
}
