import CTerminalGuard
import FoundationEssentials
import TerminalSupport
import Testing
import WorkSupport

@testable import CursesTerminal

@Suite(.deadlines) struct OutputTests {
  /// Other programs leave the flag set, and the descriptor is theirs, too.
  @Test(arguments: [["--dense"], ["--dense", "--nonblocking"]])
  func aTerminalThatHasNoRoomLosesNothingOfAPicture(arguments: [String]) async throws {
    let terminal = try PseudoTerminal([Probe.path] + arguments, columns: 200, rows: 60)
    try await terminal.read(until: "keys: none.")
    terminal.freeze()
    terminal.type("t")
    // Two, so that the words change in all their cells whether or not the first key is taken with them.
    terminal.type("uv")
    terminal.thaw()
    let text = try await terminal.read(until: "u v.")
    terminal.type("z")
    // Another theme, so that each of its cells is another one.
    let all = try await text + terminal.read(until: "z.")
    #expect(all.utf8.count > 20_000)
  }

  #if os(Linux)
    /// However often the cursor moves in it.
    @Test func aPictureIsWrittenInOnePiece() async throws {
      let terminal = try PseudoTerminal([Probe.path])
      try await terminal.read(until: "keys: none.")
      let before = try writes(of: terminal.process)
      // Of ncurses what it begins with, twice, the cursor and the picture; to the terminal what takes it
      // and asks it, and the picture.
      #expect(before <= 6)
      terminal.type("t")
      try await terminal.read(until: "keys: t.")
      #expect(try writes(of: terminal.process) - before <= 2)
    }

    /// How often a process has written anything anywhere.
    private func writes(of process: Int32) throws -> Int {
      let lines = try String(contentsOfFile: "/proc/\(process)/io", encoding: .utf8)
        .split(separator: "\n")
      let count = lines.first { $0.hasPrefix("syscw: ") }?.dropFirst("syscw: ".count)
      return try #require(count.flatMap { Int($0) })
    }
  #endif

  @Test(arguments: ["xterm-256color", "vt100", "screen"])
  func withoutAnotherScreenTheShellGoesOnOnAnEmptyRow(type: String) async throws {
    let session = try await Probe.start(prefix: "tmux set alternate-screen off; TERM=\(type)")
    try session.send("q")
    try await session.waitUntil("left with 0, modes same.")
    let lines = try session.screen().split(separator: "\n", omittingEmptySubsequences: false)
    let end = try #require(lines.firstIndex { $0.hasPrefix("left with") })
    #expect(lines[end - 1] == "")
    // Above it is what the last frame had above its last row.
    #expect(try session.screen(history: true).contains("probe 80x24"))
  }

  @Test func pastesAreMarkedAndNoLongerAtTheEnd() async throws {
    let terminal = try PseudoTerminal([Probe.path])
    try await terminal.read(until: "keys: none.")
    terminal.type("\u{1b}[200~q\u{1b}[201~")
    try await terminal.read(until: "pasted q")
    terminal.type("q")
    var text = ""
    let status = try await terminal.exitStatus { text += terminal.read() }
    #expect(status == 0)
    #expect(text.contains("\u{1b}[?2004l"))
  }

  @Test(arguments: [("X", SIGILL), ("A", SIGABRT)])
  func howeverItEndsPastesAreNoLongerMarked(key: String, signal: Int32) async throws {
    let terminal = try PseudoTerminal([Probe.path])
    #expect(try await terminal.read(until: "keys: none.").contains("\u{1b}[?2004h"))
    terminal.type(key)
    var text = ""
    let status = try await terminal.exitStatus { text += terminal.read() }
    text += terminal.read()
    #expect(status == 128 + signal)
    #expect(text.contains("\u{1b}[?2004l"))
    #expect(terminal.isAsItWas)
  }

  @Test func aSizeThatNoSignalTellsOfIsSeenAtTheNextKey() async throws {
    let terminal = try PseudoTerminal(["sh", "-c", "trap '' WINCH; exec '\(Probe.path)'"])
    try await terminal.read(until: "probe 80x24")
    terminal.resize(columns: 70, rows: 20)
    terminal.type("\u{c}")
    try await terminal.read(until: "probe 70x20")
  }
}

@Suite(.deadlines) struct ClipboardTests {
  @Test func tmuxIsHandedTheText() async throws {
    let session = try await Probe.start()
    try session.type("y")
    try await session.waitUntil("keys: copied tmuxAndTerminal.")
    #expect(try session.buffer() == "the text")
  }

  @Test func whereTmuxIsNotToBeHadTheTerminalIsAsked() async throws {
    let terminal = try PseudoTerminal(
      [Probe.path], environment: ["TMUX": "/nowhere/tmux,1,0", "TMUX_TMPDIR": "/nowhere"])
    try await terminal.read(until: "keys: none.")
    terminal.type("y")
    let text = try await terminal.read(until: "copied terminal")
    #expect(text.contains("\u{1b}]52;c;dGhlIHRleHQ=\u{7}"))
  }

  @Test(arguments: ["linux", "vt220"])
  func aTerminalWithoutAClipboardIsNotAsked(type: String) async throws {
    let terminal = try PseudoTerminal([Probe.path], environment: ["TERM": type])
    try await terminal.read(until: "keys: none.")
    terminal.type("y")
    let text = try await terminal.read(until: "copied none")
    #expect(!text.contains("]52;"))
  }

  @Test func screenIsAskedToPassItOnInPiecesThatItTakes() {
    let route = ClipboardRoute(["STY": "1234.pts-0"], canBeAsked: true)
    let text = String(repeating: "liquidation ", count: 60)
    let pieces = route.request(text).split(separator: "\u{1b}P", omittingEmptySubsequences: true)
    #expect(pieces.count > 3)
    #expect(pieces.allSatisfy { $0.hasSuffix("\u{1b}\\") && $0.utf8.count < 256 })
    let whole = pieces.map { $0.dropLast(2) }.joined()
    #expect(whole == ClipboardRoute([:], canBeAsked: true).request(text))
  }

  @Test(arguments: [
    ("true", true), ("false", false), ("no-such-program", false), ("sleep 60", false),
    ("grep -q text", true), ("grep -q other", false),
  ]) func aCommandIsHandedTheTextAndWaitedForButNotForLong(command: String, succeeds: Bool) {
    #expect(ClipboardRoute.hand("the text", to: command) == succeeds)
  }

  @Test func aTextThatNoPipeHoldsIsNotHandedOn() {
    #expect(!ClipboardRoute.hand(String(repeating: "x", count: 1 << 24), to: "cat"))
  }
}
