import ArgumentParser
import Canvas
import Dashboard
import Liquidations
import Settings

/// What can be said to the dashboard on the command line: where its data are from, and how they are shown.
///
/// Values are texts here: what they may be is the settings' to say, in whichever way they come.
struct DashboardOptions: ParsableArguments {
  @OptionGroup var source: SourceOptions
  @OptionGroup var look: LookOptions

  /// What was said, as texts.
  var given: [SettingKey: [String]] { source.given.merging(look.given) { $1 } }
}

/// What is fetched and listened to, and where it is kept: what one says to whoever does that.
struct FetchOptions: ParsableArguments {
  @Flag(help: "Show generated data; needs neither token nor network.")
  var demo = false

  @Option(
    help: ArgumentHelp(SettingTable.tokenFile.help, valueName: "file"), completion: .file())
  var tokenFile: String?

  @Option(help: ArgumentHelp(SettingTable.tokenCommand.help, valueName: "command"))
  var tokenCommand: String?

  @Option(help: ArgumentHelp(SettingTable.baseURL.help, valueName: "url"))
  var baseURL: String?

  @Flag(inversion: .prefixedNo, help: ArgumentHelp(SettingTable.insecureHTTP.help))
  var insecureHTTP: Bool?

  @Flag(inversion: .prefixedNo, help: ArgumentHelp(SettingTable.live.help))
  var live: Bool?

  @Option(
    name: .customLong("exchanges-url"),
    help: ArgumentHelp(SettingTable.exchangesURL.help, valueName: "url"))
  var exchangesURL: String?

  @Option(help: ArgumentHelp(SettingTable.caFile.help, valueName: "file"), completion: .file())
  var caFile: String?

  @Option(help: ArgumentHelp(SettingTable.archive.help, valueName: "file"), completion: .file())
  var archive: String?

  @Option(help: ArgumentHelp(SettingTable.interval.help, valueName: "time"))
  var interval: String?

  @Option(help: ArgumentHelp(SettingTable.quota.help, valueName: "calls"))
  var quota: String?

  @Flag(inversion: .prefixedNo, help: ArgumentHelp(SettingTable.ascii.help))
  var ascii: Bool?

  @Option(
    help: ArgumentHelp(SettingTable.logLevel.help, valueName: "level"),
    completion: .list(LogLevel.names))
  var logLevel: String?

  @OptionGroup var file: FileOption

  func validate() throws {
    let said = SettingTexts(Array(given.keys), options: given, environment: [:])
    let token = [SettingTable.tokenFile.key, SettingTable.tokenCommand.key]
    if token.allSatisfy({ said[$0] != nil }) {
      throw ValidationError("Use either --token-file or --token-command.")
    }
    let others =
      token + [SettingTable.baseURL.key, SettingTable.exchangesURL.key, SettingTable.archive.key]
    if demo, others.contains(where: { said[$0] != nil }) { throw Self.notWithDemo }
  }

  fileprivate static let notWithDemo = ValidationError(
    "--demo has data of its own; leave out --base-url, --exchanges-url, --archive, --source and the"
      + " token.")

  /// What was said, as texts.
  var given: [SettingKey: [String]] {
    let table = SettingTable.self
    let texts: [SettingKey: String?] = [
      .demo: demo ? "true" : nil, .config: file.config, table.tokenFile.key: tokenFile,
      table.tokenCommand.key: tokenCommand, table.baseURL.key: baseURL,
      table.insecureHTTP.key: insecureHTTP.map(String.init), table.live.key: live.map(String.init),
      table.exchangesURL.key: exchangesURL, table.caFile.key: caFile,
      table.archive.key: archive, table.interval.key: interval, table.quota.key: quota,
      table.ascii.key: ascii.map(String.init), table.logLevel.key: logLevel,
    ]
    return texts.compactMapValues { $0.map { [$0] } }
  }
}

/// The same, or what is only kept.
struct SourceOptions: ParsableArguments {
  @OptionGroup var fetch: FetchOptions

  @Option(help: ArgumentHelp(SettingTable.source.help, valueName: "url or name"))
  var source: String?

  func validate() throws {
    let key = SettingTable.source.key
    let said = SettingTexts([key], options: given, environment: [:])
    if fetch.demo, said[key] != nil { throw FetchOptions.notWithDemo }
  }

  /// What was said, as texts.
  var given: [SettingKey: [String]] {
    var given = fetch.given
    given[SettingTable.source.key] = source.map { [$0] }
    return given
  }
}

/// How the data are shown: of use to the dashboard alone.
struct LookOptions: ParsableArguments {
  @Option(help: ArgumentHelp(SettingTable.range.help, valueName: "range"))
  var range: String?

  @Option(
    parsing: .upToNextOption, help: ArgumentHelp(SettingTable.exchange.help),
    completion: .list(["all"] + ExchangeChoice.slugs))
  var exchange: [String] = []

  @Option(help: ArgumentHelp(SettingTable.view.help), completion: .list(ViewChoice.names))
  var view: String?

  @Option(
    help: ArgumentHelp(SettingTable.theme.help, valueName: "name"),
    completion: .custom { _, _, _ in Completion.themes })
  var theme: String?

  @Flag(inversion: .prefixedNo, help: ArgumentHelp(SettingTable.mouse.help))
  var mouse: Bool?

  @Flag(inversion: .prefixedNo, help: ArgumentHelp(SettingTable.plain.help))
  var plain: Bool?

  @Option(
    parsing: .upToNextOption, help: ArgumentHelp(SettingTable.alertWith.help, valueName: "way"),
    completion: .list(AlertWays.names + ["none"]))
  var alertWith: [String] = []

  /// What was said, as texts.
  var given: [SettingKey: [String]] {
    let table = SettingTable.self
    let texts: [SettingKey: String?] = [
      table.range.key: range, table.view.key: view, table.theme.key: theme,
      table.mouse.key: mouse.map(String.init), table.plain.key: plain.map(String.init),
    ]
    var given = texts.compactMapValues { $0.map { [$0] } }
    if !exchange.isEmpty { given[table.exchange.key] = exchange }
    if !alertWith.isEmpty { given[table.alertWith.key] = alertWith }
    return given
  }
}

/// Which configuration is read.
struct FileOption: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Read this configuration file instead of ~/.config/liqtop/config.yaml.", valueName: "file"),
    completion: .file())
  var config: String?
}
