import CNcurses
import CTerminalGuard
import TerminalSupport
import Testing
import WorkSupport

@Suite(.deadlines) struct EndingTests {
  private static let withoutBacktrace = ["SWIFT_BACKTRACE": "enable=no"]

  @Test func quittingGivesTheTerminalBack() async throws {
    let session = try await Probe.start()
    try session.send("q")
    try await Probe.expectEnd(session, status: 0)
  }

  @Test(arguments: [SIGTERM, SIGHUP, SIGINT, SIGQUIT])
  func aSignalEndsWithItsStatus(signal: Int32) async throws {
    let session = try await Probe.start()
    kill(try Probe.process(in: session), signal)
    try await Probe.expectEnd(session, status: 128 + Int(signal))
  }

  @Test func aSecondSignalEndsAStuckProgram() async throws {
    let session = try await Probe.start()
    let process = try Probe.process(in: session)
    try session.send("S")
    try await session.waitUntil("keys: stuck.")
    // Two that come together are one.
    try await session.wait("a second signal to work") {
      kill(process, SIGTERM)
      return try session.screen().contains("left with")
    }
    try await Probe.expectEnd(session, status: 128 + Int(SIGTERM))
  }

  @Test func aTrapGivesTheTerminalBackAndItsReasonIsSeen() async throws {
    let session = try await Probe.start(environment: Self.withoutBacktrace)
    try session.send("X")
    try await Probe.expectEnd(session, status: 128 + Int(SIGILL))
    #expect(try session.screen(history: true).contains("asked to trap"))
  }

  @Test func swiftsBacktraceIsWrittenToTheTerminalGivenBack() async throws {
    let session = try await Probe.start(
      environment: ["SWIFT_BACKTRACE": "enable=yes,interactive=no,color=no"])
    try session.send("A")
    try await session.waitUntil("modes same.")
    #expect(try session.screen(history: true).contains("Program crashed: Aborted"))
  }

  @Test func anAbortGivesTheTerminalBack() async throws {
    let session = try await Probe.start(environment: Self.withoutBacktrace)
    try session.send("A")
    try await Probe.expectEnd(session, status: 128 + Int(SIGABRT))
  }

  @Test func anOverflowingStackGivesTheTerminalBack() async throws {
    let session = try await Probe.start(environment: Self.withoutBacktrace)
    try session.send("O")
    try await Probe.expectEnd(session, status: 128 + Int(SIGSEGV))
  }

  @Test func anExitInTheMiddleGivesTheTerminalBack() async throws {
    let session = try await Probe.start()
    try session.send("E")
    try await Probe.expectEnd(session, status: 3)
  }

  @Test func theProcessEndsWithItsPane() async throws {
    let session = try await Probe.start()
    let process = try Probe.process(in: session)
    try session.killPane()
    try await session.wait("the end of the process") { TmuxSession.hasEnded(process) }
  }

  @Test(arguments: [false, true])
  func theProcessEndsWhenTheTerminalVanishesWithoutASignal(hasResized: Bool) async throws {
    let session = try await Probe.start(prefix: "trap '' HUP;")
    let process = try Probe.process(in: session)
    if hasResized {
      try session.resize(columns: 70, rows: 20)
      try await session.waitUntil("probe 70x20")
    }
    try session.killServer()
    try await session.wait("the end of the process") { TmuxSession.hasEnded(process) }
  }
}
