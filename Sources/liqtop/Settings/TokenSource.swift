import Newhedge
import Settings

/// Where the API token is to be had.
struct TokenSource: Sendable {
  private enum Kind: Sendable {
    case variable(String)
    case file(SecretFile)
    case command(SecretCommand)
  }

  let origin: Origin
  private let kind: Kind

  /// The first that is named: by an option, the token's own variables, the other variables, the
  /// configuration file.
  ///
  /// - Returns: nil if none is.
  static func find(
    _ settings: ProgramSettings, _ environment: [String: String]
  ) throws(ProgramError) -> TokenSource? {
    let named = try named(settings)
    if let named, case .option = named.origin { return named }
    let variable = APIToken.environmentVariables.first { name in
      environment[name]?.contains { !$0.isWhitespace } == true
    }
    if let variable { return TokenSource(origin: .variable(variable), kind: .variable(variable)) }
    return named
  }

  private static func named(_ settings: ProgramSettings) throws(ProgramError) -> TokenSource? {
    let (file, command) = (SettingTable.tokenFile, SettingTable.tokenCommand)
    let said = settings.said.together([file.key, command.key])
    switch (said[file.key], said[command.key]) {
    case (nil, nil): return nil
    case (let text?, nil):
      guard let path = try settings.folders.path(file, in: settings.said) else { return nil }
      return TokenSource(origin: text.origin, kind: .file(SecretFile(path)))
    case (nil, let text?):
      guard let command = try command.value(in: settings.said) else { return nil }
      return TokenSource(origin: text.origin, kind: .command(command))
    case (let one?, let other?):
      throw ProgramError(
        "\(one.origin.subject(file.key)) and \(other.origin.subject(command.key)) are both set; "
          + "remove one",
        .configuration)
    }
  }

  /// Takes the token from there, which the process then keeps to itself.
  ///
  /// - Throws: `ProgramError` if there is none, a file that holds it is open to others, or the command
  ///   fails.
  nonisolated(nonsending) func token(
    _ environment: [String: String]
  ) async throws(ProgramError) -> APIToken? {
    guard case .command(let command) = kind else { return try tokenAtOnce(environment) }
    defer { ProcessMemory.hide() }
    do {
      return try APIToken(try await command.output(), from: .command(command.name))
    } catch {
      // A command may complain of anything.
      throw ProgramError(APIToken.withheld(in: "\(error)"), .configuration)
    }
  }

  /// Whether a command has to be run for it.
  var isCommand: Bool { if case .command = kind { true } else { false } }

  /// Takes the token of a variable or a file, which the process then keeps to itself; nil of a command.
  ///
  /// - Throws: `ProgramError` as `token` does.
  func tokenAtOnce(_ environment: [String: String]) throws(ProgramError) -> APIToken? {
    defer { ProcessMemory.hide() }
    return try tokenAtHand(environment)
  }

  /// Why there is no token to be had from there; nil if nothing is wrong, or it would have to be
  /// waited for. Of a command only whether there is one.
  func fault(_ environment: [String: String]) -> ProgramError? {
    if case .file(let file) = kind, !file.isThereAtOnce { return nil }
    if case .command(let command) = kind {
      return command.fault(path: environment["PATH"]).map {
        ProgramError(APIToken.withheld(in: "\($0)"), .configuration)
      }
    }
    do throws(ProgramError) {
      _ = try tokenAtHand(environment)
      return nil
    } catch {
      return error
    }
  }

  /// The token of a variable or a file.
  private func tokenAtHand(_ environment: [String: String]) throws(ProgramError) -> APIToken? {
    do {
      switch kind {
      case .variable: return try APIToken.resolve(environment: environment)
      case .file(let file): return try APIToken(try file.text(), from: .file(file.path))
      case .command: return nil
      }
    } catch {
      throw ProgramError("\(error)", .configuration)
    }
  }
}
