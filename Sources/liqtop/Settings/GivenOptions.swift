import Settings

/// What was said on the command line, once it is read; at first nothing.
struct GivenOptions: Sendable {
  /// Whether the demo's data are wanted.
  var isDemo = false
  /// The configuration file that was named.
  var configuration: String?
  /// The settings, as texts by key.
  var texts: [SettingKey: [String]] = [:]
}
