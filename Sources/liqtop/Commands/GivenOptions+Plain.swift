import Settings

extension GivenOptions {
  /// What arguments say that need no explanation: options by their whole names, each once and with
  /// its value. Nil if there is anything else, which is ArgumentParser's to read or to refuse.
  ///
  /// ArgumentParser takes 2 ms for the same, a quarter of what the first frame may take: it has the
  /// runtime look through all conformances of the program a hundred times.
  init?(plain arguments: [String]) {
    self.init()
    var rest = arguments[...]
    while let option = rest.popFirst() {
      guard takeSwitch(option) || takeValues(of: option, &rest) else { return nil }
    }
    guard texts[.tokenFile] == nil || texts[.tokenCommand] == nil else { return nil }
    let others = [SettingKey.baseURL, .tokenFile, .tokenCommand, .archive]
    guard !isDemo || others.allSatisfy({ texts[$0] == nil }) else { return nil }
  }

  private mutating func takeSwitch(_ option: String) -> Bool {
    if option == "--demo" {
      isDemo = true
      return true
    }
    let key = [SettingKey.insecureHTTP, .mouse, .ascii].first { key in
      option == key.option || option == "--no-\(key.option.dropFirst(2))"
    }
    guard let key, texts[key] == nil else { return false }
    texts[key] = ["\(option == key.option)"]
    return true
  }

  private mutating func takeValues(of option: String, _ rest: inout ArraySlice<String>) -> Bool {
    let values = rest.prefix { !$0.hasPrefix("-") }
    guard let value = values.first else { return false }
    if option == "--config", configuration == nil {
      configuration = value
      rest.removeFirst()
      return true
    }
    let key = SettingKey.known.first { $0 != .keys && $0.option == option }
    guard let key, texts[key] == nil else { return false }
    texts[key] = key == .exchange ? Array(values) : [value]
    rest = rest.dropFirst(key == .exchange ? values.count : 1)
    return true
  }
}
