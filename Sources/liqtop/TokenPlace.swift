import Newhedge
import Settings

/// Where the API token is to be had.
struct TokenPlace: Sendable {
  private enum Kind: Sendable {
    case variable(String)
    case file(String)
  }

  let origin: Origin
  private let kind: Kind

  /// The first place that is named: by an option, the token's own variables, the other variables,
  /// the configuration file.
  ///
  /// - Returns: nil if none is.
  static func find(
    _ sources: SettingSources, _ environment: [String: String]
  ) throws(Failure) -> TokenPlace? {
    let named = try named(sources, UserFolders(environment))
    if let named, case .option = named.origin { return named }
    let variable = APIToken.environmentVariables.first { name in
      environment[name]?.contains { !$0.isWhitespace } == true
    }
    if let variable { return TokenPlace(origin: .variable(variable), kind: .variable(variable)) }
    return named
  }

  private static func named(
    _ sources: SettingSources, _ folders: UserFolders
  ) throws(Failure) -> TokenPlace? {
    guard let found = sources.find(.tokenFile), let path = found.texts.first else { return nil }
    let whole = folders.expanded(path)
    if case .file = found.origin, !whole.hasPrefix("/") {
      throw Failure(
        "\(found.origin.subject(.tokenFile)) must be a path that begins with / or ~/",
        .configuration)
    }
    return TokenPlace(origin: found.origin, kind: .file(whole))
  }

  /// Takes the token from there.
  ///
  /// - Throws: `Failure` if there is none, or a file that holds it is open to others.
  func token(_ environment: [String: String]) throws(Failure) -> APIToken? {
    do {
      switch kind {
      case .variable:
        return try APIToken.resolve(file: nil, environment: environment)
      case .file(let path):
        try PrivateFile.check(path, holding: "holds the API token")
        return try APIToken.resolve(file: path, environment: [:])
      }
    } catch let failure as Failure {
      throw failure
    } catch {
      throw Failure("\(error)", .configuration)
    }
  }
}
