import Dashboard
import Liquidations
import Newhedge
import Settings

/// The effective settings as text: each with its value and where it came from.
struct SettingsReport {
  struct Line: Codable, Hashable {
    let key: String
    let value: String
    let origin: String

    /// Any value, and the path of any file, may be a token that was mistaken for it.
    init(key: String, value: String, origin: String) {
      self.key = key
      self.value = APIToken.withheld(in: value)
      self.origin = APIToken.withheld(in: origin)
    }
  }

  let lines: [Line]

  /// What holds by what was said on the command line, and by the rest.
  init(
    _ given: [SettingKey: [String]], _ environment: [String: String]
  ) throws(ProgramError) {
    let settings = try ProgramSettings(given, environment)
    self.init(
      settings, token: try TokenSource.find(settings, environment),
      remembered: PreferencesFile(environment).load())
  }

  /// - Parameters:
  ///   - token: where the token is to be had; it is never printed.
  ///   - remembered: what the dashboard remembers of the last time.
  init(_ settings: ProgramSettings, token: TokenSource?, remembered: Preferences) {
    let file = settings.filePath ?? Self.homeless
    let isThere = settings.file != nil || settings.filePath == nil
    lines =
      [
        Line(key: "config", value: file, origin: isThere ? "" : "there is no such file"),
        Line(
          key: "token", value: token == nil ? "none" : Self.withheld,
          origin: token.map { "\($0.origin)" } ?? ""),
      ]
      + SettingTable.all.compactMap { Self.line($0, settings, remembered) }
      + SettingTable.keys.report(settings.keyMap, in: settings.file)
  }

  private static let withheld = "set, withheld"
  private static let homeless = "none, since there is no home folder"

  var text: String { Self.columns(lines).joined(separator: "\n") }

  /// The lines with their columns below each other.
  static func columns(_ lines: [Line]) -> [String] {
    let keyWidth = lines.map(\.key.count).max() ?? 0
    // A path would push all else far to the right.
    let valueWidth = lines.map(\.value.count).filter { $0 <= 24 }.max() ?? 0
    return lines.map { line in
      let columns = line.key.padded(to: keyWidth) + "  " + line.value.padded(to: valueWidth)
      return (columns + "  " + line.origin).trimmed
    }
  }

  private static func line(
    _ setting: any SettingDeclaration, _ settings: ProgramSettings, _ remembered: Preferences
  ) -> Line? {
    let key = setting.key
    func line(_ value: String, _ origin: Origin) -> Line {
      Line(key: key.name, value: value, origin: "\(origin)")
    }
    if let said = settings.said[key] {
      let text = said.texts.joined(separator: " ")
      return line(setting.secrecy == .withheld ? withheld : text, said.origin)
    }
    if setting.isRemembered, let text = remembered.text(of: key) { return line(text, .remembered) }
    if key == SettingTable.archive.key { return line(settings.archivePath ?? homeless, .standard) }
    return setting.standardText.map { line($0, .standard) }
  }
}

extension Preferences {
  fileprivate func text(of key: SettingKey) -> String? {
    switch key {
    case SettingTable.theme.key: theme
    case SettingTable.range.key: span?.name
    case SettingTable.view.key: view?.rawValue
    case SettingTable.exchange.key: exchanges?.exchanges.map(\.slug).joined(separator: " ")
    default: nil
    }
  }
}

extension String {
  fileprivate func padded(to width: Int) -> String {
    self + String(repeating: " ", count: max(0, width - count))
  }

  fileprivate var trimmed: String {
    var text = self[...]
    while text.last == " " { text.removeLast() }
    return String(text)
  }
}
