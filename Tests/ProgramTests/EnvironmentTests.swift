import Testing

@testable import liqtop

@Suite struct EnvironmentTests {
  @Test func aVariableIsWhatStandsAfterTheFirstSign() {
    let variables = Environment.variables([
      "TERM=xterm", "WORDS=a=b", "EMPTY=", "MARK=\u{301}x", "no sign", "TERM=other",
    ])
    #expect(
      variables == ["TERM": "xterm", "WORDS": "a=b", "EMPTY": "", "MARK": "\u{301}x"])
  }
}
