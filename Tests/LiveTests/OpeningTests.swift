import Liquidations
import Testing

@testable import Live

/// The price with which a UTC day began.
@Suite struct OpeningTests {
  private let day = Day(number: 20_000)

  private func snapshot(_ minutes: [(Int, Double)], close: Double? = nil) -> LiveSnapshot {
    var live = LiveSnapshot(feeds: [])
    for (minute, usd) in minutes { live.prices.set(usd, at: Slot(.minute, firstOf: day) + minute) }
    live.closes = close.map { DailyCloses(.okx, Series([(day - 1, $0)])) }
    return live
  }

  @Test func isTheLastPriceOfTheMinutesBeforeMidnight() {
    let live = snapshot([(-9, 1), (-4, 2), (-2, 3), (0, 4)], close: 5)
    #expect(live.opening(of: day) == 3)
  }

  @Test func withoutThoseItIsTheCloseOfTheDayBefore() {
    #expect(snapshot([(-9, 1), (0, 4)], close: 5).opening(of: day) == 5)
    #expect(snapshot([(447, 4)], close: 5).opening(of: day) == 5)
  }

  @Test func elseTheFirstOfTheMinutesAfterIt() {
    #expect(snapshot([(4, 4), (5, 6)]).opening(of: day) == 4)
  }

  /// Who began to listen in the morning doesn't know it.
  @Test func aLaterPriceIsNotIt() {
    #expect(snapshot([(5, 6), (447, 7)]).opening(of: day) == nil)
    #expect(snapshot([]).opening(of: day) == nil)
  }
}
