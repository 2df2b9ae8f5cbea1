import Archive
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
      self.key = key.printable
      self.value = value.printable
      self.origin = origin.printable
    }
  }

  let lines: [Line]
  /// Why a start would find no token where one should be; nil if that can't be told before.
  let tokenFault: ProgramError?
  private let settings: ProgramSettings

  /// What holds by what was said on the command line, and by the rest.
  init(
    _ given: [SettingKey: [String]], _ environment: [String: String]
  ) throws(ProgramError) {
    let settings = try ProgramSettings(given, environment)
    _ = try settings.theme(in: ThemeFiles(environment))
    self.init(
      settings, token: try TokenSource.find(settings, environment), environment)
  }

  /// - Parameter token: where the token is to be had; it is never printed.
  init(_ settings: ProgramSettings, token: TokenSource?, _ environment: [String: String]) {
    let remembered = PreferencesFile(environment).load()
    self.settings = settings
    tokenFault = token?.fault(environment)
    let value = token == nil ? "none" : tokenFault == nil ? Self.withheld : "can't be used"
    lines =
      [
        Line(
          key: "config", value: settings.filePath ?? Self.homeless,
          origin: Self.remark(settings) ?? ""),
        Line(key: "token", value: value, origin: token.map { "\($0.origin)" } ?? ""),
      ]
      + SettingTable.all.compactMap { Self.line($0, settings, remembered) }
      + SettingTable.alerts.report(settings.alerts, in: settings.file)
      + SettingTable.keys.report(settings.keyMap, in: settings.file)
      + Self.unknown(environment)
  }

  /// What a start would say is wrong: it refuses a token or a file of authorities that can't be used, and
  /// goes on without authorities or an archive.
  var faults: [ProgramError] {
    let named = settings.authoritiesFault
    let refused = [tokenFault, named].compactMap(\.self)
    guard !settings.isDemo else { return refused }
    let way = named == nil ? settings.route.fault(to: settings.base) : nil
    return refused
      + [way, archiveFault].compactMap(\.self).map {
        ProgramError(APIToken.withheld(in: $0), .configuration)
      }
  }

  /// A lock passes, so it is no fault of the settings.
  private var archiveFault: String? {
    guard !settings.keepsNothing else { return nil }
    let survey = ArchiveSurvey(
      path: settings.archivePath, source: "\(settings.base)", token: "", at: WallClock.now())
    return survey.isLocked ? nil : survey.fault
  }

  private static let withheld = "set, withheld"

  /// That the file isn't there, and what was meant to be it perhaps.
  private static func remark(_ settings: ProgramSettings) -> String? {
    guard settings.file == nil, let path = settings.filePath else { return nil }
    let like = ConfigurationPath.alike(path).map { "; \($0) isn't read, rename it" }
    return "there is no such file\(like ?? "")"
  }

  /// The environment variables that look like the program's own, and aren't.
  private static func unknown(_ environment: [String: String]) -> [Line] {
    let known = SettingTable.all.compactMap(\.key.variable)
    let others = environment.keys.filter { name in
      name.hasPrefix(SettingKey.variablePrefix) && !known.contains(name)
        && name != PictureCounter.variable
    }
    return others.sorted().map { name in
      let hint = name.nearest(among: known).map { "; did you mean \($0)?" } ?? ""
      return Line(key: name, value: "ignored", origin: "there is no such variable\(hint)")
    }
  }

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
      return line(setting.reach == .secret ? withheld : text, said.origin)
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
    case SettingTable.range.key: range?.span.name
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
