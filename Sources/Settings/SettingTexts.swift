/// What was said of a setting, not yet judged, and where.
public struct SettingText: Hashable, Sendable {
  public let texts: [String]
  public let origin: Origin

  public init(_ texts: [String], _ origin: Origin) {
    self.texts = texts
    self.origin = origin
  }
}

/// What was said of every setting: by an option, else by a variable, else by a line of the
/// configuration file.
///
/// An empty or blank value counts as not set, wherever it stands.
public struct SettingTexts: Sendable {
  private let said: [SettingKey: SettingText]

  /// - Parameters:
  ///   - keys: the settings that there are.
  ///   - options: the texts of the options that were given, by key.
  ///   - environment: the environment variables by name.
  ///   - file: the configuration file, if there is one.
  public init(
    _ keys: [SettingKey], options: [SettingKey: [String]], environment: [String: String],
    file: SettingsFile? = nil
  ) {
    said = keys.reduce(into: [:]) { said, key in
      said[key] =
        options[key].flatMap { Self.text($0, .option(key.option(for: $0))) }
        // A variable holds one text, however many commas are in it.
        ?? key.variable.flatMap { name in
          environment[name].flatMap { Self.text([$0], .variable(name)) }
        }
        ?? file?.values[key.name].flatMap {
          Self.text($0.texts, .file(path: file?.path ?? "", line: $0.line))
        }
    }
  }

  private static func text(_ texts: [String], _ origin: Origin) -> SettingText? {
    SettingKey.isUnset(texts) ? nil : SettingText(texts, origin)
  }

  /// What the first place that has the setting says of it; nil if none has.
  public subscript(key: SettingKey) -> SettingText? { said[key] }

  /// What the first place that has any of the settings says of them.
  public func together(_ keys: [SettingKey]) -> [SettingKey: SettingText] {
    let all = said.filter { keys.contains($0.key) }
    let first = all.values.map(\.origin.rank).min()
    return all.filter { $0.value.origin.rank == first }
  }
}
