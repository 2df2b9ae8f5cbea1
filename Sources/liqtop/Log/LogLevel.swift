import Logging

/// How much goes into the log.
struct LogLevel: SettingValue {
  static let allowed = "one of \(names.joined(separator: ", "))"
  static let names = ["none", "error", "warning", "notice", "info"]
  static let standard = LogLevel(level: .notice)

  /// The least that is written; nil writes nothing.
  let level: Logger.Level?

  private init(level: Logger.Level?) {
    self.level = level
  }

  init?(argument: String) {
    guard Self.names.contains(argument) else { return nil }
    level = Logger.Level(rawValue: argument)
  }

  var text: String { level?.rawValue ?? "none" }
}
