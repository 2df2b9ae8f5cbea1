import CProcess
import Liquidations
import SystemPackage

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// What the program needs of the system's C library, which no other file of it names.
enum Platform {
  static var processID: Int32 { getpid() }

  /// Such as `TERM=xterm`, in the order in which the process was given them.
  static var environment: [[UInt8]] {
    var entries: [[UInt8]] = []
    var next = environ
    while let entry = next.pointee {
      entries.append(bytes(entry))
      next += 1
    }
    return entries
  }

  /// The words of the command line, the program's name first; none if they were lost.
  static var arguments: [[UInt8]] {
    (0..<Int(CommandLine.argc)).compactMap { CommandLine.unsafeArgv[$0].map { bytes($0) } }
  }

  private static func bytes(_ text: UnsafePointer<CChar>) -> [UInt8] {
    UnsafeRawBufferPointer(start: text, count: strlen(text)).map { $0 }
  }

  /// Only to be called while no other thread is there to read the environment.
  static func removeVariable(_ name: String) { unsetenv(name) }

  /// A path of the folder for as long as the process lives, whatever its name is; nil if there is no
  /// such folder, or no such path on this system.
  static func openFolder(_ path: [UInt8]) -> String? {
    let name = path.map { CChar(bitPattern: $0) } + [0]
    let file = try? FileDescriptor.open(
      FilePath(platformString: name), .readOnly, options: [.directory, .closeOnExec])
    guard let file else { return nil }
    let folder = "/proc/self/fd/\(file.rawValue)"
    if (try? Stat(folder))?.type == .directory { return folder }
    try? file.close()
    return nil
  }

  /// Has a write beyond the largest file that is allowed fail, instead of end the program.
  static func ignoreFileSizeSignal() { signal(SIGXFSZ, SIG_IGN) }

  static func end(with status: Int32) -> Never { exit(status) }

  /// Waits, and says whether a pipe or a socket still has a reader; what is none always has.
  static func isRead(_ file: FileDescriptor, after pause: Duration) -> Bool {
    var entry = pollfd(fd: file.rawValue, events: 0, revents: 0)
    return poll(&entry, 1, Int32(clamping: pause.components.seconds * 1_000)) <= 0
  }

  /// Gives a file another name, which another file may have had.
  static func move(_ path: String, to other: String) {
    _ = path.withCString { path in other.withCString { rename(path, $0) } }
  }

  /// Gives a file one more name, which nothing may have yet.
  static func link(_ path: String, as name: String) throws(Errno) {
    let code = path.withCString { path in
      name.withCString { linkat(AT_FDCWD, path, AT_FDCWD, $0, 0) }
    }
    if code != 0 { throw Errno(rawValue: errno) }
  }

  static func remove(_ path: String) { unlink(path) }

  /// Whether a person can be asked: the questions are seen, and the answers are typed.
  static var canAsk: Bool { isatty(STDIN_FILENO) == 1 && isatty(STDERR_FILENO) == 1 }

  /// Whether somebody types what is read.
  static var readsFromTerminal: Bool { isatty(STDIN_FILENO) == 1 }

  /// Whether somebody looks at what is printed.
  static var printsToTerminal: Bool { isatty(STDOUT_FILENO) == 1 }

  /// Makes a folder with exactly these permissions, if there is nothing in its place.
  static func makeFolder(_ path: FilePath, _ permissions: FilePermissions) {
    path.withPlatformString { path in
      // The umask may have taken some away.
      if mkdir(path, permissions.rawValue) == 0 { chmod(path, permissions.rawValue) }
    }
  }

  /// Makes the file its owner's alone, whatever its mode was.
  static func makePrivate(_ file: FileDescriptor) {
    _ = fchmod(file.rawValue, 0o600)
  }

  /// Holds a file's lock while `body` runs; not if another process doesn't let go of it soon.
  static func withLock(_ file: FileDescriptor, _ body: () -> Void) {
    // Whoever has it moves a file, which takes no time; others may be stopped, or mean harm.
    for _ in 0..<50 {
      guard flock(file.rawValue, LOCK_EX | LOCK_NB) != 0 else {
        body()
        _ = flock(file.rawValue, LOCK_UN)
        return
      }
      usleep(1_000)
    }
  }

  /// Opens those of the three standard files that the process was started without: another file, or
  /// a socket, would get the number, and what is said would be written there.
  static func openStandardFiles() {
    for file in [STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO] where fcntl(file, F_GETFD) < 0 {
      // For reading only, so that what is said into it is known to be lost.
      _ = open("/dev/null", O_RDONLY)
    }
  }
}

/// The machine's wall clock.
enum WallClock {
  @Sendable static func now() -> Timestamp {
    Timestamp(seconds: Int64(time(nil)))
  }

  /// Since 1970-01-01T00:00Z.
  @Sendable static func milliseconds() -> Int64 { liq_wall_milliseconds() }
}

/// The process's memory, in which the token is.
enum ProcessMemory {
  /// Has none of it written down if the process crashes, nor of those it starts.
  static func forbidCoreDump() {
    var limit = rlimit()
    getrlimit(resource, &limit)
    limit.rlim_cur = 0
    setrlimit(resource, &limit)
  }

  /// Lets no other process of the user look into it, nor the programs that collect crashes.
  static func hide() { liq_process_hide_memory() }

  static var isHidden: Bool { liq_process_memory_is_hidden() }

  /// Gives back to the system what isn't used any more, which else the C library keeps for the next time.
  static func giveBack() { liq_process_give_back_memory() }

  #if canImport(Glibc)
    private static var resource: __rlimit_resource_t { __rlimit_resource_t(RLIMIT_CORE.rawValue) }
  #else
    private static var resource: Int32 { RLIMIT_CORE }
  #endif
}
