import TerminalSupport
import Testing
import WorkSupport

@Suite(.deadlines) struct RefusalTests {
  @Test func inputMustBeATerminal() throws {
    let command = try Command.run([Probe.path])
    #expect(command.status == 78)
    #expect(command.output.hasPrefix("standard input is not a terminal;"))
  }

  @Test(arguments: [
    ("", "| cat", "standard output is not a terminal;"),
    ("env -u TERM", "", "TERM is not set"),
    ("TERM=", "", "TERM is not set"),
    ("TERM=no-such", "", "the terminal type TERM=no-such is unknown"),
    ("TERM=dumb", "", "a terminal of type TERM=dumb cannot place its cursor"),
  ]) func whatCannotWorkIsSaidInASentence(prefix: String, suffix: String, sentence: String)
    async throws
  {
    let session = try TmuxSession(Probe.watched(suffix, prefix: prefix), columns: 200)
    let screen = try await session.waitUntil("left with")
    #expect(screen.contains(sentence))
    #expect(screen.contains("modes same."))
    #expect(screen.contains(suffix.isEmpty ? "left with 78" : "left with 0"))
  }
}
