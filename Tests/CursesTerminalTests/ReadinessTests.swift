import TerminalSupport
import Testing
import WorkSupport

@testable import CursesTerminal

@Suite(.deadlines) struct ReadinessTests {
  @Test(arguments: ["tmux-256color", "xterm", "linux"])
  func theTerminalSaysWhenItHasShownAll(type: String) async throws {
    let session = try await Probe.start(prefix: "TERM=\(type)")
    // Its answer to the first comes before what is typed after the picture has shown the question.
    try session.type("R")
    try await session.waitUntil("keys: R.")
    try session.type("?")
    try await session.waitUntil("keys: shown.")
    try session.type("R?")
    try await session.waitUntil("keys: not shown yet.")
  }

  @Test func anAnswerOnItsWayIsNotTypedAtTheShell() async throws {
    let session = try await Probe.start()
    try session.type("Rq")
    try await Probe.expectEnd(session, status: 0)
    #expect(try !session.screen(history: true).contains("[0n"))
  }
}
