import Testing

@testable import CursesTerminal

@Suite struct NeededColoursTests {
  private static func needed(_ text: String) -> String {
    var output: [UInt8] = []
    NeededColours.add(Array(text.utf8)[...], to: &output)
    return String(decoding: output, as: UTF8.self)
  }

  @Test(arguments: [
    // What is set already.
    ("\u{1b}[38;5;1mA\u{1b}[38;5;1mB", "\u{1b}[38;5;1mAB"),
    (
      "\u{1b}[38;5;1m\u{1b}[48;5;2mA\u{1b}[38;5;1m\u{1b}[48;5;3mB",
      "\u{1b}[38;5;1;48;5;2mA\u{1b}[48;5;3mB"
    ),
    ("\u{1b}[39;49mA\u{1b}[39;49m\u{1b}[31mB", "\u{1b}[39;49mA\u{1b}[31mB"),
    // What is set anew before anything is drawn.
    ("\u{1b}[44m\u{1b}[39;49m\u{1b}[38;2;1;22;255mA", "\u{1b}[38;2;1;22;255;49mA"),
    ("A\u{1b}[91;107m", "A\u{1b}[91;107m"),
    // The cursor and erasing need the colours as they are, and leave them so.
    ("\u{1b}[41m\u{1b}[2;3H\u{1b}[K\u{1b}[41mA", "\u{1b}[41m\u{1b}[2;3H\u{1b}[KA"),
  ])
  func aColourIsSetWhereItIsAnother(written: String, sent: String) {
    #expect(Self.needed(written) == sent)
  }

  @Test(arguments: [
    ("\u{1b}(B\u{1b}[0;1mA\u{1b}(B\u{1b}[mB", "\u{1b}(B\u{1b}[0;1mA\u{1b}[mB"),
    ("\u{1b}(BA\u{1b}[31m\u{1b}(BB", "\u{1b}(BA\u{1b}[31mB"),
    // Another set, or who knows what.
    ("\u{1b}(BA\u{1b}(0q\u{1b}(BB", "\u{1b}(BA\u{1b}(0q\u{1b}(BB"),
    ("\u{1b}(BA\u{1b}c\u{1b}(BB", "\u{1b}(BA\u{1b}c\u{1b}(BB"), ("\u{1b}(", "\u{1b}("),
  ])
  func aSetOfCharactersThatIsInUseIsNotSaidAgain(written: String, sent: String) {
    #expect(Self.needed(written) == sent)
  }

  /// Attributes, another screen, saved cursors, and what isn't known here.
  @Test(arguments: ["\u{1b}[0;7m", "\u{1b}[m", "\u{1b}[?1049h", "\u{1b}8", "\u{1b}(B", "\u{1b}c"])
  func afterWhatMayChangeThemColoursAreSetAnew(sequence: String) {
    let text = "\u{1b}[31mA\(sequence)\u{1b}[31mB"
    #expect(Self.needed(text) == text)
  }

  /// Colours among other parameters, written otherwise, of too few numbers, cut off.
  @Test(arguments: [
    "\u{1b}[1;31mA", "\u{1b}[38:5:1mA", "\u{1b}[38;5mA", "\u{1b}[38;2;1;2mA", "\u{1b}[;31mA",
    "\u{1b}[9999mA", "\u{1b}[38mA", "A\u{1b}[31", "A\u{1b}[", "A\u{1b}", "",
  ])
  func whatIsNotUnderstoodIsSentAsItIs(text: String) {
    #expect(Self.needed(text) == text)
  }
}
