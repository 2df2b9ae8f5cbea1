import Canvas
import Testing

@testable import CursesTerminal

@Suite struct MouseDecoderTests {
  private func events(_ text: String) -> [TerminalEvent] {
    var decoder = InputDecoder()
    return decoder.events(in: readings(text), at: .now)
  }

  @Test(arguments: [
    ("\u{1b}[<0;1;1M", MouseEvent(.press, x: 0, y: 0)),
    ("\u{1b}[<0;300;250M", MouseEvent(.press, x: 299, y: 249)),
    ("\u{1b}[<16;5;6M", MouseEvent(.press, x: 4, y: 5, isControl: true)),
    ("\u{1b}[<12;5;6M", MouseEvent(.press, x: 4, y: 5)),
    ("\u{1b}[<64;10;3M", MouseEvent(.wheelUp, x: 9, y: 2)),
    ("\u{1b}[<65;10;3M", MouseEvent(.wheelDown, x: 9, y: 2)),
    ("\u{1b}[<81;10;3M", MouseEvent(.wheelDown, x: 9, y: 2, isControl: true)),
    ("\u{1b}[M !!", MouseEvent(.press, x: 0, y: 0)),
    ("\u{1b}[M`+,", MouseEvent(.wheelUp, x: 10, y: 11)),
  ]) func aReportIsItsEvent(report: String, event: MouseEvent) {
    #expect(events(report) == [.mouse([event])])
  }

  @Test(arguments: [
    "\u{1b}[<0;1;1m", "\u{1b}[<1;1;1M", "\u{1b}[<2;1;1M", "\u{1b}[<3;1;1M", "\u{1b}[<32;1;1M",
    "\u{1b}[<35;1;1M", "\u{1b}[<66;1;1M", "\u{1b}[<67;1;1M", "\u{1b}[<128;1;1M", "\u{1b}[M#!!",
  ]) func otherButtonsMotionAndReleasesAreNone(report: String) {
    #expect(events("a" + report + "b") == [.keys([.character("a"), .character("b")])])
  }

  @Test(arguments: [
    "\u{1b}[<0;0;1M", "\u{1b}[<0;1;0M", "\u{1b}[<0;1M", "\u{1b}[<0;1;1;1M", "\u{1b}[<;;M",
    "\u{1b}[<M", "\u{1b}[<-0;1;1M", "\u{1b}[<+0;1;1M", "\u{1b}[<0;1;99999999999999999999M",
    "\u{1b}[0;1;1M", "\u{1b}[<0:1:1M",
  ]) func malformedReportsAreSwallowed(report: String) {
    #expect(events("a" + report + "b") == [.keys([.character("a"), .character("b")])])
  }

  @Test func keysAndMouseKeepTheirOrder() {
    let press = MouseEvent(.press, x: 1, y: 2)
    let wheel = MouseEvent(.wheelUp, x: 1, y: 2)
    #expect(
      events("ab\u{1b}[<0;2;3M\u{1b}[<0;2;3m\u{1b}[<64;2;3Mc\u{1b}[<64;2;3M") == [
        .keys([.character("a"), .character("b")]), .mouse([press, wheel]),
        .keys([.character("c")]), .mouse([wheel]),
      ])
  }

  @Test func aFloodLosesNothing() {
    let flood = String(repeating: "\u{1b}[<65;120;40M", count: 10_000)
    let wheel = MouseEvent(.wheelDown, x: 119, y: 39)
    #expect(events(flood) == [.mouse(Array(repeating: wheel, count: 10_000))])
  }

  @Test func aReportInPiecesIsOneWhereverItIsCut() {
    let report = readings("\u{1b}[<0;300;25M")
    for cut in 2..<report.count {
      var decoder = InputDecoder()
      let now = Instant.now
      #expect(decoder.events(in: report[..<cut], at: now) == [])
      #expect(
        decoder.events(in: report[cut...], at: now + .milliseconds(200)) == [
          .mouse([MouseEvent(.press, x: 299, y: 24)])
        ], "cut at \(cut)")
    }
  }

  @Test func aReportWhoseEscapeWasTakenForAKeyIsStillOne() {
    var decoder = InputDecoder()
    let now = Instant.now
    #expect(decoder.events(in: readings("\u{1b}"), at: now) == [])
    #expect(decoder.release(at: now) == [.keys([.escape])])
    #expect(
      decoder.events(in: readings("[<0;1;1M"), at: now) == [
        .mouse([MouseEvent(.press, x: 0, y: 0)])
      ]
    )
  }

  @Test func keysAfterSomethingCutShortAreKeys() {
    for (cut, key) in [("\u{1b}[", "q"), ("\u{1b}]", "q"), ("\u{1b}P", "q"), ("\u{1b}[1;", "q")] {
      var decoder = InputDecoder()
      #expect(decoder.events(in: readings(cut), at: .now) == [])
      #expect(decoder.events(in: readings(key), at: .now) == [.keys([.character("q")])])
    }
  }

  @Test func theRestOfAReportDoesNotComeLate() {
    var decoder = InputDecoder()
    let now = Instant.now
    #expect(decoder.events(in: readings("\u{1b}[<0;1"), at: now) == [])
    #expect(
      decoder.events(in: readings("2"), at: now + .seconds(2)) == [.keys([.character("2")])])
  }
}

/// A text as it is read.
func readings(_ text: String) -> ArraySlice<UInt8> { Array(text.utf8)[...] }
