import Alerts
import Archive
import Canvas
import Connections
import Dashboard
import Feeds
import Liquidations
import Newhedge
import Refresh
import Settings

/// The settings that hold: what was said, by whatever way, else the standards. Each text was made
/// a value here, once.
struct ProgramSettings: Sendable {
  /// What was said, as texts.
  let said: SettingTexts
  /// Whether the demo's data are wanted.
  let isDemo: Bool
  let folders: UserFolders
  /// The configuration file, if there is one.
  let file: SettingsFile?
  /// The configuration file that was looked for; nil if there is no home to hold one.
  let filePath: String?
  let base: BaseURL
  /// The file of the authorities to trust; nil for those of the environment or the system.
  private let authorities: String?
  /// How to get to the API.
  let route: Route
  /// Whether the exchanges' own feeds are listened to, or the demo's.
  let isLive: Bool
  /// How to get to the exchanges' own feeds; nil if they aren't listened to, and in the demo, which has
  /// its own.
  let ways: Ways?
  /// Where the exchanges are reached, as the archive has it, whether they are listened to or not.
  let exchangesPlace: String
  /// The archive's file; nil if there is no home to hold one.
  let archivePath: String?
  /// Whether nothing is to be kept.
  let keepsNothing: Bool
  /// The source of the archive that is shown though nothing is fetched; nil for the API.
  let keptSource: String?
  let policy: RefreshPolicy
  let isMouseOn: Bool
  let isASCII: Bool
  /// Whether nothing is drawn, and sentences are said.
  let isPlain: Bool
  let keyMap: KeyMap
  let theme: ThemeName?
  let logLevel: LogLevel
  /// The alerts' rules, in the order of the file.
  let alerts: [AlertRule]
  let alertWays: AlertWays
  private let range: RangeChoice?
  private let exchange: ExchangeChoice?
  private let view: ViewChoice?

  /// Reads the configuration file and checks every setting.
  ///
  /// - Parameter given: what was said on the command line.
  /// - Throws: `ProgramError` for the first that is wrong, with all others of the file.
  init(
    _ given: [SettingKey: [String]], _ environment: [String: String]
  ) throws(ProgramError) {
    do throws(ProgramError) {
      try self.init(checking: given, environment)
    } catch {
      // Only now: what is right isn't looked at twice.
      throw Self.beside(error, given, environment)
    }
  }

  /// The same, with the first fault alone.
  private init(
    checking given: [SettingKey: [String]], _ environment: [String: String]
  ) throws(ProgramError) {
    let named = SettingTexts([.config, .demo], options: given, environment: [:])
    isDemo = named[.demo] != nil
    let folders = UserFolders(environment)
    self.folders = folders
    let namedPath = try named[.config].map { said throws(ProgramError) in
      try folders.expanded(said.texts.first ?? "", .config, said)
    }
    filePath = namedPath ?? folders.configuration.map { "\($0)/config.yaml" }
    file = try filePath.flatMap { path throws(ProgramError) in
      try Self.read(path, isNeeded: namedPath != nil)
    }
    let said = SettingTexts(
      SettingTable.all.map(\.key), options: given, environment: environment, file: file)
    self.said = said
    base = try Self.base(said)
    authorities = try folders.path(SettingTable.caFile, in: said)
    route = try isDemo ? Route() : Self.route(to: base, environment, authorities)
    isLive = try SettingTable.live.value(in: said).isOn
    let relay = try Self.relay(said)
    exchangesPlace = relay.map { "\($0)" } ?? SeriesArchive.exchanges
    ways = isLive && !isDemo ? try Self.ways(relay, environment, authorities) : nil
    archivePath =
      try folders.path(SettingTable.archive, in: said)
      ?? folders.data.map { "\($0)/archive.sqlite" }
    keepsNothing = archivePath.map { $0 == SettingPath.memory || SmallFile.isNothing($0) } ?? false
    keptSource = try SettingTable.source.value(in: said)?.text
    policy = RefreshPolicy(
      interval: try SettingTable.interval.value(in: said).duration,
      callsAMonth: try SettingTable.quota.value(in: said).calls)
    theme = try SettingTable.theme.said(in: said)
    range = try SettingTable.range.said(in: said)
    exchange = try SettingTable.exchange.said(in: said)
    view = try SettingTable.view.said(in: said)
    isMouseOn = try SettingTable.mouse.value(in: said).isOn
    isASCII = try SettingTable.ascii.value(in: said).isOn
    isPlain = try SettingTable.plain.said(in: said)?.isOn ?? Self.wantsPlain(environment)
    logLevel = try SettingTable.logLevel.value(in: said)
    alertWays = try SettingTable.alertWith.value(in: said)
    alerts = try SettingTable.alerts.rules(in: file)
    keyMap = try SettingTable.keys.keyMap(in: file)
  }

  /// The error with what else is wrong in the configuration file, in the order of its lines.
  private static func beside(
    _ error: ProgramError, _ given: [SettingKey: [String]], _ environment: [String: String]
  ) -> ProgramError {
    let named = SettingTexts([.config], options: given, environment: [:])[.config]?.texts.first
    let folders = UserFolders(environment)
    let path =
      named.flatMap { try? folders.expanded($0, .config, SettingText([$0], .standard)) }
      ?? folders.configuration.map { "\($0)/config.yaml" }
    guard let path, error.status == .configuration,
      let file = try? SettingsFile.read(path, keys: SettingTable.all.map(\.key))
    else { return error }
    let texts = SettingTexts(
      SettingTable.all.map(\.key), options: given, environment: environment, file: file)
    var faults = SettingTable.all.compactMap { setting in
      setting.fault(in: texts).map { (line: texts[setting.key]?.line ?? 0, error: $0) }
    }
    faults.sort { $0.line < $1.line }
    var all = faults.map(\.error.description) + SettingTable.alerts.faults(in: file)
    if !all.contains(error.description) { all.insert(error.description, at: 0) }
    return ProgramError(all[0], error.status, others: Array(all.dropFirst()))
  }

  /// The preferences, with what was said put over them.
  func over(_ preferences: Preferences) -> Preferences {
    var preferences = preferences
    preferences.theme = theme?.name ?? preferences.theme
    preferences.range = range?.range ?? preferences.range
    preferences.view = view?.view ?? preferences.view
    preferences.exchanges = exchange?.exchanges ?? preferences.exchanges
    return preferences
  }

  /// Whether other programs are told to draw nothing, too, or the terminal can't be drawn on.
  private static func wantsPlain(_ environment: [String: String]) -> Bool {
    let accessible = environment["ACCESSIBLE"] ?? ""
    return !["", "0"].contains(accessible) || environment["TERM"] == "dumb"
  }

  /// The theme that was asked for; nil if none was.
  ///
  /// - Throws: `ProgramError` if there is none of the name, or its file can't be read.
  func theme(in files: ThemeFiles) throws(ProgramError) -> Theme? {
    let key = SettingTable.theme.key
    guard let theme, let said = said[key] else { return nil }
    do {
      return try files.theme(named: theme.name)
    } catch {
      throw ProgramError("\(said.origin.subject(key)): \(error)", said.status)
    }
  }

  /// What is wrong with a file that was named for authorities, whether or not it is needed; nil if nothing is.
  var authoritiesFault: ProgramError? {
    let key = SettingTable.caFile.key
    guard let authorities, let said = said[key], let fault = Route.fault(ofAuthorities: authorities)
    else { return nil }
    return ProgramError("\(said.origin.subject(key)): \(fault)", said.status)
  }

  /// Of which source the archive is read.
  var archiveSource: String { keptSource ?? "\(base)" }

  private static func read(_ path: String, isNeeded: Bool) throws(ProgramError) -> SettingsFile? {
    let file: SettingsFile?
    do {
      file = try SettingsFile.read(path, keys: SettingTable.all.map(\.key))
      try file?.checkTrust()
    } catch {
      let others = (error as? SettingsError)?.others ?? []
      throw ProgramError("\(error)", .configuration, others: others)
    }
    if file == nil, isNeeded {
      let like = ConfigurationPath.alike(path).map { "; did you mean \($0)?" }
      throw ProgramError("there is no configuration file \(path)\(like ?? "")", .configuration)
    }
    return file
  }

  private static func route(
    to base: BaseURL, _ environment: [String: String], _ authorities: String?
  ) throws(ProgramError) -> Route {
    do {
      return try Route(to: base, environment, authorities: authorities)
    } catch {
      throw ProgramError("\(error)", .configuration)
    }
  }

  private static func ways(
    _ relay: Relay?, _ environment: [String: String], _ authorities: String?
  ) throws(ProgramError) -> Ways {
    do {
      return try Ways(relay: relay, environment, authorities: authorities)
    } catch {
      throw ProgramError("\(error)", .configuration)
    }
  }

  /// What stands in for the exchanges; nil for themselves.
  private static func relay(_ said: SettingTexts) throws(ProgramError) -> Relay? {
    let isInsecure = try SettingTable.insecureHTTP.value(in: said).isOn
    guard let url = try SettingTable.exchangesURL.value(in: said) else { return nil }
    do {
      return try Relay(url.text, allowsInsecureHTTP: isInsecure)
    } catch {
      let key = SettingTable.exchangesURL.key
      let subject = said[key]?.origin.subject(key) ?? key.name
      throw ProgramError("\(subject): \(error)", said[key]?.status ?? .configuration)
    }
  }

  private static func base(_ said: SettingTexts) throws(ProgramError) -> BaseURL {
    let isInsecure = try SettingTable.insecureHTTP.value(in: said).isOn
    let url = try SettingTable.baseURL.value(in: said)
    do {
      return try BaseURL(url.text, allowsInsecureHTTP: isInsecure)
    } catch {
      let key = SettingTable.baseURL.key
      let subject = said[key]?.origin.subject(key) ?? key.name
      throw ProgramError("\(subject): \(error)", said[key]?.status ?? .configuration)
    }
  }
}

extension SettingKey {
  /// What only the command line says: the configuration file to read.
  static let config = SettingKey("config")
  /// What only the command line says: to show the demo's data.
  static let demo = SettingKey("demo", .flag)
}

extension SettingText {
  /// On which line of the file it stands; nil if it is from elsewhere.
  fileprivate var line: Int? {
    if case .file(_, let line) = origin { line } else { nil }
  }
}
