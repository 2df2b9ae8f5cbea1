import Configuration

/// The places that a setting can come from, the first that has it stands: the command line, the
/// environment, the configuration file.
public struct SettingSources: Sendable {
  /// The texts of a setting, and where they were found.
  public struct Found: Hashable, Sendable {
    public let texts: [String]
    public let origin: Origin
  }

  private struct Level {
    let provider: any ConfigProvider
    let origin: @Sendable (SettingKey, _ encodedKey: String, [String]) -> Origin

    func find(_ key: SettingKey) -> Found? {
      // No provider here fails: all of them hold lists of texts.
      guard let result = try? provider.value(forKey: [key.name], type: .stringArray),
        case .stringArray(let texts)? = result.value?.content
      else { return nil }
      return Found(texts: texts, origin: origin(key, result.encodedKey, texts))
    }
  }

  /// The configuration file, if there is one.
  public let file: SettingsFile?
  private let levels: [Level]

  /// - Parameters:
  ///   - options: the texts of the options that were given, by key.
  ///   - environment: the environment variables by name; an empty one counts as not set.
  public init(
    options: [SettingKey: [String]], environment: [String: String], file: SettingsFile? = nil
  ) {
    self.file = file
    let ours = environment.filter { $0.key.hasPrefix("LIQTOP_") && !$0.value.isEmpty }
    // One that has nothing isn't asked: the first frame waits for the answers.
    var levels: [Level] = []
    if !options.isEmpty { levels.append(Self.options(options)) }
    if !ours.isEmpty { levels.append(Self.variables(ours)) }
    if let file { levels.append(Self.lines(file)) }
    self.levels = levels
  }

  /// The first place that has the setting; nil if none has.
  public func find(_ key: SettingKey) -> Found? {
    levels.lazy.compactMap { $0.find(key) }.first
  }

  /// What the first place that has any of the settings has of them.
  public func findTogether(_ keys: [SettingKey]) -> [SettingKey: Found] {
    levels.lazy.map { level in
      Dictionary(uniqueKeysWithValues: keys.compactMap { key in level.find(key).map { (key, $0) } })
    }.first { !$0.isEmpty } ?? [:]
  }

  private static func options(_ options: [SettingKey: [String]]) -> Level {
    let values = options.map {
      (AbsoluteConfigKey([$0.key.name]), ConfigValue(.stringArray($0.value), isSecret: false))
    }
    return Level(
      provider: InMemoryProvider(values: Dictionary(uniqueKeysWithValues: values))
    ) { key, _, texts in
      .option(texts == ["false"] ? "--no-\(key.option.dropFirst(2))" : key.option)
    }
  }

  private static func variables(_ ours: [String: String]) -> Level {
    // A variable holds one text, however many commas are in it.
    let provider = EnvironmentVariablesProvider(
      environmentVariables: ours, arraySeparator: "\0")
    return Level(provider: provider.prefixKeys(with: "liqtop")) { _, name, _ in .variable(name) }
  }

  private static func lines(_ file: SettingsFile) -> Level {
    let values = file.values.map {
      (AbsoluteConfigKey([$0.key]), ConfigValue(.stringArray($0.value.texts), isSecret: false))
    }
    return Level(
      provider: InMemoryProvider(values: Dictionary(uniqueKeysWithValues: values))
    ) { key, _, _ in
      .file(path: file.path, line: file.values[key.name]?.line ?? 1)
    }
  }
}
