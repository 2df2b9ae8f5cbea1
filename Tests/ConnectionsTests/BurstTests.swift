import Liquidations
import Live
import Testing

@testable import Connections

/// What comes together goes on in its order.
@Suite struct BurstTests {
  private let feed = FeedKey(.okx, "OKX")

  private func liquidation(_ number: Int) -> Liquidation {
    Liquidation(
      .okx, "BTC-USDT-SWAP", .long, milliseconds: 1_795_694_405_000, bitcoin: 1, price: 90_000,
      usd: 90_000, identity: "\(number)")
  }

  @Test func nothingIsCoveredBeforeWhatWasToldOfIt() {
    var burst = Burst()
    let start = Timestamp(seconds: 1_795_694_405)
    burst.add(liquidation(1))
    burst.add(liquidation(2))
    burst.add(.covered(feed, start..<start + .seconds(1)))
    burst.add(liquidation(3))
    let events = burst.takeAll()
    #expect(events.map { [$0].liquidations.map(\.identity) } == [["1", "2"], [], ["3"]])
    #expect([events[1]].covered(feed).end == start + .seconds(1))
    #expect(burst.takeAll().isEmpty)
  }
}
