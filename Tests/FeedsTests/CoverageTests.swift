import Liquidations
import Testing

@testable import Feeds

/// From when to when a feed counts as heard.
@Suite struct CoverageTests {
  /// In whole seconds since the start, which is at 0.6 s of one.
  private func spans(_ talk: Conversation, _ feed: Feed) -> [Range<Int64>] {
    talk.spans(feed).map { $0.lowerBound - noon / 1_000..<$0.upperBound - noon / 1_000 }
  }

  @Test func goesFromTheFirstCanaryToShortlyBeforeTheLast() {
    var talk = Conversation(.bybit)
    let ids = talk.goLive()
    talk.live(ids, for: .seconds(10))
    #expect(spans(talk, .bybitLinear) == [2..<8])
    talk.wait(.seconds(44))
    #expect(spans(talk, .bybitLinear) == [2..<8])
    for id in ids { talk.tell(id, Canary.text(id.feed, at: talk.exchangeTime)) }
    #expect(spans(talk, .bybitLinear) == [2..<52])
    #expect(spans(talk, .bybitInverse) == [2..<52])
  }

  @Test func isToldInWholeSecondsThatJoin() {
    var talk = Conversation(.okx)
    let ids = talk.goLive()
    talk.live(ids, for: .seconds(10), every: .milliseconds(130))
    #expect(talk.covered.count == 6)
    #expect(
      zip(talk.covered, talk.covered.dropFirst()).allSatisfy {
        $0.seconds.upperBound == $1.seconds.lowerBound
      })
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
    #expect(spans(talk, .okx) == [2..<8, 17..<23])
  }

  @Test func isNothingWithoutAcknowledgement() throws {
    var talk = Conversation(.okx)
    talk.wait(.seconds(1))
    let id = try #require(talk.connects().first).id
    talk.tell(.opened(id))
    for _ in 0..<9 {
      talk.tell(id, Canary.text(.okx, at: talk.exchangeTime))
      talk.tell(id, Sample.okx)
      talk.wait(.seconds(1))
    }
    #expect(talk.covered.isEmpty && talk.liquidations.count == 9)
  }

  @Test func isNothingWithoutCanaryHoweverManyLiquidationsCome() throws {
    var talk = Conversation(.okx)
    talk.wait(.seconds(1))
    let id = try #require(talk.connects().first).id
    talk.open(id)
    for _ in 0..<20 {
      talk.tell(id, Sample.okx)
      talk.wait(.seconds(1))
    }
    #expect(talk.covered.isEmpty && talk.liquidations.count == 20)
  }

  /// A feed that is dead says nothing of the other one of its exchange.
  @Test func isEachFeedsOwn() throws {
    var talk = Conversation(.binance)
    let ids = talk.goLive()
    talk.live(ids, for: .seconds(10))
    talk.tell(.ended(ids[1], .broken))
    talk.live([ids[0]], for: .seconds(5))
    #expect(spans(talk, .binanceUSDM) == [2..<13])
    #expect(spans(talk, .binanceCOINM) == [2..<8])
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
    talk.live(ids + [next], for: .seconds(4))
    talk.live([next], for: .seconds(10))
    #expect(spans(talk, .okx).count == 1)
    #expect(talk.closes() == ids)
  }

  /// Where the old one dies while the new one is heard already, only what neither heard is missing.
  @Test func isWhatEitherConnectionHeard() throws {
    var talk = Conversation(.okx)
    let ids = talk.goLive()
    talk.live(ids, for: .seconds(10))
    talk.tell(ids[0], #"{"event":"notice","code":"64008"}"#)
    talk.wait(.seconds(4))
    let next = try #require(talk.connects().first).id
    talk.open(next)
    talk.live([next], for: .seconds(5))
    talk.tell(.ended(ids[0], .broken))
    talk.live([next], for: .seconds(5))
    #expect(spans(talk, .okx) == [2..<8, 16..<22])
    #expect(talk.standing(.okx) == .live)
  }

  @Test(arguments: [3_600, 3, -3]) func hasAGapWhereTheMachineSleptOrTheClockWasSet(ahead: Int64)
    throws
  {
    var talk = Conversation(.okx)
    let id = try #require(talk.goLive().first)
    talk.live([id], for: .seconds(10))
    talk.setClock(ahead: .seconds(ahead))
    talk.wait(.seconds(1))
    talk.live([id], for: .seconds(10))
    #expect(spans(talk, .okx) == [2..<8, 13 + ahead..<19 + ahead])
  }

  @Test func survivesASmallCorrectionOfTheClock() throws {
    var talk = Conversation(.okx)
    let id = try #require(talk.goLive().first)
    talk.live([id], for: .seconds(10))
    talk.setClock(ahead: .milliseconds(400))
    talk.live([id], for: .seconds(10))
    #expect(spans(talk, .okx).count == 1)
  }

  /// What is covered is said by the clock by which the rows are dated.
  @Test(arguments: [-3_600_000, -180_000, 180_000] as [Int64])
  func goesByTheExchangesClock(ahead: Int64) throws {
    var talk = Conversation(.okx)
    talk.exchangeAhead = ahead
    let id = try #require(talk.goLive().first)
    talk.live([id], for: .seconds(10))
    #expect(spans(talk, .okx) == [2 + ahead / 1_000..<8 + ahead / 1_000])
    #expect(talk.state.feeds[0].reason == nil)
  }

  /// Where this machine's clock is so wrong that rows are refused, nothing is covered, until it is set.
  @Test(arguments: [
    (Feed.binanceUSDM, Sample.usdm), (.bybitLinear, Sample.bybit), (.okx, Sample.okx),
  ])
  func isNothingWhereRowsAreRefusedForTheirTime(feed: Feed, row: String) throws {
    for wrong in [-320_000, -600_000, 26 * 3_600_000, 400 * 86_400_000] as [Int64] {
      let clock = FeedMoment(elapsed: .seconds(1_000), milliseconds: noon + wrong)
      var talk = Conversation(feed.exchange, at: clock)
      talk.exchangeAhead = -wrong
      let id = try #require(talk.goLive().first { $0.feed == feed })
      talk.live([id], for: .seconds(5))
      talk.tell(id, row)
      talk.live([id], for: .seconds(5))
      #expect(talk.liquidations.isEmpty && talk.state.odd.counts[.time] != nil)
      #expect(spans(talk, feed).isEmpty)
      #expect(talk.standing(feed) == .live && talk.state.feeds[0].reason?.contains("clock") == true)

      talk.setClock(ahead: .milliseconds(-wrong))
      talk.exchangeAhead = 0
      talk.live([id], for: .seconds(10))
      #expect(spans(talk, feed) == [12..<18])
      #expect(talk.state.feeds[0].reason == nil)
    }
  }

  @Test func isNothingWhereTheExchangeDoesNotSayWhen() throws {
    var talk = Conversation(.okx)
    let id = try #require(talk.goLive().first)
    for _ in 0..<10 {
      talk.wait(.seconds(1))
      talk.tell(
        id, #"{"arg":{"channel":"tickers","instId":"BTC-USDT-SWAP"},"data":[{"last":"91600"}]}"#)
    }
    #expect(talk.standing(.okx) == .live && spans(talk, .okx).isEmpty)
  }

  /// Deribit's connection shows nothing of what is known of its liquidations.
  @Test func followsDeribitsCursorAndNotItsConnection() throws {
    var talk = Conversation(.deribit)
    let id = try #require(talk.goLive().first)
    talk.live([id], for: .seconds(10))
    #expect(talk.standing(.deribit) == .live && talk.covered.isEmpty)
  }
}
