/// What those who share a store agree about, and tell each other of, apart from the rest.
public enum Topic: String, CaseIterable, Sendable {
  /// Who fetches the series, what is fetched, planned and asked for.
  case refresh
  /// Who listens to the exchanges, and what was heard.
  case live
  /// Who looks at the alerts' rules, and what has fired.
  case alerts
}
