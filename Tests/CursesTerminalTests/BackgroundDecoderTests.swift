import Canvas
import Testing

@testable import CursesTerminal

@Suite struct BackgroundDecoderTests {
  private let asked = Instant.now
  private static let answer = "\u{1b}]11;rgb:1212/3434/5656\u{1b}\\"
  private static let colour = TerminalEvent.background(RGB(0x123456))

  /// A decoder that expects an answer for a second.
  private func decoder() -> InputDecoder {
    var decoder = InputDecoder()
    decoder.expectBackground(until: asked + .seconds(1))
    return decoder
  }

  @Test(arguments: [
    ("rgb:ffff/0000/8080", 0xff0080), ("rgb:ff/00/80", 0xff0080), ("rgb:f/0/8", 0xff0088),
    ("rgb:fff/000/800", 0xff0080), ("rgba:1212/3434/5656/ffff", 0x123456),
    ("rgb:FFFF/AbCd/0001", 0xffab00), ("rgb:f/00/0000", 0xff0000),
  ]) func oneToFourDigitsAChannelAreAColour(answer: String, colour: UInt32) {
    for end in ["\u{7}", "\u{1b}\\"] {
      var decoder = decoder()
      #expect(
        decoder.events(in: readings("a\u{1b}]11;\(answer)\(end)b"), at: asked) == [
          .keys([.character("a")]), .background(RGB(colour)), .keys([.character("b")]),
        ])
      #expect(!decoder.awaitsBackground(at: asked))
    }
  }

  @Test(arguments: [
    "11;?", "11;", "11;rgb:", "11;rgb:1/2", "11;rgb:1/2/3/4", "11;rgba:1/2/3", "11;rgb:1//3",
    "11;rgb:12345/1/1", "11;rgb:g/1/1", "11;rgb:+1/1/1", "11;hsl:1/1/1", "11;#123456",
    "10;rgb:1/2/3", "11", "111;rgb:1/2/3", "0;title", "52;c;cQ==", "11;rgb:１/1/1",
  ]) func otherAnswersAreSwallowed(answer: String) {
    var decoder = decoder()
    #expect(
      decoder.events(in: readings("a\u{1b}]\(answer)\u{7}b"), at: asked) == [
        .keys([.character("a"), .character("b")])
      ])
    #expect(decoder.awaitsBackground(at: asked))
  }

  @Test func anAnswerThatWasNotAskedForIsSwallowed() {
    var decoder = InputDecoder()
    #expect(
      decoder.events(in: readings(Self.answer + "q"), at: asked) == [.keys([.character("q")])])
  }

  @Test func oneQuestionHasOneAnswer() {
    var decoder = decoder()
    #expect(decoder.events(in: readings(Self.answer + Self.answer), at: asked) == [Self.colour])
  }

  @Test func aLateAnswerIsSwallowed() {
    var decoder = decoder()
    let late = asked + .milliseconds(1001)
    #expect(!decoder.awaitsBackground(at: late))
    #expect(decoder.events(in: readings(Self.answer), at: late) == [])
    #expect(decoder.events(in: readings("q"), at: late) == [.keys([.character("q")])])
  }

  @Test(arguments: ["\u{7}", "\u{1b}\\"])
  func anAnswerInTwoPiecesIsOneWhereverItIsCut(end: String) {
    let answer = readings("\u{1b}]11;rgb:1212/3434/5656" + end)
    for cut in 1..<answer.count {
      var decoder = decoder()
      #expect(decoder.events(in: answer[..<cut], at: asked) == [], "cut at \(cut)")
      #expect(
        decoder.events(in: answer[cut...] + readings("q"), at: asked + .milliseconds(200))
          == [Self.colour, .keys([.character("q")])], "cut at \(cut)")
    }
  }

  @Test func anAnswerCharacterByCharacterIsOne() {
    var decoder = decoder()
    var events: [TerminalEvent] = []
    for (index, reading) in readings(Self.answer).enumerated() {
      events += decoder.events(in: [reading], at: asked + .milliseconds(30 * index))
    }
    #expect(events == [Self.colour])
  }

  @Test func aLateAnswerInPiecesIsSwallowed() {
    let answer = readings(Self.answer)
    let late = asked + .seconds(5)
    for cut in 2..<answer.count {
      var decoder = decoder()
      #expect(decoder.events(in: answer[..<cut], at: late) == [])
      #expect(decoder.events(in: answer[cut...], at: late) == [], "cut at \(cut)")
    }
    var decoder = decoder()
    #expect(decoder.events(in: answer[..<1], at: late) == [])
    #expect(decoder.release(at: late) == [.keys([.escape])])
    #expect(decoder.events(in: answer[1...], at: late) == [])
  }

  @Test func whileAnAnswerIsExpectedALoneEscapeIsKeptBackForLonger() {
    var decoder = decoder()
    #expect(decoder.events(in: readings("\u{1b}"), at: asked) == [])
    #expect(decoder.releaseTime == asked + .milliseconds(250))
    #expect(decoder.release(at: asked) == [.keys([.escape])])
    #expect(decoder.releaseTime == nil)
    #expect(decoder.release(at: asked) == [])
    #expect(
      decoder.events(in: readings(String(Self.answer.dropFirst())), at: asked) == [Self.colour])
  }

  @Test func anAnswerThatNeverEndsEatsFewKeys() {
    var decoder = decoder()
    #expect(decoder.events(in: readings("\u{1b}]11;rgb:12"), at: asked) == [])
    var lost = 0
    while decoder.events(in: readings("l"), at: asked) == [], lost < 1000 { lost += 1 }
    #expect(lost < 40)
  }

  @Test func anotherSequenceBreaksAnAnswerOff() {
    var decoder = decoder()
    #expect(
      decoder.events(in: readings("\u{1b}]11;rgb:1/2/3\u{1b}[<0;1;1Mq"), at: asked) == [
        .mouse([MouseEvent(.press, x: 0, y: 0)]), .keys([.character("q")]),
      ])
  }
}
