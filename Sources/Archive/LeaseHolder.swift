#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Who holds a lease, as the archive writes it: host, process, and one of the process's archives.
struct LeaseHolder: Equatable {
  let text: String

  /// A holder in this process.
  init() {
    let tail = String(UInt64.random(in: .min ... .max), radix: 36)
    text = "\(Self.host)/\(getpid())/\(tail)"
  }

  init(text: String) {
    self.text = text
  }

  /// Whether its process is known to be dead: a process of another host never is.
  var isGone: Bool {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false)
    guard parts.count == 3, parts[0] == Self.host, let process = pid_t(parts[1]), process > 0
    else { return false }
    return kill(process, 0) != 0 ? errno == ESRCH : Self.isUnreaped(process)
  }

  /// Whether the process has ended and only its parent hasn't asked how: it may never do so, where a
  /// container has nobody to. Told by Linux alone; elsewhere the lease runs out.
  private static func isUnreaped(_ process: pid_t) -> Bool {
    guard let file = fopen("/proc/\(process)/stat", "r") else { return false }
    defer { fclose(file) }
    var bytes = [UInt8](repeating: 0, count: 256)
    let count = fread(&bytes, 1, bytes.count, file)
    // The name before the state may hold anything, so the last bracket counts.
    let state = bytes.prefix(count).split(separator: UInt8(ascii: ")")).last?.dropFirst().first
    return state == UInt8(ascii: "Z") || state == UInt8(ascii: "X")
  }

  /// This host's name, without what would part it wrongly.
  private static let host: String = {
    var name = [CChar](repeating: 0, count: 256)
    guard gethostname(&name, name.count - 1) == 0 else { return "" }
    let bytes = name.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }
    return String(decoding: bytes, as: UTF8.self).filter { $0 != "/" }
  }()
}
