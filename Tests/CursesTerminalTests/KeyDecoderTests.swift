import Canvas
import Testing

@testable import CursesTerminal

@Suite struct KeyDecoderTests {
  private func keys(_ text: String, ownKeys: [[UInt8]: Key] = [:]) -> [Key] {
    var decoder = InputDecoder(ownKeys: ownKeys)
    return (decoder.events(in: readings(text), at: .now) + decoder.release(at: .now)).flatMap(
      \.keys)
  }

  @Test func charactersAreKeys() {
    #expect(keys("aZ é") == [.character("a"), .character("Z"), .character(" "), .character("é")])
    #expect(keys("▅😀") == [.character("▅"), .character("😀")])
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

  @Test func aLoneEscapeIsEscape() {
    #expect(keys("\u{1b}") == [.escape])
    #expect(keys("\u{1b}\u{1b}[A") == [.escape, .up])
    #expect(keys("\u{1b}\u{3}") == [.escape, .control("c")])
  }

  @Test(arguments: ["q", "r", "O", "[", "P", "é", " ", "\u{1b}q"])
  func withAltItIsNotThatCharacter(character: String) {
    let pressed = keys("a\u{1b}\(character)")
    #expect(pressed.filter { $0 != .escape } == [.character("a")])
  }

  @Test(arguments: [
    "\u{1b}[1;5C", "\u{1b}[I", "\u{1b}[O", "\u{1b}[?62;22c", "\u{1b}[>q", "\u{1b}[7$",
    "\u{1b}[<0;10;10M", "\u{1b}O5A", "\u{1b}]11;rgb:00/00/00\u{7}", "\u{1b}]0;q\u{1b}\\",
    "\u{1b}P1$r0m\u{1b}\\", "\u{1b}_Gq\u{1b}\\", "\u{1b}[[Z", "\u{1b}[99~",
  ]) func unknownSequencesGiveNoKeys(sequence: String) {
    #expect(keys(sequence) == [])
    #expect(keys("a" + sequence + "b") == [.character("a"), .character("b")])
  }

  @Test(arguments: ["\u{1b}[", "\u{1b}[1;", "\u{1b}O", "\u{1b}]11;q", "\u{1b}[200~q"])
  func sequencesCutShortGiveNoKeys(sequence: String) {
    #expect(keys(sequence) == [])
  }

  /// As terminals send them that a program before has told to (S8C1T).
  @Test(
    arguments: [
      ([0x8f, 0x44], [Key.left]), ([0x9b, 0x44], [.left]), ([0x8f, 0x50], [.function(1)]),
      ([0x9b, 0x35, 0x7e], [.pageUp]), ([0x9b, 0x5a], [.backTab]), ([0x8f], []),
      ([0x9b, 0x31], []),
      ([0x9b, 0x31, 0x3b, 0x35, 0x44], []), ([0x9d, 0x31, 0x31, 0x3b, 0x71, 0x07], []),
    ] as [([UInt8], [Key])])
  func controlsOfEightBitsBeginSequences(bytes: [UInt8], expected: [Key]) {
    var decoder = InputDecoder()
    #expect(decoder.events(in: bytes[...], at: .now).flatMap(\.keys) == expected)
    for cut in 1..<max(2, bytes.count) where !expected.isEmpty {
      var decoder = InputDecoder()
      let now = Instant.now
      let events =
        decoder.events(in: bytes[..<cut], at: now)
        + decoder.events(in: bytes[cut...], at: now + .milliseconds(300))
      #expect(events.flatMap(\.keys) == expected)
    }
  }

  @Test func theirBytesWithinCharactersBeginNothing() {
    // In UTF-8 these hold 0x8f, 0x9b and 0x9d.
    #expect(keys("●盛▝q") == [.character("●"), .character("盛"), .character("▝"), .character("q")])
  }

  @Test func bytesThatAreNoTextGiveNoKeysAndHideNone() {
    var decoder = InputDecoder()
    let bytes: [UInt8] = [0xff, 0x61, 0xc3, 0x62, 0x80, 0xed, 0xa0, 0x80, 0x63, 0xc3]
    let abc: [Key] = [.character("a"), .character("b"), .character("c")]
    #expect(decoder.events(in: bytes[...], at: .now).flatMap(\.keys) == abc)
    #expect(decoder.events(in: [0xa9], at: .now) == [.keys([.character("é")])])
  }

  /// kitty's form, `ESC [ code ; modifiers u`, and xterm's, `ESC [ 27 ; modifiers ; code ~`.
  @Test(arguments: [
    ("\u{1b}[113u", Key.character("q")), ("\u{1b}[113;1u", .character("q")),
    ("\u{1b}[113;5u", .control("q")), ("\u{1b}[99;5u", .control("c")),
    ("\u{1b}[27;5;99~", .control("c")), ("\u{1b}[27;2;81~", .character("Q")),
    ("\u{1b}[97;2u", .character("A")), ("\u{1b}[49:33;2u", .character("!")),
    ("\u{1b}[97;129u", .character("a")), ("\u{1b}[27u", .escape), ("\u{1b}[13u", .enter),
    ("\u{1b}[9u", .tab), ("\u{1b}[9;2u", .backTab), ("\u{1b}[127u", .backspace),
    ("\u{1b}[105;5u", .tab), ("\u{1b}[57400u", .character("1")), ("\u{1b}[57414u", .enter),
    ("\u{1b}[57419u", .up), ("\u{1b}[57421u", .pageUp), ("\u{1b}[57426u", .delete),
    ("\u{1b}[1;129A", .up), ("\u{1b}[1;1:2B", .down), ("\u{1b}[3;65~", .delete),
    ("\u{1b}[92;5u", .control("\\")), ("\u{1b}[113;1:1u", .character("q")),
  ]) func keysInTheNewerFormsAreThoseKeys(sequence: String, key: Key) {
    #expect(keys("." + sequence + ".") == [.character("."), key, .character(".")])
  }

  /// With Alt, Super, Ctrl and Shift together, let go, or of a key that is none here.
  @Test(arguments: [
    "\u{1b}[113;3u", "\u{1b}[113;9u", "\u{1b}[99;6u", "\u{1b}[113;1:3u", "\u{1b}[27;3;113~",
    "\u{1b}[57441u", "\u{1b}[;u", "\u{1b}[u", "\u{1b}[99999999999999999999u", "\u{1b}[1114112u",
    "\u{1b}[1;1:3A", "\u{1b}[113;0:3u", "\u{1b}[55296u", "\u{1b}[113;4294967295u",
  ]) func otherKeysInTheNewerFormsAreNone(sequence: String) {
    #expect(keys("a" + sequence + "b") == [.character("a"), .character("b")])
  }

  @Test func theApplicationKeypadTypesWhatIsOnIt() {
    let typed = "pqrstuvwxyjklmnoX".map { "\u{1b}O\($0)" }.joined() + "\u{1b}OM"
    #expect(keys(typed) == "0123456789*+,-./=".unicodeScalars.map(Key.character) + [.enter])
  }

  @Test func theTerminalsOwnSequencesAreItsKeys() {
    let own: [[UInt8]: Key] = [
      Array("\u{1b}A".utf8): .up, Array("\u{1b}[218z".utf8): .home,
    ]
    #expect(keys("\u{1b}A\u{1b}[218z.", ownKeys: own) == [.up, .home, .character(".")])
  }

  @Test @MainActor func anEscapeIsAwaitedAsLongAsIsSaidOrForLongerFarAway() {
    let cases: [([String: String], Duration)] = [
      ([:], .milliseconds(50)), (["SSH_TTY": "/dev/pts/1"], .milliseconds(200)),
      (["SSH_CONNECTION": "::1 2 ::1 22", "ESCDELAY": "30"], .milliseconds(30)),
      (["ESCDELAY": "1000"], .seconds(1)), (["ESCDELAY": "soon"], .milliseconds(50)),
      (["ESCDELAY": "-1"], .milliseconds(50)), (["SSH_CLIENT": ""], .milliseconds(50)),
    ]
    for (environment, delay) in cases {
      #expect(Keyboard.escapeDelay(environment) == delay, "\(environment)")
    }
  }
}

extension TerminalEvent {
  var keys: [Key] { if case .keys(let keys) = self { keys } else { [] } }
}
