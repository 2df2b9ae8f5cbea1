import TerminalSupport
import Testing
import WorkSupport

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

@Suite(.deadlines) struct KeyTests {
  private static let sequences: [(String, String)] = [
    ("\u{1b}[A", "up"), ("\u{1b}OA", "up"), ("\u{1b}[B", "down"), ("\u{1b}OB", "down"),
    ("\u{1b}[C", "right"), ("\u{1b}OC", "right"), ("\u{1b}[D", "left"), ("\u{1b}OD", "left"),
    ("\u{1b}[H", "home"), ("\u{1b}OH", "home"), ("\u{1b}[1~", "home"), ("\u{1b}[7~", "home"),
    ("\u{1b}[F", "end"), ("\u{1b}OF", "end"), ("\u{1b}[4~", "end"), ("\u{1b}[8~", "end"),
    ("\u{1b}[5~", "pageUp"), ("\u{1b}[6~", "pageDown"), ("\u{1b}[2~", "insert"),
    ("\u{1b}[3~", "delete"), ("\u{1b}[Z", "backTab"), ("\t", "tab"), ("\r", "enter"),
    ("\u{1b}OP", "F1"), ("\u{1b}OS", "F4"), ("\u{1b}[11~", "F1"), ("\u{1b}[[E", "F5"),
    ("\u{1b}[15~", "F5"), ("\u{1b}[21~", "F10"), ("\u{1b}[24~", "F12"), ("\u{7f}", "backspace"),
    ("\u{8}", "backspace"), ("\u{3}", "C-c"), ("\u{1c}", "C-\\"), ("é", "é"),
  ]

  @Test(arguments: ["tmux-256color", "xterm-256color", "xterm", "linux", "vt100"])
  func everySequenceOfAKeyIsThatKey(type: String) async throws {
    let session = try await Probe.start(prefix: "TERM=\(type)")
    let known = type == "linux" ? Self.sequences.filter { $0.0 != "\u{1b}[4~" } : Self.sequences
    for (sequence, name) in known {
      try session.type(sequence + ".")
      try await session.waitUntil("keys: \(name) ..")
      try session.type("-")
      try await session.waitUntil("keys: -.")
    }
  }

  @Test func aLoneEscapeIsEscape() async throws {
    let session = try await Probe.start()
    try session.type("\u{1b}")
    try await session.waitUntil("keys: escape.")
  }

  @Test func keysWaitingTogetherComeTogether() async throws {
    let session = try await Probe.start()
    try session.type(String(repeating: "\u{1b}[C", count: 100))
    try await session.waitUntil("100 keys in 1 batches")
  }

  @Test func noMoreIsTakenTogetherThanCanBeAnsweredSoon() async throws {
    let session = try await Probe.start()
    let process = try Probe.process(in: session)
    kill(process, SIGSTOP)
    try session.type(String(repeating: "x", count: 3_000))
    kill(process, SIGCONT)
    try await session.waitUntil("3000 keys in 3 batches")
  }

  @Test func unknownSequencesAreNoCommands() async throws {
    let session = try await Probe.start()
    try session.type("\u{1b}[1;5q\u{1b}[I\u{1b}[1;5Ca\u{1b}[200~q\u{1b}[201~b")
    try await session.waitUntil("seen: a paste b.")
  }
}
