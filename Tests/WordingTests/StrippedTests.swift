import Testing

@testable import Wording

@Suite struct StrippedTests {
  @Test(arguments: [
    ("long 512M > 500M", "long 512M > 500M"), ("−4.88M · ≥1.2M", "−4.88M · ≥1.2M"), ("", ""),
    ("one\ntwo\r\nthree\tfour", "one two  three four"), ("a\u{85}b\u{2028}c", "a b c"),
    ("\u{1b}[31mred\u{1b}[0m", "red"), ("\u{9b}31mred", "red"), ("a\u{1b}(Bb\u{1b}cc", "abc"),
    ("\u{1b}]0;title\u{07}text", "text"), ("\u{1b}]0;title\u{1b}\\text", "text"),
    ("\u{9d}0;title\u{9c}text", "text"), ("\u{1b}Ptmux;\u{1b}\u{1b}]9;x\u{07}y", "y"),
    ("\u{1b}]0;never ended", "0;never ended"), ("cut off\u{1b}", "cut off"), ("\u{1b}[", ""),
    ("a\0b\u{07}c\u{7f}d", "abcd"), ("abc\u{202e}def\u{2066}", "abcdef"), ("e\u{301}", "e\u{301}"),
  ])
  func nothingOfATextSteersATerminalOrBeginsALine(text: String, stripped: String) {
    #expect(text.stripped() == stripped)
  }

  @Test func aTextIsCutAtItsLimit() {
    #expect(String(repeating: "\u{1b}[1mx", count: 50).stripped(limit: 7) == "xxxxxxx")
  }
}
