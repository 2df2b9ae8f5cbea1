import FoundationEssentials
import Synchronization
import TerminalSupport

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// A folder of a user's own, in which the program runs with an environment of its own.
final class Workplace: Sendable {
  private static let count = Atomic(0)
  let folder: String

  init() throws {
    let number = Self.count.add(1, ordering: .relaxed).newValue
    folder = "/tmp/liqtop-\(getpid())-\(number)"
    try FileManager.default.createDirectory(
      atPath: folder + "/home", withIntermediateDirectories: true)
  }

  deinit {
    _ = try? FileManager.default.removeItem(atPath: folder)
  }

  func path(_ name: String) -> String { "\(folder)/\(name)" }

  func makeFolder(_ name: String) throws {
    try FileManager.default.createDirectory(
      atPath: path(name), withIntermediateDirectories: true)
  }

  /// Writes a file and returns its path.
  @discardableResult
  func write(_ name: String, _ text: String) throws -> String {
    try text.write(toFile: path(name), atomically: true, encoding: .utf8)
    return path(name)
  }

  /// Writes a file that only its owner may read, as one that holds a token must be.
  func writePrivately(_ name: String, _ text: String) throws -> String {
    let path = try write(name, text)
    try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: path)
    return path
  }

  func read(_ name: String) -> String? {
    try? String(contentsOfFile: path(name), encoding: .utf8)
  }

  /// The words of a command that runs the program with nothing but this environment; nil takes a
  /// variable away.
  func command(_ arguments: [String], environment: [String: String?] = [:]) -> [String] {
    let home = path("home")
    var variables: [String: String?] = [
      "PATH": "/usr/bin:/bin", "HOME": home, "XDG_CONFIG_HOME": home, "XDG_DATA_HOME": home,
      "XDG_STATE_HOME": home, "XDG_CACHE_HOME": home, "TERM": "tmux-256color",
      "LC_ALL": "C.UTF-8", "TZ": "UTC",
      // Where the network is, real exchanges would be heard.
      "LIQTOP_LIVE": "false",
    ]
    variables.merge(environment) { $1 }
    let settings = variables.compactMap { name, value in value.map { "\(name)=\($0)" } }
    return ["env", "-i"] + settings.sorted() + [builtProduct("liqtop")] + arguments
  }

  /// Writes a script that leaves its process id in the file `pid` and becomes the program.
  func script(
    _ arguments: [String], environment: [String: String?], trusting authority: String? = nil,
    isCutOff: Bool = false
  ) throws -> String {
    var words = command(arguments, environment: environment)
    if let authority { words = Machine.trusting(authority, words) }
    if isCutOff { words = Machine.cutOff(words) }
    words = words.map(\.quoted)
    let pid = path("pid").quoted
    return try write(
      "liqtop.sh",
      "echo $$ > \(pid).new; mv \(pid).new \(pid)\nexec \(words.joined(separator: " "))\n")
  }

  /// Runs the program to its end, away from a terminal.
  func run(_ arguments: String..., environment: [String: String?] = [:]) throws -> Command {
    try Command.run(command(arguments, environment: environment))
  }
}

/// The machine as one command sees it.
enum Machine {
  /// Whether a command may have mounts of its own.
  static let canBeChanged =
    (try? Command.run(["unshare", "-m", "mount", "--bind", "/tmp", "/tmp"]))?.status == 0

  /// Whether a command may have a network of its own.
  static let canBeCutOff = (try? Command.run(["unshare", "-n", "true"]))?.status == 0

  /// The words that run a command which has no network at all.
  static func cutOff(_ words: [String]) -> [String] { ["unshare", "-n"] + words }

  /// The words that run a command which trusts the authority in a file and no other.
  static func trusting(_ authority: String, _ words: [String]) -> [String] {
    let mount = "mount --bind \"$0\" /etc/ssl/certs/ca-certificates.crt && exec \"$@\""
    return ["unshare", "-m", "sh", "-c", mount, authority] + words
  }
}

extension String {
  /// One word for the shell, whatever it holds.
  var quoted: String {
    "'\(split(separator: "'", omittingEmptySubsequences: false).joined(separator: #"'\''"#))'"
  }
}
