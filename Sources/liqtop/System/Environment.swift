/// The environment variables of the process.
///
/// Foundation's `ProcessInfo` leaves out a variable whose value begins with a combining mark, and
/// of two with one name it takes the last, where every other program takes the first.
enum Environment {
  /// Read once.
  static let all = variables(Platform.environment)

  /// The variables in entries such as `TERM=xterm`; of those with one name the first counts.
  static func variables(_ entries: [String]) -> [String: String] {
    let pairs = entries.compactMap { entry -> (String, String)? in
      // By bytes: what follows the sign may combine with it to another character.
      guard let sign = entry.utf8.firstIndex(of: UInt8(ascii: "=")) else { return nil }
      return (String(entry[..<sign]), String(entry[entry.utf8.index(after: sign)...]))
    }
    return Dictionary(pairs) { first, _ in first }
  }
}
