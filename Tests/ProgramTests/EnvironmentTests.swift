import Testing

@testable import liqtop

@Suite struct EnvironmentTests {
  @Test func aVariableIsWhatStandsAfterTheFirstSign() {
    let variables = Environment.variables(
      [
        "TERM=xterm", "WORDS=a=b", "EMPTY=", "MARK=\u{301}x", "no sign", "TERM=other",
      ].map { Array($0.utf8) })
    #expect(
      variables == ["TERM": "xterm", "WORDS": "a=b", "EMPTY": "", "MARK": "\u{301}x"])
  }
}
