import Newhedge
import Settings

/// Where the API token is to be had.
struct TokenPlace: Sendable {
  private enum Kind: Sendable {
    case variable(String)
    case file(String)
    case command(SecretCommand)
  }

  let origin: Origin
  private let kind: Kind

  /// The first place that is named: by an option, the token's own variables, the other variables,
  /// the configuration file.
  ///
  /// - Returns: nil if none is.
  static func find(
    _ sources: SettingSources, _ environment: [String: String]
  ) throws(ProgramError) -> TokenPlace? {
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
  ) throws(ProgramError) -> TokenPlace? {
    let found = sources.findTogether([.tokenFile, .tokenCommand])
    switch (found[.tokenFile], found[.tokenCommand]) {
    case (nil, nil): return nil
    case (let file?, nil): return try place(file: file, folders)
    case (nil, let command?): return try place(command: command)
    case (let file?, let command?):
      throw ProgramError(
        "\(file.origin.subject(.tokenFile)) and \(command.origin.subject(.tokenCommand)) are both "
          + "said; leave one away",
        .configuration)
    }
  }

  private static func place(
    file found: SettingSources.Found, _ folders: UserFolders
  ) throws(ProgramError) -> TokenPlace {
    let path = try found.path(of: .tokenFile, folders)
    return TokenPlace(origin: found.origin, kind: .file(path))
  }

  private static func place(command found: SettingSources.Found) throws(ProgramError) -> TokenPlace
  {
    let words = found.texts.count == 1 ? Words.split(found.texts[0]) : found.texts
    guard let command = words.flatMap({ SecretCommand($0) }) else {
      throw ProgramError(
        "\(found.origin.subject(.tokenCommand)) must be a command and its arguments, as in "
          + "pass show newhedge; quotes must be closed",
        .configuration)
    }
    return TokenPlace(origin: found.origin, kind: .command(command))
  }

  /// Takes the token from there.
  ///
  /// - Throws: `ProgramError` if there is none, a file that holds it is open to others, or the command
  ///   fails.
  nonisolated(nonsending) func token(
    _ environment: [String: String]
  ) async throws(ProgramError) -> APIToken? {
    do {
      switch kind {
      case .variable:
        return try APIToken.resolve(file: nil, environment: environment)
      case .file(let path):
        try PrivateFile.check(path, holding: "holds the API token")
        return try APIToken.resolve(file: path, environment: [:])
      case .command(let command):
        return try APIToken(try await command.output(), from: .command(command.name))
      }
    } catch let failure as ProgramError {
      throw failure
    } catch let error as SettingsError {
      // A command may complain of anything.
      throw ProgramError(APIToken.withheld(in: "\(error)", orLonger: true), .configuration)
    } catch {
      throw ProgramError("\(error)", .configuration)
    }
  }
}
