import Dashboard
import Settings

/// The dashboard's keys, which only the configuration file binds: a line for each action.
struct KeySetting: SettingDeclaration {
  let key = SettingKey("keys", .mapping)
  let standardText: String? = nil
  let help = ""
  let meaning = [
    "The keys: one or a list for each action; [] for none. A key that is given to an action",
    "is taken from the one that had it.",
  ]
  let example: String? = nil
  let isRemembered = false
  let reach = SettingReach.none

  /// The standard keys, but for those that the file binds anew.
  func keyMap(in file: SettingsFile?) throws(ProgramError) -> KeyMap {
    guard let file else { return .standard }
    let names = file.names(under: key)
    do {
      return try KeyMap.standard.binding(names.map { ($0.name, $0.texts) })
    } catch {
      let line = names.first { $0.name == error.action }?.line ?? 1
      throw ProgramError(
        "\(file.path), line \(line): keys.\(error.action): \(error)", .configuration)
    }
  }

  /// Of the file's keys it is said beside the others.
  func fault(in texts: SettingTexts) -> ProgramError? { nil }

  /// Each action with its keys, and where they came from.
  func report(_ keyMap: KeyMap, in file: SettingsFile?) -> [SettingsReport.Line] {
    let named = file?.names(under: key) ?? []
    return keyMap.groups.flatMap(\.bindings).map { action, keys in
      let line = named.first { $0.name == action }?.line
      let origin = line.map { Origin.file(path: file?.path ?? "", line: $0) } ?? .standard
      return SettingsReport.Line(
        key: "\(key.name).\(action)", value: keys.isEmpty ? "none" : keys.joined(separator: " "),
        origin: "\(origin)")
    }
  }

  /// The standard keys as lines of the file.
  var lines: [String] {
    ["\(key.name):"]
      + KeyMap.standard.groups.flatMap { meaning, bindings in
        ["  # \(meaning)"]
          + bindings.map { action, keys in
            "  \(action): [\(keys.map(Self.quoted).joined(separator: ", "))]"
          }
      }
  }

  /// A key as YAML takes it: what isn't a word stands in quotes.
  private static func quoted(_ key: String) -> String {
    if key.count > 1, !key.contains("\\") { return key }
    return key == "\\" || key == "\"" ? "'\(key)'" : "\"\(key)\""
  }
}
