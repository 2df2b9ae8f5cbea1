import Dashboard
import Liquidations
import Newhedge
import Refresh
import Settings

/// All that the program was told, by whatever way, and the defaults for the rest.
struct ProgramSettings: Sendable {
  let sources: SettingSources
  /// The configuration file that was looked for; nil if there is no home to hold one.
  let filePath: String?
  let base: BaseURL
  /// The archive's file; nil if there is no home to hold one.
  let archivePath: String?
  let policy: RefreshPolicy
  let isMouseOn: Bool
  let isASCII: Bool
  let keyMap: KeyMap
  let theme: ThemeName?
  let logLevel: LogLevel
  private let range: RangeChoice?
  private let exchanges: [ExchangeChoice]?
  private let view: ViewChoice?

  /// Reads the configuration file and checks every setting.
  ///
  /// - Throws: `ProgramError` for the first that is wrong.
  init(_ given: GivenOptions, _ environment: [String: String]) throws(ProgramError) {
    let folders = UserFolders(environment)
    filePath = given.configuration ?? folders.configuration.map { "\($0)/config.yaml" }
    let file = try filePath.flatMap { path throws(ProgramError) in
      try Self.read(path, isNeeded: given.configuration != nil)
    }
    let sources = SettingSources(options: given.texts, environment: environment, file: file)
    self.sources = sources
    base = try Self.base(sources)
    archivePath =
      try sources.find(.archive)?.path(of: .archive, folders)
      ?? folders.data.map { "\($0)/archive.sqlite" }
    policy = try Self.policy(sources)
    theme = try sources.value(.theme)?.value
    range = try sources.value(.range)?.value
    exchanges = try sources.values(.exchange)?.value
    view = try sources.value(.view)?.value
    logLevel = try sources.value(.logLevel)?.value ?? .standard
    isMouseOn = try sources.value(.mouse, as: Switch.self)?.value.isOn ?? true
    isASCII = try sources.value(.ascii, as: Switch.self)?.value.isOn ?? false
    keyMap = try file.map(Self.keyMap) ?? .standard
  }

  /// The preferences, with what was said put over them.
  func over(_ preferences: Preferences) -> Preferences {
    var preferences = preferences
    preferences.theme = theme?.name ?? preferences.theme
    preferences.span = range?.span ?? preferences.span
    preferences.view = view?.view ?? preferences.view
    preferences.exchanges =
      exchanges.map { ExchangeSet($0.map(\.exchanges)) } ?? preferences.exchanges
    return preferences
  }

  private static func read(_ path: String, isNeeded: Bool) throws(ProgramError) -> SettingsFile? {
    do {
      guard let file = try SettingsFile.read(path, keys: SettingKey.known) else {
        if !isNeeded { return nil }
        throw ProgramError("there is no configuration file \(path)", .configuration)
      }
      if let key = SettingKey.secret.first(where: file.has) {
        try PrivateFile.check(path, holding: "has \(key.name)")
      }
      return file
    } catch let failure as ProgramError {
      throw failure
    } catch {
      throw ProgramError("\(error)", .configuration)
    }
  }

  private static func base(_ sources: SettingSources) throws(ProgramError) -> BaseURL {
    let isInsecure = try sources.value(.insecureHTTP, as: Switch.self)?.value.isOn ?? false
    guard let found = sources.find(.baseURL), let text = found.texts.first else { return .newhedge }
    do {
      return try BaseURL(text, allowsInsecureHTTP: isInsecure)
    } catch {
      throw ProgramError("\(found.origin.subject(.baseURL)): \(error)", .configuration)
    }
  }

  private static func policy(_ sources: SettingSources) throws(ProgramError) -> RefreshPolicy {
    let interval = try sources.value(.interval, as: Interval.self)?.value.duration
    let quota = try sources.value(.quota, as: Quota.self)?.value ?? .standard
    return RefreshPolicy(
      interval: interval ?? RefreshPolicy().interval, callsAMonth: quota.calls)
  }

  private static func keyMap(_ file: SettingsFile) throws(ProgramError) -> KeyMap {
    let names = file.names(under: .keys)
    do {
      return try KeyMap.standard.binding(names.map { ($0.name, $0.texts) })
    } catch {
      let line = names.first { $0.name == error.action }?.line ?? 1
      throw ProgramError(
        "\(file.path), line \(line): keys.\(error.action): \(error)", .configuration)
    }
  }
}
