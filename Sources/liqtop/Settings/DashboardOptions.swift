import ArgumentParser
import Canvas
import Dashboard
import Liquidations
import Settings

/// What can be said to the dashboard on the command line.
///
/// Values are texts here: what they may be is the settings' to say, in whichever way they come. Every
/// further type of an option would also cost the first frame a fifth of a millisecond.
struct DashboardOptions: ParsableArguments {
  @Flag(help: "Show generated data; needs neither token nor network.")
  var demo = false

  @Option(help: ArgumentHelp("Read the API token from this file.", valueName: "file"))
  var tokenFile: String?

  @Option(
    help: ArgumentHelp(
      "Run this command for the API token, without a shell, as in \"pass show newhedge\".",
      valueName: "command"))
  var tokenCommand: String?

  @Option(
    help: ArgumentHelp(
      "The API's base URL. Default: LIQTOP_BASE_URL, else https://newhedge.io.", valueName: "url"))
  var baseURL: String?

  @Flag(
    inversion: .prefixedNo,
    help: "Allow http to hosts other than this machine. The token travels in clear.")
  var insecureHTTP: Bool?

  @Option(
    help: ArgumentHelp(
      "Keep every day fetched in this file instead of ~/.local/share/liqtop/archive.sqlite.",
      valueName: "file"))
  var archive: String?

  @Option(
    help: ArgumentHelp(
      "Fetch every so often: 60m, 2h. Less often where the quota asks for it.",
      valueName: "time"))
  var interval: String?

  @Option(
    help: ArgumentHelp(
      "The calls a month that the token has (10000); a refresh takes eight.", valueName: "calls"))
  var quota: String?

  @Option(
    help: ArgumentHelp(
      "The range to begin with: 7d, 30d, 90d, 180d, 1y, ytd, all, or any number of days.",
      valueName: "range"))
  var range: String?

  @Option(
    parsing: .upToNextOption,
    help: "Begin with these exchanges: all, binance, bybit, okx, deribit.",
    completion: .list(["all"] + Exchange.allCases.map(\.slug)))
  var exchange: [String] = []

  @Option(
    help: "Begin with this view: \(ViewChoice.names.joined(separator: ", ")).",
    completion: .list(ViewChoice.names))
  var view: String?

  @Option(
    help: ArgumentHelp(
      "The colours: \(Theme.names.joined(separator: ", ")), "
        + "or the name of your own file ~/.config/liqtop/themes/name.theme.",
      valueName: "name"),
    completion: .list(Theme.names))
  var theme: String?

  @Flag(inversion: .prefixedNo, help: "Take the mouse, or leave it to the terminal; m changes it.")
  var mouse: Bool?

  @Flag(inversion: .prefixedNo, help: "Draw with ASCII characters only.")
  var ascii: Bool?

  @Option(
    help: ArgumentHelp(
      "How much goes into ~/.local/state/liqtop/liqtop.log: "
        + LogLevel.names.joined(separator: ", ") + ".",
      valueName: "level"),
    completion: .list(LogLevel.names))
  var logLevel: String?

  @Option(
    help: ArgumentHelp(
      "Read this configuration file instead of ~/.config/liqtop/config.yaml.", valueName: "file"))
  var config: String?

  func validate() throws {
    if tokenFile != nil, tokenCommand != nil {
      throw ValidationError("Say one of --token-file and --token-command.")
    }
    let others = [baseURL, tokenFile, tokenCommand, archive]
    guard demo, others.contains(where: { $0 != nil }) else { return }
    throw ValidationError(
      "--demo has data of its own; leave --base-url, --archive and the token away.")
  }

  /// What was said.
  var given: GivenOptions {
    let texts: [SettingKey: String?] = [
      .tokenFile: tokenFile, .tokenCommand: tokenCommand, .baseURL: baseURL,
      .insecureHTTP: insecureHTTP.map(String.init), .archive: archive, .interval: interval,
      .quota: quota, .range: range, .view: view, .theme: theme, .mouse: mouse.map(String.init),
      .ascii: ascii.map(String.init), .logLevel: logLevel,
    ]
    var given = GivenOptions(isDemo: demo, configuration: config)
    given.texts = texts.compactMapValues { $0.map { [$0] } }
    if !exchange.isEmpty { given.texts[.exchange] = exchange }
    return given
  }
}
