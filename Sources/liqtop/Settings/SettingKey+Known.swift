import Dashboard
import Newhedge
import Refresh
import Settings

extension SettingKey {
  static let tokenFile = SettingKey("token_file")
  static let tokenCommand = SettingKey("token_command", .list)
  static let baseURL = SettingKey("base_url")
  static let insecureHTTP = SettingKey("insecure_http")
  static let archive = SettingKey("archive")
  static let interval = SettingKey("interval")
  static let quota = SettingKey("quota")
  static let theme = SettingKey("theme")
  static let range = SettingKey("range")
  static let exchange = SettingKey("exchange", .list)
  static let view = SettingKey("view")
  static let mouse = SettingKey("mouse")
  static let ascii = SettingKey("ascii")
  static let logLevel = SettingKey("log_level")
  static let keys = SettingKey("keys", .mapping)

  /// All that a configuration file may have, in the order in which it is shown.
  static let known = [
    tokenFile, tokenCommand, baseURL, insecureHTTP, archive, interval, quota, theme, range,
    exchange, view, mouse, ascii, logLevel, keys,
  ]

  /// Those for whose sake nobody else may read or change the file.
  static let secret = [tokenFile, tokenCommand]

  /// What the dashboard remembers of the last time where nothing else is said.
  static let remembered = [theme, range, exchange, view]

  /// The value where nothing is said, as one writes it; nil if there is none.
  var standard: String? {
    switch self {
    case .baseURL: "\(BaseURL.newhedge)"
    case .insecureHTTP, .ascii: "false"
    case .interval: Interval(duration: RefreshPolicy().interval).text
    case .quota: Quota.standard.text
    case .theme: "terminal"
    case .range: "90D"
    case .exchange: "all"
    case .view: "stacked"
    case .mouse: "true"
    case .logLevel: LogLevel.standard.text
    default: nil
    }
  }

  /// What it is for, in a line or two of the commented file.
  var meaning: [String] {
    switch self {
    case .tokenFile: ["The file that holds the API token, readable by you alone."]
    case .tokenCommand:
      ["Or the command that prints it, run without a shell and for 30 s at most."]
    case .baseURL: ["Where the API is."]
    case .insecureHTTP:
      ["Whether http may go to other machines than this; the token then travels in clear."]
    case .archive:
      ["The file that keeps every day ever fetched; all dashboards on it share a fetch."]
    case .interval:
      [
        "The time between refreshes: \(Interval.allowed).",
        "It is stretched where the quota asks for it.",
      ]
    case .quota: ["The calls a month that the token has; a refresh takes eight."]
    case .theme: ["The colours: a theme of the program's, or your own in themes/NAME.theme."]
    case .range: ["The range to begin with: \(RangeChoice.allowed)."]
    case .exchange: ["The exchanges to begin with: \(ExchangeChoice.allowed)."]
    case .view: ["The view to begin with: \(ViewChoice.allowed)."]
    case .mouse: ["Whether the mouse is the dashboard's; m changes it."]
    case .ascii: ["Whether to draw with ASCII only; by itself where the locale isn't UTF-8."]
    case .logLevel: ["How much goes into ~/.local/state/liqtop/liqtop.log: \(LogLevel.allowed)."]
    case .keys:
      [
        "The keys: one or a list for each action; [] for none. A key that is given to an action",
        "is taken from the one that had it.",
      ]
    default: []
    }
  }
}

extension Quota {
  static let standard = Quota(calls: 10_000)
}
