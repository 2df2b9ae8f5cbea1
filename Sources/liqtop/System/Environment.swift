import Newhedge

/// The environment variables of the process.
///
/// Foundation's `ProcessInfo` leaves out a variable whose value begins with a combining mark, and
/// of two with one name it takes the last, where every other program takes the first.
enum Environment {
  /// Read once.
  static let all = variables(Platform.environment)

  /// Takes the token out of what every process that is started from now on is given.
  static func hideToken() { hide(APIToken.environmentVariables) }

  /// The same of other variables; while no other thread is there to read the environment.
  static func hide(_ names: [String]) {
    _ = all
    names.forEach(Platform.removeVariable)
  }

  /// The variables in entries such as `TERM=xterm`; of those with one name the first counts.
  static func variables(_ entries: [[UInt8]]) -> [String: String] {
    let pairs = entries.compactMap { entry -> (String, String)? in
      // By bytes: what follows the sign may combine with it to another character.
      guard let sign = entry.firstIndex(of: UInt8(ascii: "=")) else { return nil }
      let value = Array(entry[(sign + 1)...])
      let text = SystemText.text(value)
      // A path must not become that of another file.
      guard text != nil || value.first != UInt8(ascii: "/") else { return nil }
      return (
        String(decoding: entry[..<sign], as: UTF8.self),
        text ?? String(decoding: value, as: UTF8.self)
      )
    }
    return Dictionary(pairs) { first, _ in first }
  }
}
