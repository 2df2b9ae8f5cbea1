import Dashboard
import Settings

/// A commented configuration file that says what is the case without it.
enum StandardFile {
  static var text: String {
    let head = """
      # The configuration of liqtop, ~/.config/liqtop/config.yaml.
      #
      # An option on the command line goes before a variable such as LIQTOP_THEME, that before a
      # line in this file. "liqtop config" prints what holds, and where it comes from.
      """
    return ([head] + SettingKey.known.map(paragraph)).joined(separator: "\n\n")
  }

  private static func paragraph(_ key: SettingKey) -> String {
    let comment = key.meaning.map { "# \($0)" }
    if key == .keys { return (comment + ["keys:"] + keys).joined(separator: "\n") }
    let isRemembered = SettingKey.remembered.contains(key)
    let value = key.standard ?? key.example ?? ""
    // What is said here would go before what the dashboard remembers.
    let line = (key.standard == nil || isRemembered ? "#" : "") + "\(key.name): \(value)"
    let remark = isRemembered ? ["# Left away, it is as it was the last time."] : []
    return (comment + remark + [line]).joined(separator: "\n")
  }

  private static var keys: [String] {
    KeyMap.standard.groups.flatMap { meaning, bindings in
      ["  # \(meaning)"]
        + bindings.map { action, keys in
          "  \(action): [\(keys.map(quoted).joined(separator: ", "))]"
        }
    }
  }

  /// A key as YAML takes it: what isn't a word stands in quotes.
  private static func quoted(_ key: String) -> String {
    if key.count > 1, !key.contains("\\") { return key }
    return key == "\\" || key == "\"" ? "'\(key)'" : "\"\(key)\""
  }
}

extension SettingKey {
  /// What a setting that has no default may look like.
  fileprivate var example: String? {
    switch self {
    case .tokenFile: "~/.newhedge-token"
    case .tokenCommand: "pass show newhedge"
    case .archive: "~/.local/share/liqtop/archive.sqlite"
    default: nil
    }
  }
}
