import Canvas
import Liquidations
import PictureSupport
import Testing

@testable import Dashboard

/// What a key is answered with, and for how long.
@Suite struct ReplyTests {
  @Test func aReplyAsksForTheEndOfItsTimeAndGoesWithIt() {
    var state = Samples.state()
    #expect(state.type(.character("f")) == [.reply(serial: 1)])
    #expect(render(state).frame.text.contains("Shorts above, longs below."))
    #expect(reduce(&state, .replyLapsed(serial: 1), hits: Hits()).isEmpty)
    #expect(!render(state).frame.text.contains("Shorts above, longs below."))
  }

  @Test func theEndOfAnOlderOnesTimeLeavesTheNewer() {
    var state = Samples.state()
    state.type(.character("f"))
    #expect(state.type(.character("f")) == [.reply(serial: 2)])
    _ = reduce(&state, .replyLapsed(serial: 1), hits: Hits())
    #expect(state.reply == "Longs above, shorts below.")
  }

  @Test func whatSaysNothingAsksForNothing() {
    var state = Samples.state()
    #expect(state.type(.left).isEmpty)
    #expect(reduce(&state, .replyLapsed(serial: 0), hits: Hits()).isEmpty)
  }

  /// No digit waits for another key, or becomes part of a number.
  @Test(arguments: [("3]", 180), ("30", 90), ("12h", 90), ("99", 90)])
  func aDigitShowsItsExchangeAtOnceAlways(keys: String, days: Int) {
    var state = Samples.state()
    for key in keys.unicodeScalars { _ = state.type(.character(key)) }
    let digits: [Character: ExchangeSet] = [
      "0": .all, "1": ExchangeSet(.binance), "2": ExchangeSet(.bybit), "3": ExchangeSet(.okx),
    ]
    let last = keys.reversed().compactMap { digits[$0] }.first ?? .all
    #expect(state.exchanges == last)
    #expect(state.days.count == days)
    #expect(state.cursor?.day == (keys.hasSuffix("h") ? Samples.today - 1 : nil))
  }
}
