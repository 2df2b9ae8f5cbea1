import TerminalSupport
import Testing
import WorkSupport

@Suite(.deadlines) struct PictureTests {
  @Test func theWholeTerminalIsPainted() async throws {
    let session = try await Probe.start()
    let rows = try session.screen().split(separator: "\n", omittingEmptySubsequences: false)
    #expect(rows[0] == "probe 80x24 indexed unicode")
    #expect(rows[3] == "▅█é─")
    #expect(rows[23] == String(repeating: " ", count: 79) + "#")
  }

  @Test func everySizeIsFollowed() async throws {
    let session = try await Probe.start()
    for (columns, rows) in [(100, 30), (40, 10), (3, 8), (1, 1), (120, 40)] {
      try session.resize(columns: columns, rows: rows)
      // Curses can't write the last cell of a terminal of one column.
      guard columns > 1 else { continue }
      try await session.waitUntil("\(columns)×\(rows)") { screen in
        let lines = screen.split(separator: "\n", omittingEmptySubsequences: false)
        guard lines.count > rows - 1 else { return false }
        return lines[rows - 1] == String(repeating: " ", count: columns - 1) + "#"
          && (columns < 40 || lines[0].hasPrefix("probe \(columns)x\(rows)"))
      }
    }
  }

  @Test func coloursAreTheThemes() async throws {
    let session = try await Probe.start()
    let dark = try session.screen(styles: true)
    #expect(dark.contains("38;5;214m"))
    #expect(dark.contains("48;5;233m"))
    try session.send("t")
    // The keys may be there before the rest of the picture.
    try await session.wait("the other theme alone", seconds: 20) {
      let light = try session.screen(styles: true)
      return light.contains("48;5;231m") && !light.contains("48;5;233m")
    }
    #expect(try session.screen().contains("keys: t."))
  }

  @Test(arguments: [
    ("tmux-256color", "indexed"), ("xterm-256color", "indexed"), ("xterm", "eight"),
    ("linux", "eight"), ("vt100", "none"),
  ]) func depthFollowsTheTerminal(type: String, depth: String) async throws {
    let session = try await Probe.start(prefix: "TERM=\(type)")
    let screen = try session.screen()
    #expect(screen.hasPrefix("probe 80x24 \(depth) unicode"))
    #expect(screen.contains("▅█é─"))
    try session.send("q")
    try await session.waitUntil("left with 0, modes same.")
    #expect(try session.value("cursor_flag") == "1")
  }

  @Test func noColourMeansNone() async throws {
    let session = try await Probe.start(environment: ["NO_COLOR": "1"])
    #expect(try session.screen().hasPrefix("probe 80x24 none"))
    let styles = try session.screen(styles: true)
    #expect(!styles.contains(/\u{1b}\[[34][0-8]/))
    #expect(styles.contains("\u{1b}[7mchosen"))
  }

  @Test(arguments: [("LC_ALL=C", ""), ("LC_ALL=C.UTF-8", "--ascii")])
  func withoutUTF8OnlyASCIIIsShown(prefix: String, arguments: String) async throws {
    let session = try await Probe.start(arguments, prefix: prefix)
    let screen = try session.screen()
    #expect(screen.hasPrefix("probe 80x24 indexed ascii"))
    #expect(screen.contains("\n????\n"))
  }

  @Test func aUTF8LocaleThatIsNotInstalledIsStillUTF8() async throws {
    let session = try await Probe.start(prefix: "LC_ALL=xx_YY.UTF-8")
    #expect(try session.screen().contains("▅█é─"))
  }

  /// Not every terminal that calls itself xterm scrolls as xterm does.
  @Test(arguments: ["xterm-256color", "tmux-256color", "vt100"])
  func rowsThatMoveAreWrittenAndNotScrolled(type: String) async throws {
    let terminal = try PseudoTerminal([Probe.path], environment: ["TERM": type])
    try await terminal.read(until: "place 5")
    terminal.type("v")
    var text = try await terminal.read(until: "place 6")
    terminal.type("q")
    #expect(try await terminal.exitStatus { text += terminal.read() } == 0)
    for line in 1...6 { #expect(text.contains("place \(line) of those"), "\(line)") }
    #expect(!text.contains(/\u{1b}(\[[0-9]*[LMST]|M)/), "\(text)")
  }

  @Test func redrawingWipesWhatOthersWrote() async throws {
    let session = try await Probe.start()
    let terminal = try session.value("pane_tty")
    _ = try Command.run(["sh", "-c", "printf '\\033[5;30Hgarbage' > \(terminal)"])
    try await session.waitUntil("garbage")
    try session.send("C-l")
    #expect(try await !session.waitUntil("keys: C-l.").contains("garbage"))
  }
}
