import Liquidations
import Testing

@testable import Feeds

/// From when to when an exchange counts as heard.
@Suite struct CoverageTests {
  /// The stretches told of, joined where they meet, in seconds since the start.
  private func covered(_ talk: Conversation) -> [ClosedRange<Double>] {
    var spans: [CoveredSpan] = []
    for span in talk.covered.sorted(by: { $0.start < $1.start }) {
      if let joined = spans.last?.joined(with: span) {
        spans[spans.count - 1] = joined
      } else {
        spans.append(span)
      }
    }
    return spans.map { Double($0.start - noon) / 1_000...Double($0.end - noon) / 1_000 }
  }

  @Test func beginsWithTheFirstCanaryAndEndsBeforeTheLast() {
    var talk = Conversation(.bybit)
    let ids = talk.goLive()
    talk.live(ids, for: .seconds(10))
    // What happened just before the last canary may not have been told of yet.
    #expect(covered(talk) == [1...9.5])
    talk.wait(.seconds(44))
    #expect(covered(talk) == [1...9.5])
    for id in ids { talk.tell(id, Canary.text(id.feed)) }
    #expect(covered(talk) == [1...53.5])
  }

  @Test func tellsOnlyWhatIsNewAndAtMostOnceASecond() {
    var talk = Conversation(.bybit)
    let ids = talk.goLive()
    talk.live(ids, for: .seconds(10), every: .milliseconds(100))
    #expect(talk.covered.count <= 10)
    #expect(zip(talk.covered, talk.covered.dropFirst()).allSatisfy { $0.end == $1.start })
  }

  @Test func isBrokenByALostConnection() throws {
    var talk = Conversation(.okx)
    let id = try #require(talk.goLive().first)
    talk.live([id], for: .seconds(10))
    talk.tell(.ended(id, .broken))
    talk.wait(.seconds(5))
    let next = try #require(talk.connects().first).id
    talk.open(next)
    talk.live([next], for: .seconds(10))
    #expect(covered(talk) == [1...9.5, 16...24.5])
  }

  @Test func isNothingWithoutCanaryOrAcknowledgement() throws {
    var talk = Conversation(.okx)
    talk.wait(.seconds(1))
    let id = try #require(talk.connects().first).id
    talk.tell(.opened(id))
    for _ in 0..<9 {
      talk.tell(id, Canary.text(.okx))
      talk.tell(id, Sample.okx)
      talk.wait(.seconds(1))
    }
    #expect(talk.covered.isEmpty && talk.liquidations.count == 9)
  }

  /// Where one of two feeds is dead, the exchange isn't heard.
  @Test func isWhatBothFeedsOfAnExchangeHeard() throws {
    var talk = Conversation(.binance)
    let ids = talk.goLive()
    talk.live(ids, for: .seconds(10))
    talk.tell(.ended(ids[1], .broken))
    talk.live([ids[0]], for: .seconds(5))
    #expect(covered(talk) == [1...9.5])
    let next = try #require(talk.connects().first).id
    talk.open(next)
    talk.live([ids[0], next], for: .seconds(10))
    #expect(covered(talk) == [1...9.5, 16...24.5])
  }

  @Test func goesOnWithoutAGapWhereOneConnectionReplacesAnother() throws {
    var talk = Conversation(.okx)
    let ids = talk.goLive()
    talk.live(ids, for: .seconds(10))
    talk.tell(ids[0], #"{"event":"notice","code":"64008"}"#)
    talk.live(ids, for: .seconds(1))
    let next = try #require(talk.connects().first).id
    talk.open(next)
    talk.wait(.milliseconds(300))
    talk.tell(next, Canary.text(.okx))
    talk.live(ids, for: .seconds(1))
    talk.live([next], for: .seconds(10))
    #expect(covered(talk).count == 1)
    #expect(talk.closes() == ids)
  }

  @Test func hasAGapWhereTheMachineSlept() throws {
    for ahead in [Duration.seconds(3_600), .seconds(3), .seconds(-3)] {
      var talk = Conversation(.okx)
      let id = try #require(talk.goLive().first)
      talk.live([id], for: .seconds(10))
      talk.setClock(ahead: ahead)
      let moved = Double(ahead.milliseconds) / 1_000
      talk.wait(.seconds(1))
      talk.live([id], for: .seconds(10))
      let spans = covered(talk)
      if ahead > .zero { #expect(spans == [1...9.5, (12 + moved)...(20.5 + moved)]) }
      // Set back, the second stretch lies over the first.
      if ahead < .zero { #expect(spans == [1...17.5]) }
    }
  }

  @Test func survivesASmallCorrectionOfTheClock() throws {
    var talk = Conversation(.okx)
    let id = try #require(talk.goLive().first)
    talk.live([id], for: .seconds(10))
    talk.setClock(ahead: .milliseconds(400))
    talk.live([id], for: .seconds(10))
    #expect(covered(talk).count == 1)
  }

  /// Deribit's connection shows nothing of what is known of its liquidations.
  @Test func followsDeribitsCursorAndNotItsConnection() throws {
    var talk = Conversation(.deribit)
    let id = try #require(talk.goLive().first)
    talk.live([id], for: .seconds(10))
    #expect(talk.standing(.deribit) == .live && talk.covered.isEmpty)
  }
}
