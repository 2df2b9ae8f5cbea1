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
  }

  let lines: [Line]

  /// - Parameters:
  ///   - token: where the token is to be had; it is never printed.
  ///   - remembered: what the dashboard remembers of the last time.
  init(_ settings: ProgramSettings, token: TokenPlace?, remembered: Preferences) {
    let sources = settings.sources
    let file = settings.filePath ?? "none, since there is no home folder"
    let isThere = sources.file != nil || settings.filePath == nil
    lines =
      [
        Line(key: "config", value: file, origin: isThere ? "" : "there is no such file"),
        Line(
          key: "token", value: token == nil ? "none" : "set, withheld",
          origin: token.map { "\($0.origin)" } ?? ""),
      ]
      + SettingKey.known.filter { $0 != .keys }.compactMap {
        Self.line($0, settings, remembered)
      }
      + Self.keys(settings)
  }

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
    _ key: SettingKey, _ settings: ProgramSettings, _ remembered: Preferences
  ) -> Line? {
    if let found = settings.sources.find(key) {
      // A command's arguments may hold a secret, and any value a token that was mistaken for it.
      let text =
        key == .tokenCommand
        ? "set, withheld" : APIToken.withheld(in: found.texts.joined(separator: " "))
      return Line(key: key.name, value: text, origin: "\(found.origin)")
    }
    if let text = remembered.text(of: key) {
      return Line(key: key.name, value: text, origin: "remembered")
    }
    if key == .archive {
      let path = settings.archivePath ?? "none, since there is no home folder"
      return Line(key: key.name, value: path, origin: "\(Origin.standard)")
    }
    return key.standard.map { Line(key: key.name, value: $0, origin: "\(Origin.standard)") }
  }

  private static func keys(_ settings: ProgramSettings) -> [Line] {
    let named = settings.sources.file?.names(under: .keys) ?? []
    let path = settings.sources.file?.path ?? ""
    return settings.keyMap.groups.flatMap(\.bindings).map { action, keys in
      let line = named.first { $0.name == action }?.line
      let origin = line.map { Origin.file(path: path, line: $0) } ?? .standard
      return Line(
        key: "keys.\(action)", value: keys.isEmpty ? "none" : keys.joined(separator: " "),
        origin: "\(origin)")
    }
  }
}

extension Preferences {
  fileprivate func text(of key: SettingKey) -> String? {
    switch key {
    case .theme: theme
    case .range: span?.name
    case .view: view?.rawValue
    case .exchange: exchanges?.exchanges.map(\.slug).joined(separator: " ")
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
