import Settings

/// The dashboard's options where they need no explanation: by their whole names, each once and with
/// its value.
///
/// ArgumentParser takes 2 ms for the same, a quarter of what the first frame may take: it has the
/// runtime look through all conformances of the program a hundred times.
enum PlainOptions {
  private static let token = [SettingTable.tokenFile.key, SettingTable.tokenCommand.key]
  private static let keys = SettingTable.all.map(\.key).filter { !$0.isOfFileAlone }

  /// What was said, by key, as `DashboardOptions` gives it. Nil if there is anything else, which is
  /// ArgumentParser's to read or to refuse.
  static func read(_ arguments: [String]) -> [SettingKey: [String]]? {
    var given: [SettingKey: [String]] = [:]
    var rest = arguments[...]
    while let option = rest.popFirst() {
      guard let (key, values) = readSwitch(option) ?? readValues(of: option, &rest),
        given.updateValue(values, forKey: key) == nil
      else { return nil }
    }
    let others =
      token
      + [
        SettingTable.baseURL.key, SettingTable.exchangesURL.key, SettingTable.archive.key,
        SettingTable.source.key,
      ]
    let isDemoAlone = given[.demo] == nil || others.allSatisfy { given[$0] == nil }
    return isDemoAlone && !token.allSatisfy({ given[$0] != nil }) ? given : nil
  }

  private static func readSwitch(_ option: String) -> (SettingKey, [String])? {
    guard let word = word(option) else { return nil }
    if SettingKey.demo.isNamed(word) { return (.demo, ["true"]) }
    let isOn = !word.hasPrefix("no-")
    let name = isOn ? word : word.dropFirst(3)
    return keys.first { $0.shape == .flag && $0.isNamed(name) }.map { ($0, ["\(isOn)"]) }
  }

  /// An option without its dashes; nil for what is none.
  private static func word(_ option: String) -> Substring? {
    option.hasPrefix("--") ? option.dropFirst(2) : nil
  }

  private static func readValues(
    of option: String, _ rest: inout ArraySlice<String>
  ) -> (SettingKey, [String])? {
    guard let word = word(option) else { return nil }
    let key = (keys + [.config]).first { $0.shape != .flag && $0.isNamed(word) }
    var values = rest.prefix { !$0.hasPrefix("-") }
    if key?.shape != .list || key == SettingTable.tokenCommand.key { values = values.prefix(1) }
    guard let key, !values.isEmpty else { return nil }
    rest = rest.dropFirst(values.count)
    return (key, Array(values))
  }
}
