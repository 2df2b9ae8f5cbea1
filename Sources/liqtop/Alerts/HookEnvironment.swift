import Newhedge
import Settings

/// The environment in which a hook runs: the program's own, without what is the program's alone.
struct HookEnvironment: Sendable {
  /// What of the program's own settings is about the token: the file, the command, and whatever comes.
  private static let secretPrefix = SettingKey.variablePrefix + "TOKEN"
  /// How the program is looked after, which is no business of others.
  private static let own = ServiceNotifier.variables + [PictureCounter.variable]

  private let inherited: [String: String]
  private let token: APIToken?

  /// - Parameters:
  ///   - environment: the program's.
  ///   - token: what mustn't be in any variable, whatever its name is.
  init(_ environment: [String: String], token: APIToken?) {
    self.token = token
    inherited = environment.filter { name, value in
      !Self.isWithheld(name) && token.map { value.contains($0.secret) } != true
    }
  }

  /// Where programs are found and files begin: the user's home, if there is one.
  var home: String? { inherited["HOME"].flatMap { $0.hasPrefix("/") ? $0 : nil } }

  /// The variables, those of the alert among them.
  func variables(_ values: HookValues) -> [String: String] {
    inherited.merging(values.variables) { $1 }
  }

  /// A word without the token, should anybody have written it there.
  func withheld(_ word: String) -> String {
    guard let token else { return word }
    return word.split(separator: token.secret, omittingEmptySubsequences: false)
      .joined(separator: "(withheld)")
  }

  private static func isWithheld(_ name: String) -> Bool {
    APIToken.environmentVariables.contains(name) || name.hasPrefix(secretPrefix)
      || name.hasPrefix(HookValues.variablePrefix) || own.contains(name)
  }
}
