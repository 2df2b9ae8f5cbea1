#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

// Of this target, no other file names the system's C library.

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
}
