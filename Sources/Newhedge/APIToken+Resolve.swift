extension APIToken {
  /// The environment variables that may hold a token, the first one that is set stands.
  public static let environmentVariables = ["NEWHEDGE_API_TOKEN", "NEWHEDGE_API_KEY"]

  /// Finds the token in the first variable that isn't empty.
  ///
  /// - Parameter environment: the environment variables by name; an empty one counts as not set.
  /// - Returns: nil if there is none.
  /// - Throws: `TokenError` if what was found isn't a token.
  public static func resolve(environment: [String: String]) throws(TokenError) -> APIToken? {
    for name in environmentVariables {
      guard let text = environment[name], !trimmed(text).isEmpty else { continue }
      return try APIToken(text, from: .environmentVariable(name))
    }
    return nil
  }
}
