import TerminalSupport
import Testing
import WorkSupport

/// The terminal's own cursor, which screen readers and magnifiers follow.
@Suite(.deadlines) struct CursorTests {
  private func place(_ session: TmuxSession) throws -> [String] {
    try ["cursor_x", "cursor_y", "cursor_flag"].map(session.value)
  }

  @Test func isHiddenWhereTheFrameSays() async throws {
    let session = try await Probe.start()
    #expect(try place(session) == ["40", "9", "0"])
    try session.type("|")
    try await session.wait("the cursor") { try place(session) == ["41", "9", "0"] }
    try session.type("v")
    try await session.waitUntil("keys: v.")
    #expect(try place(session) == ["41", "9", "0"], "whatever else was drawn")
  }

  @Test func costsItsMoveAloneAndNothingWhereNothingChanges() async throws {
    let terminal = try PseudoTerminal([Probe.path])
    try await terminal.read(until: "keys: none.")
    terminal.type("v")
    try await terminal.read(until: "v.")
    _ = terminal.read()
    terminal.type("_")
    terminal.type("|")
    let text = try await terminal.read(until: "\u{1b}[C")
    #expect(text.hasSuffix("\u{1b}[C") && text.utf8.count < 30)
  }
}
