#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// A program on a terminal of the test's own, which reads what the program writes only when it is
/// asked to, and says of itself whatever a test wants.
public final class PseudoTerminal: Sendable {
  public struct Failure: Error, CustomStringConvertible {
    public let description: String
  }

  private let primary: Int32
  /// The program's end, by which the flow of what it writes can be stopped.
  private let secondary: Int32
  public let process: Int32

  /// Starts a program with nothing but this environment.
  public init(
    _ arguments: [String], environment: [String: String] = [:], columns: Int = 80, rows: Int = 24
  ) throws {
    var ends: (Int32, Int32) = (-1, -1)
    var size = winsize(ws_row: UInt16(rows), ws_col: UInt16(columns), ws_xpixel: 0, ws_ypixel: 0)
    guard openpty(&ends.0, &ends.1, nil, nil, &size) == 0 else {
      throw Failure(description: "there is no pseudoterminal to be had")
    }
    primary = ends.0
    secondary = ends.1
    _ = fcntl(secondary, F_SETFD, FD_CLOEXEC)
    var path = [CChar](repeating: 0, count: 128)
    ttyname_r(ends.1, &path, path.count)
    let name = String(
      decoding: path.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    _ = fcntl(primary, F_SETFD, FD_CLOEXEC)
    _ = fcntl(primary, F_SETFL, fcntl(primary, F_GETFL) | O_NONBLOCK)
    var defaults = ["TERM": "xterm-256color", "LC_ALL": "C.UTF-8", "PATH": "/usr/bin:/bin"]
    defaults["SWIFT_BACKTRACE"] = "enable=no"
    defaults.merge(environment) { $1 }
    guard let process = Self.spawn(arguments, defaults, terminal: name) else {
      throw Failure(description: "\(arguments[0]) can't be started")
    }
    self.process = process
  }

  deinit {
    kill(process, SIGKILL)
    close(primary)
    close(secondary)
    var status: Int32 = 0
    waitpid(process, &status, 0)
  }

  private static func spawn(
    _ arguments: [String], _ environment: [String: String], terminal: String
  ) -> Int32? {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    // The first terminal that the leader of a session opens becomes the one that controls it.
    posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, terminal, O_RDWR, 0)
    posix_spawn_file_actions_adddup2(&actions, STDIN_FILENO, STDOUT_FILENO)
    posix_spawn_file_actions_adddup2(&actions, STDIN_FILENO, STDERR_FILENO)
    #if canImport(Glibc)
      actions.closeInherited()
    #endif
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    var none = sigset_t()
    sigemptyset(&none)
    posix_spawnattr_setsigmask(&attributes, &none)
    #if canImport(Glibc)
      let session = Int16(0x80)
    #else
      let session = Int16(POSIX_SPAWN_SETSID)
    #endif
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK) | session)
    let words = arguments.map { strdup($0) } + [nil]
    let variables = environment.map { strdup("\($0)=\($1)") } + [nil]
    defer { (words + variables).forEach { free($0) } }
    var pid: pid_t = 0
    let error = posix_spawnp(&pid, arguments[0], &actions, &attributes, words, variables)
    return error == 0 ? pid : nil
  }

  /// Says that it has another size, and tells the program so.
  public func resize(columns: Int, rows: Int) {
    var size = winsize(
      ws_row: UInt16(clamping: rows), ws_col: UInt16(clamping: columns), ws_xpixel: 0, ws_ypixel: 0)
    _ = ioctl(primary, UInt(TIOCSWINSZ), &size)
  }

  /// Types as much of the text as there is room for; how many bytes that was.
  @discardableResult
  public func type(_ text: String) -> Int {
    let bytes = Array(text.utf8)
    return max(0, write(primary, bytes, bytes.count))
  }

  /// Types the text again and again, and reads, until that is cancelled.
  public func flood(with text: String) -> Task<Void, Never> {
    let text = String(repeating: text, count: 1_000)
    return Task.detached {
      while !Task.isCancelled {
        self.type(text)
        _ = self.read()
        await Task.yield()
      }
    }
  }

  /// What the program has written since the last time, as much of it as is there.
  public func read() -> String {
    var text = ""
    var buffer = [UInt8](repeating: 0, count: 65_536)
    while case let count = readBytes(primary, &buffer, buffer.count), count > 0 {
      text += String(decoding: buffer[..<count], as: UTF8.self)
    }
    return text
  }

  /// Reads until a text has come; all that has been read.
  @discardableResult
  public func read(until wanted: String, seconds: Int = 60) async throws -> String {
    let deadline = ContinuousClock.now + .seconds(seconds)
    var text = read()
    while !text.contains(wanted) {
      guard waitForOutput(until: deadline) else {
        throw Failure(description: "waited in vain for “\(wanted)”")
      }
      text += read()
    }
    return text
  }

  /// Sleeps until the program has written something; false if it hasn't by then.
  private func waitForOutput(until deadline: ContinuousClock.Instant) -> Bool {
    var file = pollfd(fd: primary, events: Int16(POLLIN), revents: 0)
    let (seconds, rest) = (deadline - ContinuousClock.now).components
    let milliseconds = seconds * 1_000 + rest / 1_000_000_000_000_000
    let count = poll(&file, 1, Int32(clamping: max(0, milliseconds)))
    // A signal that comes between says nothing.
    return count > 0 || count < 0 && errno == EINTR
  }

  /// Takes nothing of what the program writes from now on.
  public func freeze() { tcflow(secondary, TCOOFF) }

  /// Takes it again.
  public func thaw() { tcflow(secondary, TCOON) }

  /// Whether a shell's line would be echoed and edited here, as before the program began.
  public var isAsItWas: Bool {
    var modes = termios()
    tcgetattr(secondary, &modes)
    let wanted = tcflag_t(ICANON | ECHO | ISIG)
    return modes.c_lflag & wanted == wanted && modes.c_oflag & tcflag_t(OPOST) != 0
  }

  /// Waits for the program's end without reading; 128 and the signal's number if it was a signal.
  ///
  /// - Parameter meanwhile: what the terminal does until then.
  public func exitStatus(meanwhile: () -> Void = {}) async throws -> Int32 {
    var information = siginfo_t()
    try await wait("the end of the program", seconds: 60) {
      meanwhile()
      // Not reaped, so that its number stays its own until the end.
      return waitid(P_PID, id_t(self.process), &information, WEXITED | WNOHANG | WNOWAIT) == 0
        && information.si_signo == SIGCHLD
    }
    let code = information._sifields._sigchld.si_status
    return information.si_code == Int32(CLD_EXITED) ? code : 128 + code
  }

  /// Asks until the answer is yes: a process that ends can't be waited for beside other things.
  private func wait(_ wanted: String, seconds: Int, until isTrue: () -> Bool) async throws {
    let deadline = ContinuousClock.now + .seconds(seconds)
    while !isTrue() {
      guard ContinuousClock.now < deadline else {
        throw Failure(description: "waited in vain for \(wanted)")
      }
      try await Task.sleep(for: .milliseconds(5))
    }
  }
}

/// The system's `read`, whose name is the class's, too.
private func readBytes(_ file: Int32, _ buffer: inout [UInt8], _ count: Int) -> Int {
  read(file, &buffer, count)
}
