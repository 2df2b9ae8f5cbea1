import Liquidations
import LiveSupport
import Testing

@testable import Live

@Suite struct CoverageTests {
  private func ranges(_ parts: [Range<Int64>]) -> [Range<Int>] {
    Spans(parts).ranges.map {
      Int($0.lowerBound - start.seconds)..<Int($0.upperBound - start.seconds)
    }
  }

  /// What an exchange is covered by after the feeds were heard so, in seconds from the start.
  private func covered(_ told: [(FeedKey, Range<Int>)]) -> [Range<Int>] {
    var heard = HeardCoverage(feeds: Feeds.all)
    var parts: [Range<Int64>] = []
    for (feed, range) in told {
      let time = start.seconds + Int64(range.lowerBound)..<start.seconds + Int64(range.upperBound)
      parts += heard.hear(feed, time)
    }
    return ranges(parts)
  }

  @Test func aFeedAloneIsCoveredButForWhatMayStillFollow() {
    #expect(covered([(Feeds.okx, 0..<5)]) == [])
    #expect(covered([(Feeds.okx, 0..<60)]) == [0..<55])
    #expect(covered((0..<60).map { (Feeds.okx, $0..<$0 + 1) }) == [0..<55])
    #expect(covered([(Feeds.okx, 0..<60), (Feeds.okx, 60..<61)]) == [0..<56])
  }

  @Test func whatAFeedToldLastBeforeItEndedIsNotSettled() {
    #expect(covered([(Feeds.okx, 0..<60), (Feeds.okx, 70..<100)]) == [0..<55, 70..<95])
    // Unless the time between is filled.
    #expect(
      covered([(Feeds.okx, 0..<60), (Feeds.okx, 70..<100), (Feeds.okx, 60..<70)]) == [0..<95])
  }

  @Test func anExchangeIsCoveredWhereAllOfItsFeedsAre() {
    #expect(covered([(Feeds.usdM, 0..<60)]) == [])
    for told in [
      [(Feeds.usdM, 0..<60), (Feeds.coinM, 20..<100)],
      [(Feeds.coinM, 20..<100), (Feeds.usdM, 0..<60)],
    ] {
      #expect(covered(told) == [20..<55])
    }
    let turns = (0..<60).flatMap { [(Feeds.usdM, $0..<$0 + 1), (Feeds.coinM, $0..<$0 + 1)] }
    #expect(covered(turns) == [0..<55])
    #expect(
      covered([
        (Feeds.usdM, 0..<100), (Feeds.coinM, 0..<30), (Feeds.coinM, 50..<90),
        (Feeds.linear, 0..<100),
      ]) == [0..<25, 50..<85])
  }

  @Test func aFeedThatThereIsNotCoversNothing() {
    #expect(covered([(FeedKey(.okx, "other"), 0..<60)]) == [])
    var heard = HeardCoverage(feeds: [Feeds.okx])
    #expect(heard.hear(Feeds.deribit, 0..<60) == [])
  }
}
