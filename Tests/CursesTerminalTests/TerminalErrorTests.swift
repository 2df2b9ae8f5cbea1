import Testing

@testable import CursesTerminal

@Suite struct TerminalErrorTests {
  @Test func whatATerminalWouldObeyIsNotPrinted() {
    let error = TerminalError.unknownType("a\u{1b}[2Jb" + String(repeating: "x", count: 90))
    #expect(error.description.contains("TERM=a?[2Jbx"))
    #expect(error.description.count < 160)
  }

  @Test @MainActor func pausesAreTakenOutOfCapabilities() {
    #expect(TerminalKind.withoutPadding("\u{1b}[m\u{f}$<2>") == "\u{1b}[m\u{f}")
    #expect(TerminalKind.withoutPadding("a$<5/>b$<1>") == "ab")
    #expect(TerminalKind.withoutPadding("plain") == "plain")
  }
}
