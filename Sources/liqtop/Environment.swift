#if canImport(Glibc)
  import Glibc
#else
  import FoundationEssentials
#endif

/// The environment variables of the process.
enum Environment {
  #if canImport(Glibc)
    /// Read before there is a second thread, and without Foundation, which would be woken for this
    /// alone while the first frame waits.
    static let all: [String: String] = {
      var all: [String: String] = [:]
      var entry = environ
      while let text = entry.pointee.map({ String(cString: $0) }) {
        let name = text.prefix { $0 != "=" }
        all[String(name)] = String(text.dropFirst(name.count + 1))
        entry += 1
      }
      return all
    }()
  #else
    static let all = ProcessInfo.processInfo.environment
  #endif
}
