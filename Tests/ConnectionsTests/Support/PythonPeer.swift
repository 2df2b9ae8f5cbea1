import Dispatch
import FoundationEssentials
import NIOConcurrencyHelpers

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// The server of `peer.py`, on a port of loopback.
final class PythonPeer: Sendable {
  struct Failure: Error {}

  let port: Int
  private let pid: pid_t
  private let input: Int32
  private let lines: LineReader

  /// Runs `body` with one.
  static func running<Outcome>(_ body: (PythonPeer) async throws -> Outcome) async throws -> Outcome
  {
    let peer = try await PythonPeer()
    defer { peer.end() }
    return try await body(peer)
  }

  private init() async throws {
    let script = URL(filePath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().appending(path: "peer.py").path
    var (fromTests, toTests): ([Int32], [Int32]) = ([0, 0], [0, 0])
    guard pipe(&fromTests) == 0, pipe(&toTests) == 0 else { throw Failure() }
    for end in fromTests + toTests { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_adddup2(&actions, fromTests[0], STDIN_FILENO)
    posix_spawn_file_actions_adddup2(&actions, toTests[1], STDOUT_FILENO)
    let arguments = ["/usr/bin/python3", "-I", script]
    let words = arguments.map { strdup($0) } + [nil]
    defer { words.forEach { free($0) } }
    var pid: pid_t = 0
    let status = posix_spawn(&pid, "/usr/bin/python3", &actions, nil, words, environ)
    close(fromTests[0])
    close(toTests[1])
    guard status == 0 else { throw Failure() }
    self.pid = pid
    input = fromTests[1]
    lines = LineReader(toTests[0])
    guard let line = await lines.first(beginning: "port "), let port = Int(line.dropFirst(5)) else {
      throw Failure()
    }
    self.port = port
  }

  /// The first line that the peer says and that begins so; nil if it ends without one.
  func says(_ beginning: String) async -> String? { await lines.first(beginning: beginning) }

  private func end() {
    close(input)
    kill(pid, SIGKILL)
    var status: Int32 = 0
    while waitpid(pid, &status, 0) < 0 && errno == EINTR {}
  }
}

/// Reads lines on a thread of its own.
private final class LineReader: Sendable {
  private struct State {
    var lines: [String] = []
    var hasEnded = false
    var waiting: [(beginning: String, answer: CheckedContinuation<String?, Never>)] = []
  }

  private let state = NIOLockedValueBox(State())

  init(_ file: Int32) {
    DispatchQueue(label: "lines").async { [self] in
      var bytes: [UInt8] = []
      var buffer = [UInt8](repeating: 0, count: 4_096)
      while case let count = read(file, &buffer, buffer.count), count > 0 {
        bytes += buffer[..<count]
        while let end = bytes.firstIndex(of: UInt8(ascii: "\n")) {
          take(String(decoding: bytes[..<end], as: UTF8.self))
          bytes.removeFirst(end + 1)
        }
      }
      close(file)
      finish()
    }
  }

  func first(beginning: String) async -> String? {
    await withCheckedContinuation { answer in
      let found: String?? = state.withLockedValue { state in
        if let line = state.lines.first(where: { $0.hasPrefix(beginning) }) { return line }
        if state.hasEnded { return .some(nil) }
        state.waiting.append((beginning, answer))
        return nil
      }
      if let found { answer.resume(returning: found) }
    }
  }

  private func take(_ line: String) {
    let ready = state.withLockedValue { state in
      state.lines.append(line)
      let ready = state.waiting.filter { line.hasPrefix($0.beginning) }
      state.waiting.removeAll { line.hasPrefix($0.beginning) }
      return ready
    }
    for (_, answer) in ready { answer.resume(returning: line) }
  }

  private func finish() {
    let waiting = state.withLockedValue { state in
      state.hasEnded = true
      defer { state.waiting = [] }
      return state.waiting
    }
    for (_, answer) in waiting { answer.resume(returning: nil) }
  }
}
