import ArgumentParser
import Canvas
import Dashboard
import Liquidations
import Settings

/// What can be said to the dashboard on the command line.
///
/// Values are texts here: what they may be is the settings' to say, in whichever way they come.
struct DashboardOptions: ParsableArguments {
  @Flag(help: "Show generated data; needs neither token nor network.")
  var demo = false

  @Option(help: ArgumentHelp(SettingTable.tokenFile.help, valueName: "file"))
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

  @Option(help: ArgumentHelp(SettingTable.caFile.help, valueName: "file"))
  var caFile: String?

  @Option(help: ArgumentHelp(SettingTable.archive.help, valueName: "file"))
  var archive: String?

  @Option(help: ArgumentHelp(SettingTable.source.help, valueName: "url or name"))
  var source: String?

  @Option(help: ArgumentHelp(SettingTable.interval.help, valueName: "time"))
  var interval: String?

  @Option(help: ArgumentHelp(SettingTable.quota.help, valueName: "calls"))
  var quota: String?

  @Option(help: ArgumentHelp(SettingTable.range.help, valueName: "range"))
  var range: String?

  @Option(
    parsing: .upToNextOption, help: ArgumentHelp(SettingTable.exchange.help),
    completion: .list(["all"] + Exchange.allCases.map(\.slug)))
  var exchange: [String] = []

  @Option(help: ArgumentHelp(SettingTable.view.help), completion: .list(ViewChoice.names))
  var view: String?

  @Option(
    help: ArgumentHelp(SettingTable.theme.help, valueName: "name"), completion: .list(Theme.names))
  var theme: String?

  @Flag(inversion: .prefixedNo, help: ArgumentHelp(SettingTable.mouse.help))
  var mouse: Bool?

  @Flag(inversion: .prefixedNo, help: ArgumentHelp(SettingTable.ascii.help))
  var ascii: Bool?

  @Flag(inversion: .prefixedNo, help: ArgumentHelp(SettingTable.plain.help))
  var plain: Bool?

  @Option(
    help: ArgumentHelp(SettingTable.logLevel.help, valueName: "level"),
    completion: .list(LogLevel.names))
  var logLevel: String?

  @Option(
    parsing: .upToNextOption, help: ArgumentHelp(SettingTable.alertWith.help, valueName: "way"),
    completion: .list(AlertWays.names + ["none"]))
  var alertWith: [String] = []

  @Option(
    help: ArgumentHelp(
      "Read this configuration file instead of ~/.config/liqtop/config.yaml.", valueName: "file"))
  var config: String?

  func validate() throws {
    let said = SettingTexts(Array(given.keys), options: given, environment: [:])
    let token = [SettingTable.tokenFile.key, SettingTable.tokenCommand.key]
    if token.allSatisfy({ said[$0] != nil }) {
      throw ValidationError("Use either --token-file or --token-command.")
    }
    let others =
      token
      + [
        SettingTable.baseURL.key, SettingTable.exchangesURL.key, SettingTable.archive.key,
        SettingTable.source.key,
      ]
    guard demo, others.contains(where: { said[$0] != nil }) else { return }
    throw ValidationError(
      "--demo has data of its own; leave out --base-url, --exchanges-url, --archive, --source and the"
        + " token.")
  }

  /// What was said, as texts.
  var given: [SettingKey: [String]] {
    let table = SettingTable.self
    let texts: [SettingKey: String?] = [
      .demo: demo ? "true" : nil, .config: config, table.tokenFile.key: tokenFile,
      table.tokenCommand.key: tokenCommand, table.baseURL.key: baseURL,
      table.insecureHTTP.key: insecureHTTP.map(String.init), table.live.key: live.map(String.init),
      table.exchangesURL.key: exchangesURL, table.caFile.key: caFile,
      table.archive.key: archive, table.source.key: source,
      table.interval.key: interval, table.quota.key: quota, table.range.key: range,
      table.view.key: view, table.theme.key: theme,
      table.mouse.key: mouse.map(String.init), table.ascii.key: ascii.map(String.init),
      table.plain.key: plain.map(String.init), table.logLevel.key: logLevel,
    ]
    var given = texts.compactMapValues { $0.map { [$0] } }
    if !exchange.isEmpty { given[table.exchange.key] = exchange }
    if !alertWith.isEmpty { given[table.alertWith.key] = alertWith }
    return given
  }
}
