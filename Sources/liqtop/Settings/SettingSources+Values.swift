import Settings

extension SettingSources {
  /// The value of a setting; nil if it was said nowhere.
  ///
  /// - Throws: `ProgramError` with what is allowed, if it is something else.
  func value<Value: SettingValue>(
    _ key: SettingKey, as type: Value.Type = Value.self
  ) throws(ProgramError) -> Sourced<Value>? {
    guard let found = find(key) else { return nil }
    guard found.texts.count == 1, let value = Value(argument: found.texts[0]) else {
      throw Self.refusal(key, found.origin, Value.allowed)
    }
    return Sourced(value, found.origin)
  }

  /// The values of a setting that is a list, of which a variable holds the parts between commas.
  func values<Value: SettingValue>(
    _ key: SettingKey, as type: Value.Type = Value.self
  ) throws(ProgramError) -> Sourced<[Value]>? {
    guard let found = find(key) else { return nil }
    let texts = found.texts.flatMap { $0.split { $0 == "," || $0 == " " } }
    let values = texts.compactMap { Value(argument: String($0)) }
    guard !values.isEmpty, values.count == texts.count else {
      throw Self.refusal(key, found.origin, Value.allowed)
    }
    return Sourced(values, found.origin)
  }

  private static func refusal(_ key: SettingKey, _ origin: Origin, _ allowed: String)
    -> ProgramError
  {
    let status: ProgramError.Status = if case .option = origin { .usage } else { .configuration }
    return ProgramError("\(origin.subject(key)) must be \(allowed)", status)
  }
}

extension SettingSources.Found {
  /// The path of a file, whole.
  ///
  /// - Throws: `ProgramError` if the configuration file has one that depends on the working folder.
  func path(of key: SettingKey, _ folders: UserFolders) throws(ProgramError) -> String {
    let path = folders.expanded(texts.first ?? "")
    if case .file = origin, !path.hasPrefix("/") {
      throw ProgramError(
        "\(origin.subject(key)) must be a path that begins with / or ~/", .configuration)
    }
    return path
  }
}
