import ArgumentParser
import FoundationEssentials
import Newhedge
import Settings
import Synchronization
import Testing

@testable import liqtop

/// The home folder of a user, and what they say to the program.
final class UserHome: Sendable {
  /// The token that must be seen nowhere.
  static let token = "TestSecretToken012345678"

  private static let count = Atomic(0)
  let folder: String
  /// What every run of the program finds in the environment.
  let environment: [String: String]

  init() throws {
    let number = Self.count.add(1, ordering: .relaxed).newValue
    folder = "/tmp/liqtop-home-\(ProcessInfo.processInfo.processIdentifier)-\(number)"
    environment = [
      "HOME": folder, "XDG_CONFIG_HOME": folder, "XDG_DATA_HOME": folder,
      "XDG_STATE_HOME": folder, "TERM": "xterm-256color", "LC_ALL": "C.UTF-8",
      // Where the network is, real exchanges would be asked.
      "LIQTOP_LIVE": "false",
    ]
    try FileManager.default.createDirectory(
      atPath: folder + "/liqtop/themes", withIntermediateDirectories: true)
  }

  deinit {
    _ = try? FileManager.default.removeItem(atPath: folder)
  }

  func path(_ name: String) -> String { "\(folder)/\(name)" }

  /// Writes a file and returns its path.
  @discardableResult
  func write(_ name: String, _ text: String) throws -> String {
    try text.write(toFile: path(name), atomically: true, encoding: .utf8)
    return path(name)
  }

  /// Writes a file that only its owner may read, as one that holds or names a token must be.
  func writePrivately(_ name: String, _ text: String) throws -> String {
    let path = try write(name, text)
    try setMode(0o600, of: path)
    return path
  }

  func setMode(_ mode: Int, of path: String) throws {
    try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: path)
  }

  func mode(of path: String) throws -> Int {
    let attributes = try FileManager.default.attributesOfItem(atPath: path)
    return try #require(attributes[.posixPermissions] as? Int)
  }

  func read(_ name: String) -> String? {
    try? String(contentsOfFile: path(name), encoding: .utf8)
  }

  /// The environment with other variables; nil takes one away.
  func environment(_ changes: [String: String?]) -> [String: String] {
    var variables: [String: String?] = environment
    variables.merge(changes) { $1 }
    return variables.compactMapValues(\.self)
  }

  // MARK: - What the program makes of it

  /// What the options say.
  static func given(_ arguments: [String]) throws -> [SettingKey: [String]] {
    try DashboardOptions.parse(arguments).given
  }

  func settings(
    _ arguments: [String] = [], _ changes: [String: String?] = [:]
  ) throws -> ProgramSettings {
    try ProgramSettings(Self.given(arguments), environment(changes))
  }

  func report(
    _ arguments: [String] = [], _ changes: [String: String?] = [:]
  ) throws -> SettingsReport {
    try SettingsReport(Self.given(arguments), environment(changes))
  }

  /// The token, or nil if nobody says where to get one.
  func token(
    _ arguments: [String] = [], _ changes: [String: String?] = [:]
  ) async throws -> String? {
    let environment = environment(changes)
    let settings = try settings(arguments, changes)
    return try await TokenSource.find(settings, environment)?.token(environment)?.secret
  }

  /// What is wrong, for one thing that is.
  func error(
    _ arguments: [String] = [], _ changes: [String: String?] = [:]
  ) -> ProgramError? {
    #expect(throws: ProgramError.self) { try self.report(arguments, changes) }
  }
}

/// Whether a text holds the token: plain, percent-encoded or in base 64.
func holdsToken(_ text: String) -> Bool {
  let token = UserHome.token
  let encoded = token.utf8.map { "%" + String($0, radix: 16) }.joined()
  let text = text.lowercased()
  return [token, encoded, Data(token.utf8).base64EncodedString()].contains {
    text.contains($0.lowercased())
  }
}

extension String {
  /// With one blank where there are several.
  var squeezed: String {
    var text = ""
    for character in self where character != " " || text.last != " " { text.append(character) }
    return text
  }
}
