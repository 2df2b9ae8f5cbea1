#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// A program run to its end.
public struct Command: Sendable {
  public struct Failure: Error, CustomStringConvertible {
    public let description: String
  }

  public let status: Int32
  public let output: String

  /// Runs a program found on the path with both its outputs read, and waits for it.
  public static func run(_ arguments: [String]) throws -> Command {
    var ends: [Int32] = [0, 0]
    guard pipe(&ends) == 0 else { throw Failure(description: "no pipe for \(arguments)") }
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    defer { close(ends[0]) }
    let pid = spawn(arguments, output: ends[1])
    close(ends[1])
    guard let pid else { throw Failure(description: "\(arguments[0]) can't be started") }
    let output = readAll(ends[0])
    var status: Int32 = 0
    while waitpid(pid, &status, 0) < 0 && errno == EINTR {}
    let isExit = status & 0x7f == 0
    return Command(status: isExit ? status >> 8 & 0xff : 128 + status & 0x7f, output: output)
  }

  private static func spawn(_ arguments: [String], output: Int32) -> pid_t? {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0)
    posix_spawn_file_actions_adddup2(&actions, output, STDOUT_FILENO)
    posix_spawn_file_actions_adddup2(&actions, output, STDERR_FILENO)
    // A thread of the tests' pool has signals blocked, which the program would inherit.
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    var none = sigset_t()
    sigemptyset(&none)
    posix_spawnattr_setsigmask(&attributes, &none)
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK))
    #if canImport(Glibc)
      actions.closeInherited()
    #endif
    let words = arguments.map { strdup($0) } + [nil]
    defer { words.forEach { free($0) } }
    var pid: pid_t = 0
    return posix_spawnp(&pid, arguments[0], &actions, &attributes, words, environ) == 0 ? pid : nil
  }

  private static func readAll(_ file: Int32) -> String {
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 16_384)
    while true {
      let count = read(file, &buffer, buffer.count)
      if count < 0 && errno == EINTR { continue }
      guard count > 0 else { return String(decoding: bytes, as: UTF8.self) }
      bytes += buffer[..<count]
    }
  }
}
