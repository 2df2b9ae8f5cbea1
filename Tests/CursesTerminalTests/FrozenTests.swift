import CTerminalGuard
import Canvas
import TerminalSupport
import Testing
import WorkSupport

@testable import CursesTerminal

/// Terminals that don't read, read slowly, or send without end.
@Suite(.deadlines) struct FrozenTests {
  /// The probe, once it has been shown.
  private func start(
    _ arguments: String..., columns: Int = 200, rows: Int = 60
  ) async throws -> PseudoTerminal {
    let terminal = try PseudoTerminal([Probe.path] + arguments, columns: columns, rows: rows)
    try await terminal.read(until: "probe ")
    return terminal
  }

  /// The same, with nobody reading, and a whole picture on its way.
  private func startFrozen() async throws -> PseudoTerminal {
    let terminal = try await start("--dense")
    terminal.freeze()
    terminal.type("t")
    return terminal
  }

  @Test(arguments: [SIGTERM, SIGHUP, SIGINT, SIGUSR1])
  func aSignalEndsAProgramWhoseTerminalHasStoppedReading(signal: Int32) async throws {
    let terminal = try await startFrozen()
    kill(terminal.process, signal)
    #expect(try await terminal.exitStatus() == 128 + signal)
    #expect(terminal.isAsItWas)
  }

  @Test func aSecondSignalEndsAStuckProgramWhoseTerminalHasStoppedReading() async throws {
    let terminal = try await startFrozen()
    terminal.type("S")
    // Two that come together are one.
    let status = try await terminal.exitStatus { kill(terminal.process, SIGTERM) }
    #expect(status == 128 + SIGTERM)
    #expect(terminal.isAsItWas)
  }

  /// Without `/proc` the terminal can't be opened anew, and so may hold up who writes to it.
  @Test(.enabled(if: canHideProc))
  func aSignalEndsAProgramThatHasOnlyTheDescriptorsItWasGiven() async throws {
    let hiding = [
      "unshare", "-m", "sh", "-c", "mount -t tmpfs none /proc && exec \"$0\"", Probe.path,
    ]
    let terminal = try PseudoTerminal(hiding, columns: 200, rows: 60)
    try await terminal.read(until: "keys: none.")
    terminal.freeze()
    terminal.type("t")
    kill(terminal.process, SIGTERM)
    #expect(try await terminal.exitStatus() == 128 + SIGTERM)
    #expect(terminal.isAsItWas)
  }

  private static let canHideProc =
    (try? Command.run(["unshare", "-m", "mount", "-t", "tmpfs", "none", "/proc"]))?.status == 0

  @Test func quittingNeedsNoTerminalThatReads() async throws {
    let terminal = try await startFrozen()
    terminal.type("q")
    #expect(try await terminal.exitStatus() == 0)
    #expect(terminal.isAsItWas)
  }

  @Test func aCrashNeedsNoTerminalThatReads() async throws {
    let terminal = try await startFrozen()
    terminal.type("X")
    #expect(try await terminal.exitStatus() == 128 + SIGILL)
    #expect(terminal.isAsItWas)
  }

  @Test func onceItReadsAgainTheNewestPictureIsShown() async throws {
    let terminal = try await startFrozen()
    terminal.type("abc")
    terminal.thaw()
    try await terminal.read(until: "a b c.")
    terminal.type("R?")
    try await terminal.read(until: "not shown")
    terminal.type("\u{1b}[0n?")
    try await terminal.read(until: "shown.")
  }

  @Test(arguments: ["x", "\u{1b}[A", "\u{1b}[<64;1;1M", "\u{1b}[200~q"])
  func aSignalComesBeforeInputThatNeverEnds(input: String) async throws {
    let terminal = try await start()
    let flood = terminal.flood(with: input)
    defer { flood.cancel() }
    kill(terminal.process, SIGTERM)
    let status = try await terminal.exitStatus()
    #expect(status == 128 + SIGTERM)
    #expect(terminal.isAsItWas)
  }
}

/// Sizes that no screen has.
@Suite(.deadlines) struct HugeSizeTests {
  @Test(arguments: [
    (32_767, 24), (32_768, 24), (65_535, 65_535), (80, 32_768), (10_000, 3_000), (1, 65_535),
  ])
  func aHugeTerminalIsDrawnInPartAndEndsNothing(columns: Int, rows: Int) async throws {
    let terminal = try PseudoTerminal([Probe.path])
    try await terminal.read(until: "keys: none.")
    terminal.resize(columns: columns, rows: rows)
    // The size is drawn where a row has room for it.
    if columns > 80 { try await terminal.read(until: "probe 2000x") }
    terminal.resize(columns: 90, rows: 30)
    try await terminal.read(until: "probe 90x30")
    terminal.type("q")
    let status = try await terminal.exitStatus { _ = terminal.read() }
    #expect(status == 0)
  }

  @Test func itMayBeginInOne() async throws {
    let terminal = try PseudoTerminal([Probe.path], columns: 40_000, rows: 200)
    try await terminal.read(until: "probe 2000x150")
  }

  @Test func aStormOfSizesIsSurvived() async throws {
    let terminal = try PseudoTerminal([Probe.path, "--dense"])
    try await terminal.read(until: "probe 80x24")
    let sizes = [(32_768, 5), (1, 1), (40_000, 40_000), (3, 900), (65_535, 1), (300, 100), (0, 0)]
    for turn in 0..<150 {
      let (columns, rows) = sizes[turn % sizes.count]
      terminal.resize(columns: columns, rows: rows)
      if turn % 10 == 0 { _ = terminal.read() }
    }
    terminal.resize(columns: 100, rows: 30)
    try await terminal.read(until: "probe 100x30")
    kill(terminal.process, SIGTERM)
    #expect(try await terminal.exitStatus() == 128 + SIGTERM)
  }

  @Test @MainActor func whatIsDrawnIsBounded() {
    for columns in [1, 80, 2_000, 2_001, 32_768, 65_535] {
      for rows in [1, 24, 250, 2_001, 65_535] {
        let size = CursesTerminal.bounded(Size(columns: columns, rows: rows))
        #expect(size.columns <= 2_000 && size.rows <= 2_000)
        #expect(size.columns * size.rows <= 300_000 && size.columns > 0 && size.rows > 0)
      }
    }
    let usual = Size(columns: 640, rows: 180)
    #expect(CursesTerminal.bounded(usual) == usual)
  }
}
