import Testing
import TerminalSupport
@Test func x() async throws {
  print(builtProduct("TerminalProbe"))
  let s = try TmuxSession(builtProduct("TerminalProbe"))
  print(try await s.waitUntil("probe"))
  try s.send("Up", "a"); print(try await s.waitUntil("up a"))
}
