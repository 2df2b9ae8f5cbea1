/// Who holds a lease, as the archive writes it: host, its boot, the namespace of process numbers,
/// process, and one of the process's archives.
struct LeaseHolder: Equatable {
  let text: String

  /// A holder in this process.
  init() {
    let tail = String(UInt64.random(in: .min ... .max), radix: 36)
    // Not with `joined`, for which the runtime would search all conformances before the first frame.
    text = Self.here.reduce(into: "") { $0 += $1 + "/" } + "\(Platform.processID)/\(tail)"
  }

  init(text: String) {
    self.text = text
  }

  /// Which of the process's archives.
  var archive: String { text.split(separator: "/").last.map(String.init) ?? "" }

  /// The name of its machine; empty if it isn't known.
  var host: String { parts.first ?? "" }

  /// The number of its process, there; nil if it isn't known.
  var process: Int32? { parts.count == 5 ? Int32(parts[3]) : nil }

  private var parts: [String] {
    text.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
  }

  /// Whether its process is known to do nothing: dead, or stopped. Of a process that has its number
  /// from elsewhere nothing is known.
  var isIdle: Bool {
    guard let process, process > 0, Array(parts[..<3]) == Self.here else { return false }
    return !Platform.isRunning(process) || ProcessState(of: process).isIdle
  }

  /// Where a process number means what it means here, without what would part it wrongly.
  private static let here: [String] = [
    Platform.hostName,
    Platform.text(of: "/proc/sys/kernel/random/boot_id", limit: 64) ?? "",
    Platform.target(ofLink: "/proc/self/ns/pid") ?? "",
  ].map { $0.filter { $0 != "/" && !$0.isWhitespace } }
}

/// The state of a process as Linux tells it; elsewhere none is known.
struct ProcessState {
  private let letter: Character?

  init(of process: Int32) {
    // The name before the state may hold anything, so the last bracket counts.
    let parts = Platform.text(of: "/proc/\(process)/stat", limit: 512)?.split(separator: ")")
    letter = parts?.last?.dropFirst().first
  }

  /// Stopped by a terminal or a signal, or held by a debugger.
  var isStopped: Bool { letter == "T" || letter == "t" }

  /// The same, or ended while only its parent hasn't asked how: it may never do so, where a container
  /// has nobody to.
  var isIdle: Bool { isStopped || letter == "Z" || letter == "X" }
}
