import TerminalSupport
import Testing
import WorkSupport

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// The program on terminals that don't read, send without end, or say what can't be.
@Suite(.deadlines) struct HostileTerminalTests {
  private func start(
    _ workplace: Workplace, columns: Int = 200, rows: Int = 55
  ) async throws -> PseudoTerminal {
    let terminal = try PseudoTerminal(
      workplace.command(["--demo"], environment: ["TERM": "xterm-256color"]), columns: columns,
      rows: rows)
    try await terminal.read(until: ", next ")
    return terminal
  }

  @Test(arguments: [SIGTERM, SIGHUP])
  func aSignalEndsItThoughTheTerminalHasStoppedReading(signal: Int32) async throws {
    let workplace = try Workplace()
    let terminal = try await start(workplace)
    terminal.freeze()
    terminal.type("v")
    kill(terminal.process, signal)
    #expect(try await terminal.exitStatus() == 128 + signal)
    #expect(terminal.isAsItWas)
  }

  @Test func aSignalEndsItAmidAFloodOfKeys() async throws {
    let workplace = try Workplace()
    let terminal = try await start(workplace)
    let flood = terminal.flood(with: "hlv")
    defer { flood.cancel() }
    kill(terminal.process, SIGTERM)
    let status = try await terminal.exitStatus()
    #expect(status == 128 + SIGTERM)
    #expect(terminal.isAsItWas)
  }

  @Test func aTerminalOfManyThousandColumnsIsDrawnInPart() async throws {
    let workplace = try Workplace()
    let terminal = try await start(workplace)
    for (columns, rows) in [(32_768, 50), (65_535, 65_535), (10_000, 3_000)] {
      terminal.resize(columns: columns, rows: rows)
      try await terminal.read(until: "long share")
    }
    terminal.resize(columns: 100, rows: 30)
    try await terminal.read(until: ", next ")
    terminal.type("q")
    #expect(try await terminal.exitStatus { _ = terminal.read() } == 0)
  }

  /// What terminals say after two characters that may be wide, and three of two bytes.
  @Test(arguments: [
    ("\u{1b}[1;8R", "two cells wide, so liqtop keeps to ASCII"),
    ("\u{1b}[1;9R", "doesn't read UTF-8, so liqtop keeps to ASCII"),
  ])
  func aTerminalThatWouldTearThePictureIsGivenASCII(answers: String, reply: String) async throws {
    let workplace = try Workplace()
    let terminal = try await start(workplace)
    terminal.type(answers)
    let text = try await terminal.read(until: reply)
    #expect(text.contains("\u{1b}[0\"q") == reply.contains("UTF-8"))
    let picture = text.components(after: "\u{1b}[2J")
    #expect(picture.utf8.allSatisfy { $0 < 0x80 })
    terminal.type("q")
    #expect(try await terminal.exitStatus { _ = terminal.read() } == 0)
  }

  /// SIGRTMIN and SIGPWR have no names here.
  @Test(arguments: [SIGUSR1, SIGUSR2, SIGALRM, SIGVTALRM, SIGPROF, SIGXCPU, SIGSYS, 29, 30, 34, 64])
  func aSignalThatNobodyKnowsGivesTheTerminalBack(signal: Int32) async throws {
    let workplace = try Workplace()
    let terminal = try await start(workplace, columns: 80, rows: 24)
    kill(terminal.process, signal)
    let status = try await terminal.exitStatus { _ = terminal.read() }
    #expect(status == 128 + signal)
    #expect(terminal.isAsItWas)
  }

  @Test func aSignalRightAtTheStartGivesTheTerminalBack() async throws {
    let workplace = try Workplace()
    for delay in stride(from: 0, to: 60_000, by: 1_500) {
      let terminal = try PseudoTerminal(workplace.command(["--demo"]))
      usleep(useconds_t(delay))
      kill(terminal.process, SIGTERM)
      let status = try await terminal.exitStatus { _ = terminal.read() }
      #expect(status == 128 + SIGTERM, "after \(delay) µs")
      #expect(terminal.isAsItWas, "after \(delay) µs")
    }
  }
}

extension String {
  /// What is behind the last place where a text is.
  fileprivate func components(after text: String) -> Substring {
    ranges(of: text).last.map { self[$0.upperBound...] } ?? self[...]
  }
}
