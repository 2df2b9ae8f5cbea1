import Canvas
import Dashboard
import Newhedge
import Refresh
import Settings

/// All settings there are, each declared once.
///
/// An option of `DashboardOptions` gives its text, or a variable, or a line of the file;
/// `ProgramSettings` makes a value of it.
enum SettingTable {
  static let tokenFile = Setting<SettingPath?>(
    SettingKey("token_file"), standard: nil, help: "Read the API token from this file.",
    meaning: ["The file that holds the API token, readable by you alone."],
    example: "~/.newhedge-token")

  static let tokenCommand = Setting<SecretCommand?>(
    SettingKey("token_command", .list), standard: nil,
    help: "Run this command for the API token, without a shell, as in \"pass show newhedge\".",
    meaning: ["Or the command that prints it, run without a shell and for 30 s at most."],
    example: "pass show newhedge", reach: .secret)

  static let baseURL = Setting(
    SettingKey("base_url"), standard: BaseURLText("\(BaseURL.newhedge)"),
    help: "The API's base URL. Default: LIQTOP_BASE_URL, else \(BaseURL.newhedge).",
    meaning: ["Where the API is."])

  static let insecureHTTP = Setting(
    SettingKey("insecure_http", .flag), standard: Switch.off,
    help: "Allow http to hosts other than this machine. The token is then sent unencrypted.",
    meaning: [
      "Whether to allow http to other machines; the token is then sent unencrypted."
    ])

  static let live = Setting(
    SettingKey("live", .flag), standard: Switch.on,
    help: "Listen to the exchanges' own feeds, which need no token.",
    meaning: ["Whether to listen to the exchanges' own feeds, which need no token."], reach: .none)

  // Nothing secret goes there, and what comes from there is bounded like what comes from anywhere.
  static let exchangesURL = Setting<BaseURLText?>(
    SettingKey("exchanges_url"), standard: nil,
    help: "Listen to what stands in for all exchanges there: a relay, or liqtop serve --demo.",
    meaning: [
      "Where something stands in for all exchanges: BASE/host/path instead of wss://host/path.",
      "Without it the exchanges themselves are listened to.",
    ],
    example: "https://relay.example", reach: .none)

  static let caFile = Setting<SettingPath?>(
    SettingKey("ca_file"), standard: nil,
    help: "Trust the authorities in this file of certificates (PEM), and no others.",
    meaning: [
      "A file of certificates (PEM): the authorities to trust instead of the system's."
    ],
    example: "/etc/ssl/company.pem")

  static let archive = Setting<SettingPath?>(
    SettingKey("archive"), standard: nil,
    help: "Keep every day fetched in this file instead of ~/.local/share/liqtop/archive.sqlite; "
      + "/dev/null keeps nothing.",
    meaning: [
      "The file that keeps every day ever fetched; all dashboards on it share a fetch.",
      "/dev/null keeps nothing.",
    ],
    example: "~/.local/share/liqtop/archive.sqlite")

  static let source = Setting<SourceName?>(
    SettingKey("source"), standard: nil,
    help: "Show what the archive holds of this source, an import's name or a base URL, and fetch "
      + "nothing.",
    meaning: [
      "Which source of the archive to show instead of the API: the name of an import, or a base URL.",
      "Nothing is fetched then.",
    ],
    example: "desk", reach: .none)

  static let interval = Setting(
    SettingKey("interval"), standard: Interval(duration: RefreshPolicy().interval),
    help: "Time between refreshes: 60m, 2h, or minutes. Longer where the quota wouldn't last.",
    meaning: [
      "The time between refreshes: \(Interval.allowed).",
      "It gets longer where the quota wouldn't last.",
    ], reach: .none)

  static let quota = Setting(
    SettingKey("quota"), standard: Quota.standard,
    help: "The token's calls per month (\(Quota.standard.text)); a refresh uses eight.",
    meaning: ["The token's calls per month; a refresh uses eight."], reach: .none)

  static let theme = Setting(
    SettingKey("theme"), standard: ThemeName(Theme.terminal.name),
    help: "The colours: \(Theme.names.joined(separator: ", ")), "
      + "or the name of your own file ~/.config/liqtop/themes/name.theme.",
    meaning: ["The colours: a built-in theme, or your own in themes/NAME.theme."],
    isRemembered: true, reach: .none)

  static let range = Setting(
    SettingKey("range"), standard: RangeChoice.standard,
    help: "The range to begin with: 90d, 2w, 3m, 1y, ytd, all, 2026-11, last month, and so on.",
    meaning: ["The range to begin with: \(RangeChoice.allowed)."], isRemembered: true, reach: .none)

  static let exchange = Setting(
    SettingKey("exchange", .list), standard: ExchangeChoice.all,
    help: "Begin with these exchanges: all, \(ExchangeChoice.slugs.joined(separator: ", ")).",
    meaning: ["The exchanges to begin with: \(ExchangeChoice.allowed)."], isRemembered: true,
    reach: .none)

  static let view = Setting(
    SettingKey("view"), standard: ViewChoice.standard,
    help: "Begin with this view: \(ViewChoice.names.joined(separator: ", ")).",
    meaning: ["The view to begin with: \(ViewChoice.allowed)."], isRemembered: true, reach: .none)

  static let mouse = Setting(
    SettingKey("mouse", .flag), standard: Switch.on,
    help: "Use the mouse, or leave it to the terminal; m switches.",
    meaning: ["Whether the dashboard uses the mouse; m switches."], reach: .none)

  static let ascii = Setting(
    SettingKey("ascii", .flag), standard: Switch.off, help: "Use ASCII characters only.",
    meaning: ["Whether to draw with ASCII only; automatic where the locale isn't UTF-8."],
    reach: .none)

  static let plain = Setting(
    SettingKey("plain", .flag), standard: Switch.off,
    help: "Draw nothing: say everything in sentences, and take keys by lines.",
    meaning: [
      "Whether to draw nothing and to say everything in sentences, for screen readers and pipes;",
      "automatic where ACCESSIBLE=1 or TERM=dumb.",
    ],
    reach: .none)

  static let logLevel = Setting(
    SettingKey("log_level"), standard: LogLevel.standard,
    help: "How much goes into ~/.local/state/liqtop/liqtop.log: "
      + LogLevel.names.joined(separator: ", ") + ".",
    meaning: ["How much goes into ~/.local/state/liqtop/liqtop.log: \(LogLevel.allowed)."],
    reach: .none)

  static let alerts = AlertSetting()

  static let alertWith = Setting(
    SettingKey("alert_with", .list), standard: AlertWays.standard,
    help: "Tell of alerts with these: \(AlertWays.names.joined(separator: ", ")), or none.",
    meaning: [
      "How a dashboard tells of alerts, besides what they run: \(AlertWays.allowed).",
      "osc is a notification of the terminal's: osc9, osc777 or osc99, whichever it knows.",
    ], reach: .none)

  static let keys = KeySetting()

  /// In the order in which they are shown, and checked.
  static let all: [any SettingDeclaration] = [
    tokenFile, tokenCommand, baseURL, insecureHTTP, live, exchangesURL, caFile, archive, source,
    interval, quota, theme, range, exchange, view, mouse, ascii, plain, logLevel, alerts, alertWith,
    keys,
  ]
}
