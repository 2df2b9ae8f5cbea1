import Testing
import Wording

@Suite struct ShownTests {
  @Test(arguments: [
    ("plain words, é, ■ and 🙂", "plain words, é, ■ and 🙂"), ("", ""),
    ("\u{1b}]0;title\u{7}", "<U+001B>]0;title<U+0007>"),
    ("a\tb\r\nc", "a<U+0009>b<U+000D><U+000A>c"),
    ("\u{9b}2J", "<U+009B>2J"), ("\u{7f}\u{0}", "<U+007F><U+0000>"),
    ("a\u{202e}b\u{2066}c\u{200f}", "a<U+202E>b<U+2066>c<U+200F>"),
    ("a\u{2028}b\u{2029}", "a<U+2028>b<U+2029>"),
  ])
  func whatSteersATerminalIsShownAsItsNumber(text: String, expected: String) {
    #expect(text.shown() == expected)
  }

  @Test func linesStayIfTheyAreMeant() {
    #expect("a\nb\u{1b}\r\n".shown(keepsLines: true) == "a\nb<U+001B><U+000D>\n")
  }

  /// Whatever comes, a terminal is sent no control.
  @Test func noControlIsLeft() {
    for value in UInt32(0)...0x3ff {
      guard let scalar = Unicode.Scalar(value) else { continue }
      let shown = "x\(scalar)x".shown()
      #expect(shown.unicodeScalars.allSatisfy { $0.properties.generalCategory != .control })
    }
  }
}
