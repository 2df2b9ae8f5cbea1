import Settings

/// The folders that the program has of its own in the user's home; nil where there is none.
struct UserFolders {
  /// `$XDG_CONFIG_HOME/liqtop`, else `~/.config/liqtop`.
  let configuration: String?
  /// `$XDG_STATE_HOME/liqtop`, else `~/.local/state/liqtop`.
  let state: String?
  /// `$XDG_DATA_HOME/liqtop`, else `~/.local/share/liqtop`.
  let data: String?
  /// `$XDG_RUNTIME_DIR`, else where temporary files lie.
  let runtime: String
  private let home: String?

  /// - Parameter environment: its variables count if they hold absolute paths.
  init(_ environment: [String: String]) {
    func folder(_ name: String, _ suffix: String) -> String? {
      environment[name].flatMap { $0.hasPrefix("/") ? $0 + suffix : nil }
    }
    home = folder("HOME", "")
    runtime = folder("XDG_RUNTIME_DIR", "") ?? folder("TMPDIR", "") ?? "/tmp"
    configuration =
      folder("XDG_CONFIG_HOME", "/liqtop") ?? folder("HOME", "/.config/liqtop")
    state = folder("XDG_STATE_HOME", "/liqtop") ?? folder("HOME", "/.local/state/liqtop")
    data = folder("XDG_DATA_HOME", "/liqtop") ?? folder("HOME", "/.local/share/liqtop")
  }

  /// The whole path that a setting says; nil if nothing is said.
  ///
  /// - Throws: `ProgramError` if it isn't a path, or begins with `~/` where there is no home.
  func path(
    _ setting: Setting<SettingPath?>, in texts: SettingTexts
  ) throws(ProgramError) -> String? {
    guard let said = texts[setting.key], let path = try setting.value(in: texts)?.text else {
      return nil
    }
    return try expanded(path, setting.key, said)
  }

  /// The path with the home folder in the place of a `~`, which a shell leaves in quotes and after `=`.
  ///
  /// - Throws: `ProgramError` if there is no home, or another user's is meant.
  func expanded(
    _ path: String, _ key: SettingKey, _ said: SettingText
  ) throws(ProgramError) -> String {
    guard path.hasPrefix("~") else { return path }
    guard path == "~" || path.hasPrefix("~/") else {
      throw said.error(key, "begins with ~ and a name; write the whole path")
    }
    guard let home else {
      throw said.error(key, "begins with ~/, and there is no home folder")
    }
    return home + path.dropFirst()
  }
}
