#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// The environment variables of the process.
enum Environment {
  /// Read once, and without Foundation, which would be woken for this alone while the first frame
  /// waits.
  static let all: [String: String] = {
    var entries: [String] = []
    var next = environ
    while let entry = next.pointee {
      entries.append(String(cString: entry))
      next += 1
    }
    return variables(entries)
  }()

  /// The variables in entries such as `TERM=xterm`; of those with one name the first counts.
  static func variables(_ entries: [String]) -> [String: String] {
    var variables: [String: String] = [:]
    for entry in entries {
      // By bytes: what follows the sign may combine with it to another character.
      guard let sign = entry.utf8.firstIndex(of: UInt8(ascii: "=")) else { continue }
      let name = String(entry[..<sign])
      guard variables[name] == nil else { continue }
      variables[name] = String(entry[entry.utf8.index(after: sign)...])
    }
    return variables
  }
}
