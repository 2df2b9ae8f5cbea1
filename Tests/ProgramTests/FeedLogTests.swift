import Liquidations
import Testing

@testable import Live
@testable import liqtop

/// What the log has of the exchanges' feeds.
@Suite struct FeedLogTests {
  private let okx = FeedKey(.okx, "OKX")
  private let bybit = FeedKey(.bybit, "Bybit linear")
  private let blocked = FeedStanding(.blocked, reason: "Bybit refuses this country.", odd: 1)

  private func snapshot(
    _ role: LiveSnapshot.Role, _ standings: [FeedKey: FeedStanding]
  ) -> LiveSnapshot {
    var snapshot = LiveSnapshot(feeds: [bybit, okx])
    snapshot.role = role
    snapshot.standings = standings
    return snapshot
  }

  @Test func saysOnceHowEachFeedIs() {
    var log = FeedLog()
    #expect(log.records(snapshot(.listens, [okx: FeedStanding(.connecting)])).isEmpty)
    let first = log.records(snapshot(.listens, [okx: FeedStanding(.live), bybit: blocked]))
    #expect(first == [.feed(bybit, blocked), .feed(okx, FeedStanding(.live))])
    #expect(first.map { "\($0.level)" } == ["warning", "info"])
    #expect(
      first.map(\.description) == [
        "Bybit linear: blocked; Bybit refuses this country.", "OKX: live",
      ])
    var more = blocked
    more.odd = 2
    #expect(log.records(snapshot(.listens, [okx: FeedStanding(.live), bybit: more])).isEmpty)
    #expect(log.records(snapshot(.alone, [okx: FeedStanding(.unreachable)])).count == 1)
  }

  /// Who follows has nothing of its own to say.
  @Test func saysNothingOfWhatAnotherHears() {
    var log = FeedLog()
    #expect(log.records(snapshot(.follows, [bybit: blocked])).isEmpty)
    #expect(log.records(snapshot(.none, [bybit: blocked])).isEmpty)
  }
}
