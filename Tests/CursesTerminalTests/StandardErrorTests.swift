import TerminalSupport
import Testing
import WorkSupport

@Suite(.deadlines) struct StandardErrorTests {
  @Test func itIsHeldBackAndShownAfterwards() async throws {
    let session = try await Probe.start()
    try session.send("e")
    #expect(try await !session.waitUntil("keys: e.").contains("held back"))
    try session.send("q")
    try await Probe.expectEnd(session, status: 0)
    #expect(try session.screen().contains("held back"))
  }

  @Test func theEndOfAFloodIsKept() async throws {
    let session = try await Probe.start()
    try session.send("F")
    #expect(try await !session.waitUntil("keys: F.").contains("line"))
    try session.send("q")
    let screen = try await session.waitUntil("left with 0")
    #expect(screen.contains("line 199999\n"))
    // 64 KB of lines of twelve bytes.
    #expect(try Int(session.value("history_size")) ?? 0 < 6000)
  }
}
