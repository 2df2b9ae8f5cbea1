import Dashboard
import Liquidations
import Logging
import Settings

/// The time between refreshes: `60m`, `2h`, or minutes.
struct Interval: SettingWord {
  static let allowed = "minutes or hours such as 60m or 2h, from 1m to 7 days"
  let duration: Duration

  init(duration: Duration) {
    self.duration = duration
  }

  /// Nil for anything else, and for less than a minute or over a week; the quota stretches it.
  init?(_ word: String) {
    let unit: Int64 = word.hasSuffix("h") ? 3_600 : 60
    let digits = word.hasSuffix("h") || word.hasSuffix("m") ? word.dropLast() : word[...]
    guard let count = Int64(digits), (1...10_080).contains(count) else { return nil }
    let duration = Duration.seconds(count * unit)
    guard duration <= .seconds(7 * 86_400) else { return nil }
    self.init(duration: duration)
  }

  var text: String { "\(duration.components.seconds / 60)m" }
}

/// How many calls a month the token has: at least those of one refresh.
struct Quota: SettingWord {
  private static let range = Metric.allCases.count...100_000_000
  static let allowed =
    "a whole number of calls a month, from \(range.lowerBound) to \(range.upperBound)"
  static let standard = Quota(calls: 10_000)
  let calls: Int

  private init(calls: Int) {
    self.calls = calls
  }

  init?(_ word: String) {
    guard let calls = Int(word), Self.range.contains(calls) else { return nil }
    self.calls = calls
  }

  var text: String { "\(calls)" }
}

/// Something that is on or off.
struct Switch: SettingWord {
  static let allowed = "true or false"
  static let on = Switch(isOn: true)
  static let off = Switch(isOn: false)
  let isOn: Bool

  private init(isOn: Bool) {
    self.isOn = isOn
  }

  init?(_ word: String) {
    switch word.lowercased() {
    case "true", "yes", "on": isOn = true
    case "false", "no", "off": isOn = false
    default: return nil
    }
  }

  var text: String { "\(isOn)" }
}

/// How much goes into the log.
struct LogLevel: SettingWord {
  static let names = ["none", "error", "warning", "notice", "info"]
  static let allowed = "one of \(names.joined(separator: ", "))"
  static let standard = LogLevel(level: .notice)

  /// The least that is written; nil writes nothing.
  let level: Logger.Level?

  private init(level: Logger.Level?) {
    self.level = level
  }

  init?(_ word: String) {
    guard Self.names.contains(word) else { return nil }
    level = Logger.Level(rawValue: word)
  }

  var text: String { level?.rawValue ?? "none" }
}

/// A URL, not yet looked at: what it may be depends on another setting.
struct BaseURLText: SettingWord {
  static let allowed = "a URL"
  let text: String

  init(_ word: String) {
    text = word
  }
}

/// The path of a file. The configuration's may not depend on the folder that the program runs in.
struct SettingPath: SettingValue {
  static let allowed = "a path that begins with / or ~/"
  /// SQLite's name of a database that isn't kept.
  static let memory = ":memory:"
  let text: String

  init?(_ said: SettingText) {
    guard said.texts.count == 1 else { return nil }
    text = said.texts[0]
    guard case .file = said.origin, text != Self.memory else { return }
    if !text.hasPrefix("/"), text != "~", !text.hasPrefix("~/") { return nil }
  }
}

/// A command that prints the token.
extension SecretCommand: SettingValue {
  static let allowed =
    "a command and its arguments, as in pass show newhedge; quotes must be closed"

  init?(_ said: SettingText) {
    guard let words = said.texts.count == 1 ? ShellWords.split(said.texts[0]) : said.texts else {
      return nil
    }
    self.init(words)
  }

  var text: String { name }
}
