import CNcurses
import CTerminalGuard
import TerminalSupport
import Testing
import WorkSupport

@Suite(.deadlines) struct StoppingTests {
  /// The probe under a shell with job control.
  private func startInShell(_ command: String = "'\(Probe.path)'") async throws -> TmuxSession {
    let session = try TmuxSession("PS1='ready$ ' bash --norc --noprofile -i")
    try await session.waitUntil("ready$")
    try session.type(command + "\r")
    return session
  }

  private func expectStopped(_ session: TmuxSession) async throws {
    try await session.waitUntil("Stopped")
    #expect(try session.value("alternate_on") == "0")
    #expect(try session.value("cursor_flag") == "1")
    try session.type("clear; stty -a | grep -o ' .icanon'\r")
  }

  private func expectResumed(_ session: TmuxSession, _ size: String = "80x24") async throws {
    try session.type("clear; fg\r")
    try await session.waitUntil("probe \(size)")
    try await session.wait("the other screen") {
      try session.value("alternate_on") == "1" && session.value("cursor_flag") == "0"
    }
    try session.type("w")
    try await session.waitUntil("keys: w.")
    try session.type("q")
    try await session.waitUntil("ready$")
    try await session.wait("the shell's screen") { try session.value("alternate_on") == "0" }
  }

  @Test func controlZStopsAndForegroundResumes() async throws {
    let session = try await startInShell()
    try await session.waitUntil("keys: none.")
    try session.send("C-z")
    try await expectStopped(session)
    try await expectResumed(session)
  }

  @Test func theSizeIsReadAnewAfterAStop() async throws {
    let session = try await startInShell()
    try await session.waitUntil("keys: none.")
    try session.send("C-z")
    try await expectStopped(session)
    try session.resize(columns: 70, rows: 20)
    try await expectResumed(session, "70x20")
  }

  @Test(arguments: [SIGTSTP, SIGSTOP])
  func aStopFromOutsideIsSurvived(signal: Int32) async throws {
    let session = try await startInShell()
    try await session.waitUntil("pid")
    // What the terminal answers comes before it, and not to the shell.
    try session.type("a")
    try await session.waitUntil("keys: a.")
    kill(try Probe.process(in: session), signal)
    try await session.waitUntil("Stopped")
    try await expectResumed(session)
  }

  @Test func aScriptAroundTheProgramStopsWithIt() async throws {
    let session = try await startInShell("sh -c \"'\(Probe.path)'; echo script after\"")
    try await session.waitUntil("keys: none.")
    try session.send("C-z")
    try await expectStopped(session)
    try await expectResumed(session)
    try await session.waitUntil("script after")
  }

  @Test func startedInTheBackgroundItWaitsForTheForeground() async throws {
    let session = try await startInShell("'\(Probe.path)' &")
    try await session.wait("the stop of the job") {
      try session.type("jobs\r")
      return try session.screen().contains("Stopped")
    }
    #expect(try session.value("alternate_on") == "0")
    try await expectResumed(session)
  }

  @Test func whereNoShellCouldContinueItControlZOnlyRepaints() async throws {
    let session = try TmuxSession("exec '\(Probe.path)'")
    try await session.waitUntil("keys: none.")
    try session.send("C-z")
    try await session.waitUntil("keys: repainted.")
    try session.send("q")
    #expect(try await session.exitStatus() == 0)
  }
}
