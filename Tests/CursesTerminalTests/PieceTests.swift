import Canvas
import Testing
import WorkSupport

@testable import CursesTerminal

/// Sequences that a slow link brings in pieces.
@Suite(.deadlines) struct PieceTests {
  private let start = Instant.now

  /// What comes of pieces with so much time between them; what is due is released in between.
  private func events(_ pieces: [String], apart pause: Duration) -> [TerminalEvent] {
    var decoder = InputDecoder()
    var events: [TerminalEvent] = []
    var now = start
    for piece in pieces {
      if let time = decoder.releaseTime, time <= now { events += decoder.release(at: time) }
      events += decoder.events(in: readings(piece), at: now)
      now += pause
    }
    if decoder.releaseTime != nil { events += decoder.release(at: now) }
    return events
  }

  private func keys(_ pieces: [String], apart pause: Duration) -> [Key] {
    events(pieces, apart: pause).flatMap(\.keys)
  }

  @Test(arguments: [20, 60, 240, 900])
  func aKeyIsThatKeyWhereverItIsCut(milliseconds: Int) {
    let sequences: [(String, Key)] = [
      ("\u{1b}OD", .left), ("\u{1b}[D", .left), ("\u{1b}[5~", .pageUp),
      ("\u{1b}[15~", .function(5)),
      ("\u{1b}[Z", .backTab), ("\u{1b}[113;5u", .control("q")), ("\u{1b}OP", .function(1)),
    ]
    for (sequence, key) in sequences {
      for cut in 1..<sequence.unicodeScalars.count {
        let scalars = Array(sequence.unicodeScalars)
        let pieces = [scalars[..<cut], scalars[cut...]].map { piece in
          String(String.UnicodeScalarView(piece))
        }
        let pressed = keys(pieces + ["."], apart: .milliseconds(milliseconds))
        // An escape by itself may have become a key; nothing else does.
        #expect(pressed.drop { $0 == .escape } == [key, .character(".")], "\(sequence) at \(cut)")
      }
    }
  }

  @Test func aKeyByteByByteIsThatKey() {
    #expect(keys(["\u{1b}", "O", "D"], apart: .milliseconds(30)) == [.left])
    #expect(keys(["\u{1b}", "[", "1", "5", "~"], apart: .milliseconds(45)) == [.function(5)])
  }

  /// As mosh and bad links bring them.
  @Test(arguments: [60, 240, 600, 900])
  func aKeyThatIsCutTwiceIsThatKey(milliseconds: Int) {
    let sequences: [(String, Key)] = [
      ("\u{1b}OD", .left), ("\u{1b}[D", .left), ("\u{1b}[5~", .pageUp), ("\u{1b}[Z", .backTab),
      ("\u{1b}[15~", .function(5)), ("\u{1b}[113;5u", .control("q")),
    ]
    for (sequence, key) in sequences {
      let bytes = Array(sequence)
      for first in 1..<bytes.count - 1 {
        for second in first + 1..<bytes.count {
          let pieces = [bytes[..<first], bytes[first..<second], bytes[second...]].map { String($0) }
          let pressed = keys(pieces + ["."], apart: .milliseconds(milliseconds))
          #expect(
            pressed.drop { $0 == .escape } == [key, .character(".")],
            "\(sequence) at \(first) and \(second)")
        }
      }
      let pressed = keys(bytes.map { "\($0)" } + ["."], apart: .milliseconds(milliseconds))
      #expect(pressed.drop { $0 == .escape } == [key, .character(".")], "\(sequence)")
    }
  }

  @Test func whatNobodyTypesByHandIsWaitedForLonger() {
    for pieces in [["\u{1b}[", "D"], ["\u{1b}O", "D"], ["\u{1b}[1", "5~"], ["\u{1b}", "[D"]] {
      let pressed = keys(pieces, apart: .milliseconds(1_400)).drop { $0 == .escape }
      #expect(pressed == [pieces[0].hasSuffix("1") ? .function(5) : .left], "\(pieces)")
    }
  }

  @Test func whatIsNoKeyBecomesNoneAfterAnEscape() {
    for pieces in [
      ["\u{1b}", "[1;5C"], ["\u{1b}", "[I"], ["\u{1b}", "[1;", "5C"], ["\u{1b}", "[", "1;5C"],
      ["\u{1b}", "[O"],
    ] {
      for pause in [120, 600, 900] {
        #expect(keys(pieces, apart: .milliseconds(pause)) == [.escape], "\(pieces), \(pause) ms")
      }
    }
  }

  @Test func whatIsNoKeyStaysNoneInPieces() {
    for pieces in [["\u{1b}[1;5", "C"], ["\u{1b}[", "1;5C"], ["\u{1b}", "[1;3D"]] {
      #expect(keys(pieces, apart: .milliseconds(30)) == [], "\(pieces)")
    }
    #expect(keys(["\u{1b}", "q"], apart: .milliseconds(30)) == [])
  }

  @Test func whatAPersonTypesAfterEscapeIsTyped() {
    let typed: [([String], [Key])] = [
      (["\u{1b}", "O"], [.escape, .character("O")]),
      (["\u{1b}", "["], [.escape, .character("[")]),
      (["\u{1b}", "]", "]"], [.escape, .character("]"), .character("]")]),
      (["\u{1b}", "[", "[", "["], [.escape, .character("["), .character("["), .character("[")]),
      (["\u{1b}", "O", "Y"], [.escape, .character("O"), .character("Y")]),
      (["\u{1b}", "q"], [.escape, .character("q")]),
    ]
    for (pieces, wanted) in typed {
      #expect(keys(pieces, apart: .milliseconds(120)) == wanted, "\(pieces)")
    }
  }

  @Test func aCharacterInPiecesIsOne() {
    var decoder = InputDecoder()
    for byte in readings("▅").dropLast() { #expect(decoder.events(in: [byte], at: start) == []) }
    let last = readings("▅").suffix(1)
    #expect(decoder.events(in: last, at: start) == [.keys([.character("▅")])])
  }
}

@Suite(.deadlines) struct PasteTests {
  private static let begin = "\u{1b}[200~"
  private static let end = "\u{1b}[201~"
  private let start = Instant.now

  @Test func aPasteIsATextAndNoKeys() {
    var decoder = InputDecoder()
    let events = decoder.events(in: readings("a\(Self.begin)q\nré\(Self.end)b"), at: start)
    #expect(events == [.keys([.character("a")]), .paste("q\nré"), .keys([.character("b")])])
  }

  @Test func whereverItIsCutItIsThatText() {
    let bytes = readings("\(Self.begin)q\u{1b}[20q\u{1b}\(Self.end).")
    for cut in 1..<bytes.count {
      var decoder = InputDecoder()
      var events = decoder.events(in: bytes[..<cut], at: start)
      events += decoder.events(in: bytes[cut...], at: start + .milliseconds(40))
      #expect(
        events == [.paste("q\u{1b}[20q\u{1b}"), .keys([.character(".")])], "cut at \(cut)")
    }
  }

  @Test func aPasteBetweenControlsOfEightBitsIsThatText() {
    let text = "q盛\u{1b}[201~r"
    let bytes =
      [0x9b] + readings("200~" + text) + [0x9b] + readings("201~")
    for cut in 1..<bytes.count {
      var decoder = InputDecoder()
      var events = decoder.events(in: bytes[..<cut], at: start)
      events += decoder.events(in: bytes[cut...] + readings("."), at: start)
      #expect(events == [.paste(text), .keys([.character(".")])], "cut at \(cut)")
    }
  }

  @Test func aLongPasteIsCutAndSwallowed() {
    var decoder = InputDecoder()
    var events = decoder.events(in: readings(Self.begin), at: start)
    for _ in 0..<1_000 {
      events += decoder.events(in: readings(String(repeating: "q", count: 1_024)), at: start)
    }
    events += decoder.events(in: readings(Self.end + "r"), at: start)
    #expect(
      events == [.paste(String(repeating: "q", count: 1_024)), .keys([.character("r")])])
  }

  @Test func aPasteThatNeverEndsEndsWithSilence() {
    var decoder = InputDecoder()
    #expect(decoder.events(in: readings(Self.begin + "q"), at: start) == [])
    #expect(decoder.events(in: readings("q"), at: start + .seconds(4)) == [])
    #expect(
      decoder.events(in: readings("q"), at: start + .seconds(10)) == [.keys([.character("q")])])
  }

  @Test func otherSequencesWithinAPasteAreText() {
    var decoder = InputDecoder()
    let text = "\u{1b}[A\u{1b}]11;rgb:0/0/0\u{7}\u{3}\u{1b}[<0;1;1M"
    #expect(decoder.events(in: readings(Self.begin + text + Self.end), at: start) == [.paste(text)])
  }
}

@Suite(.deadlines) struct WidthTests {
  private func events(_ answer: String, isExpected: Bool = true) -> [TerminalEvent] {
    var decoder = InputDecoder()
    if isExpected { decoder.expectColumn(until: .now + .seconds(1)) }
    return decoder.events(in: readings(answer), at: .now)
  }

  @Test func aCursorFurtherRightMeansWideGlyphs() {
    #expect(events("\u{1b}[1;6R") == [])
    #expect(events("\u{1b}[1;7R") == [.wideGlyphs])
    #expect(events("\u{1b}[7;8R") == [.wideGlyphs])
    #expect(events("\u{1b}[1;1R") == [])
  }

  @Test func otherReportsAreNone() {
    #expect(events("\u{1b}[1;9R", isExpected: false) == [])
    #expect(events("\u{1b}[1;6R\u{1b}[1;9R") == [])
    #expect(events("\u{1b}[;R") == [])
  }

  /// Eight where some bytes are controls, twelve where none is.
  @Test func aColumnForEachByteMeansSplitGlyphs() {
    #expect(events("\u{1b}[1;9R") == [.splitGlyphs])
    #expect(events("\u{1b}[1;13R") == [.splitGlyphs])
    #expect(events("\u{1b}[1;13R\u{1b}[1;7R") == [.splitGlyphs])
  }

  @Test func whatAsksCanBeToldApart() {
    let bytes = Array(ColumnQuestion.characters.utf8)
    let controls = bytes.count { (0x80..<0xa0).contains($0) }
    // Both of the wide ones take two columns at most.
    #expect(bytes.count - controls > ColumnQuestion.characters.count + 2)
    #expect(ColumnQuestion.characters.suffix(3).utf8.allSatisfy { $0 >= 0xa0 })
  }
}
