import SystemPackage

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

// Of this target, no other file names the system's C library.

enum Platform {
  static var userID: UInt32 { geteuid() }

  /// Where a symbolic link leads; nil if it is none.
  static func target(ofLink path: FilePath) -> FilePath? {
    var name = [CChar](repeating: 0, count: Int(PATH_MAX) + 1)
    let count = path.withPlatformString { readlink($0, &name, name.count - 1) }
    return count > 0 ? FilePath(platformString: name) : nil
  }

  /// Whether the file lies where nobody can write.
  static func isReadOnlyFileSystem(_ path: String) -> Bool {
    access(path, W_OK) != 0 && errno == EROFS
  }

  /// Whether there is a file that this process may run.
  static func isProgram(_ path: String) -> Bool {
    access(path, X_OK) == 0 && (try? Stat(path))?.type == .regular
  }

  /// Waits until there is something to read, or the end of it; false if nothing came in time.
  static func hasInput(_ file: FileDescriptor, until end: ContinuousClock.Instant) -> Bool {
    while true {
      let left = max(.zero, ContinuousClock.now.duration(to: end))
      var entry = pollfd(fd: file.rawValue, events: Int16(POLLIN), revents: 0)
      let count = poll(&entry, 1, Int32(clamping: Int64(left / .milliseconds(1))))
      if count > 0 { return true }
      guard count < 0, errno == EINTR else { return false }
    }
  }
}

/// The terminal's foreground: who has it gets the keys, and Ctrl-C.
enum Foreground {
  /// Lends the terminal to a command in a process group of its own, so that it can ask the user.
  static func lend(to group: pid_t) {
    guard isatty(STDIN_FILENO) == 1, tcgetpgrp(STDIN_FILENO) == getpgrp() else { return }
    tcsetpgrp(STDIN_FILENO, group)
    // It may have asked before it was lent to, which stopped it.
    kill(-group, SIGCONT)
  }

  /// Takes the terminal back; that isn't for processes in the background, which this one is then.
  static func takeBack() {
    guard isatty(STDIN_FILENO) == 1, tcgetpgrp(STDIN_FILENO) != getpgrp() else { return }
    let before = signal(SIGTTOU, SIG_IGN)
    tcsetpgrp(STDIN_FILENO, getpgrp())
    signal(SIGTTOU, before)
  }

  /// Ends what a command has left running in its group; what it has detached, such as an agent, lives.
  static func end(_ group: pid_t) {
    kill(-group, SIGKILL)
  }
}
