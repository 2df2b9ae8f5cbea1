import ArgumentParser
import Settings

/// What can be said to the dashboard on the command line.
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

  @OptionGroup var connection: ConnectionOptions

  @Option(
    help: ArgumentHelp(
      "Keep every day fetched in this file instead of ~/.local/share/liqtop/archive.sqlite.",
      valueName: "file"))
  var archive: String?

  @Option(
    help: ArgumentHelp(
      "Fetch every so often: 60m, 2h. Less often where the quota asks for it.",
      valueName: "time"))
  var interval: Interval?

  @Option(
    help: ArgumentHelp(
      "The calls a month that the token has (10000); a refresh takes eight.", valueName: "calls"))
  var quota: Quota?

  @OptionGroup var look: ViewOptions

  @Option(
    help: ArgumentHelp(
      "The colours, or the name of your own file ~/.config/liqtop/themes/name.theme.",
      valueName: "name"))
  var theme: ThemeName?

  @Flag(inversion: .prefixedNo, help: "Take the mouse, or leave it to the terminal; m changes it.")
  var mouse: Bool?

  @Flag(inversion: .prefixedNo, help: "Draw with ASCII characters only.")
  var ascii: Bool?

  @Option(
    help: ArgumentHelp(
      "How much goes into ~/.local/state/liqtop/liqtop.log.",
      valueName: "level"))
  var logLevel: LogLevel?

  @Option(
    help: ArgumentHelp(
      "Read this configuration file instead of ~/.config/liqtop/config.yaml.", valueName: "file"))
  var config: String?

  func validate() throws {
    if tokenFile != nil, tokenCommand != nil {
      throw ValidationError("Say one of --token-file and --token-command.")
    }
    let others = [connection.baseURL, tokenFile, tokenCommand, archive]
    guard demo, others.contains(where: { $0 != nil }) else { return }
    throw ValidationError(
      "--demo has data of its own; leave --base-url, --archive and the token away.")
  }

  /// What was said, as texts by key.
  var given: [SettingKey: [String]] {
    let texts: [SettingKey: String?] = [
      .tokenFile: tokenFile, .tokenCommand: tokenCommand, .baseURL: connection.baseURL,
      .insecureHTTP: connection.insecureHTTP.map(String.init), .archive: archive,
      .interval: interval?.text,
      .quota: quota?.text, .theme: theme?.text, .range: look.range?.text, .view: look.view?.text,
      .mouse: mouse.map(String.init), .ascii: ascii.map(String.init),
      .logLevel: logLevel?.text,
    ]
    var given = texts.compactMapValues { $0.map { [$0] } }
    if !look.exchange.isEmpty { given[.exchange] = look.exchange.map(\.text) }
    return given
  }
}
