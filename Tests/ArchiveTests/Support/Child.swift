#if os(Linux)
  import Glibc
  import TerminalSupport
  import Testing

  @testable import Archive

  /// A process of a test's own, which is killed and reaped with it.
  final class Child {
    let process: pid_t

    init(_ words: String...) throws {
      var process = pid_t()
      var arguments: [UnsafeMutablePointer<CChar>?] = words.map { strdup($0) } + [nil]
      defer { for argument in arguments { free(argument) } }
      var actions = posix_spawn_file_actions_t()
      posix_spawn_file_actions_init(&actions)
      defer { posix_spawn_file_actions_destroy(&actions) }
      actions.closeInherited()
      try #require(posix_spawnp(&process, words[0], &actions, nil, &arguments, environ) == 0)
      self.process = process
    }

    deinit {
      kill(process, SIGKILL)
      waitpid(process, nil, 0)
    }

    func send(_ signal: Int32) { kill(process, signal) }

    /// Waits until it is stopped, goes on, or has ended.
    func hasBecome(_ state: Int32) -> Bool {
      var change = siginfo_t()
      return waitid(P_PID, id_t(process), &change, state) == 0
    }

    /// Whether it hasn't ended.
    var isRunning: Bool {
      var change = siginfo_t()
      return waitid(P_PID, id_t(process), &change, WEXITED | WNOWAIT | WNOHANG) == 0
        && change.si_signo == 0
    }

    func goOn() { send(SIGCONT) }

    /// Returns when it has stopped.
    func stop() {
      send(SIGSTOP)
      _ = hasBecome(WSTOPPED)
    }

    /// As it would hold a lease.
    var holder: LeaseHolder {
      let own = LeaseHolder().text.split(separator: "/").map(String.init)
      return LeaseHolder(text: own[..<3].joined(separator: "/") + "/\(process)/x")
    }
  }
#endif
