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
  static var environment: [String] {
    var entries: [String] = []
    var next = environ
    while let entry = next.pointee {
      entries.append(String(cString: entry))
      next += 1
    }
    return entries
  }

  static func end(with status: Int32) -> Never { exit(status) }

  /// Gives a file another name, which another file may have had.
  static func move(_ path: String, to other: String) {
    _ = path.withCString { path in other.withCString { rename(path, $0) } }
  }

  /// Makes the file its owner's alone, whatever its mode was.
  static func makePrivate(_ file: FileDescriptor) {
    _ = fchmod(file.rawValue, 0o600)
  }

  /// Holds a file's lock, which other processes wait for, while `body` runs.
  static func withLock(_ file: FileDescriptor, _ body: () -> Void) {
    _ = flock(file.rawValue, LOCK_EX)
    body()
    _ = flock(file.rawValue, LOCK_UN)
  }
}

/// The machine's wall clock.
enum WallClock {
  @Sendable static func now() -> Timestamp {
    Timestamp(seconds: Int64(time(nil)))
  }
}

/// What the system writes down of a process that crashes: its memory, and so the token.
enum CoreDump {
  /// Has none written of this process, nor of those it starts.
  static func forbid() {
    var limit = rlimit()
    getrlimit(resource, &limit)
    limit.rlim_cur = 0
    setrlimit(resource, &limit)
  }

  #if canImport(Glibc)
    private static var resource: __rlimit_resource_t { __rlimit_resource_t(RLIMIT_CORE.rawValue) }
  #else
    private static var resource: Int32 { RLIMIT_CORE }
  #endif
}
