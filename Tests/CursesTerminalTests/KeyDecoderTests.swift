import CNcurses
import Canvas
import Testing

@testable import CursesTerminal

@Suite struct KeyDecoderTests {
  private func keys(_ text: String) -> [Key] {
    keys(text.unicodeScalars.map { .character($0.value) })
  }

  private func keys(_ readings: [Reading]) -> [Key] {
    var decoder = InputDecoder()
    return decoder.events(in: readings, at: .now).flatMap { event in
      if case .keys(let keys) = event { keys } else { [Key]() }
    }
  }

  @Test func charactersAreKeys() {
    #expect(keys("aZ é") == [.character("a"), .character("Z"), .character(" "), .character("é")])
  }

  @Test func controlLettersAreNamedByTheirLetter() {
    for letter in "abcdefgjklnopqrstuvwxyz".unicodeScalars {
      let typed = Unicode.Scalar(UInt8(letter.value - 0x60))
      #expect(keys(String(typed)) == [.control(letter)])
    }
  }

  @Test func controlsThatAreKeysOfTheirOwnAreThoseKeys() {
    #expect(
      keys("\t\r\u{8}\u{7f}\u{1c}") == [.tab, .enter, .backspace, .backspace, .control("\\")])
    #expect(keys("\u{0}\u{1d}\u{85}") == [])
  }

  @Test func codesAreKeysAndAResizeIsNone() {
    let codes = [KEY_UP, KEY_RESIZE, KEY_BTAB, liq_function_key(12), liq_function_key(13), 600]
    #expect(keys(codes.map { .code($0) }) == [.up, .backTab, .function(12)])
  }

  @Test func aLoneEscapeIsEscape() {
    #expect(keys("\u{1b}") == [.escape])
    #expect(keys("\u{1b}\u{1b}q") == [.escape, .escape, .character("q")])
    #expect(keys([.character(0x1b), .code(KEY_UP)]) == [.escape, .up])
  }

  @Test(arguments: [
    "\u{1b}[1;5C", "\u{1b}[I", "\u{1b}[O", "\u{1b}[27;5;113~", "\u{1b}[?62;22c", "\u{1b}[>q",
    "\u{1b}[<0;10;10M", "\u{1b}Oj", "\u{1b}]11;rgb:00/00/00\u{7}", "\u{1b}]0;q\u{1b}\\",
    "\u{1b}P1$r0m\u{1b}\\", "\u{1b}_Gq\u{1b}\\", "\u{1b}[200~quit q\u{1b}[201~",
  ]) func unknownSequencesGiveNoKeys(sequence: String) {
    #expect(keys(sequence) == [])
    #expect(keys("a" + sequence + "b") == [.character("a"), .character("b")])
  }

  @Test(arguments: ["\u{1b}[", "\u{1b}[1;", "\u{1b}O", "\u{1b}]11;q", "\u{1b}[200~q"])
  func
    sequencesCutShortGiveNoKeys(sequence: String)
  {
    #expect(keys(sequence) == [])
  }
}
