import Canvas
import Liquidations
import PictureSupport
import Testing
import Wording
import WorkSupport

@testable import Dashboard
@testable import Live

/// The price over the bars, and amounts in BTC.
@Suite(.longWork) struct PriceTests {
  private func type(_ text: String, in state: inout DashboardState) {
    _ = reduce(&state, .terminal(.keys(text.unicodeScalars.map { .character($0) })))
  }

  private func typed(_ text: String, range: Span = .last(24, .hour)) -> DashboardState {
    var state = LiveSamples.state(range: range)
    type(text, in: &state)
    return state
  }

  // MARK: Laid over

  @Test func aGoesFromNothingOverTheAverageToThePrice() {
    var state = typed("")
    let words = (0..<4).map { _ in
      type("a", in: &state)
      return state.reply ?? ""
    }
    #expect(
      words == [
        "7-bar average on.", "Price of Binance laid over, with its axis at the right.",
        "Price off.", "7-bar average on.",
      ])
  }

  /// Of days that are over no price is known: the key has two stops, and says why.
  @Test func ofDaysWithoutClosesAKnowsNoPrice() {
    var live = LiveSamples.snapshot
    live.price = nil
    var state = LiveSamples.state(live: live, range: .days(90))
    type("aa", in: &state)
    #expect(state.appearance.overlaid == nil)
    #expect(state.reply == "7-bar average off; no price is known for what is shown.")
    type("vva", in: &state)
    #expect(
      state.reply
        == "There is no average over the long share; no price is known for what is shown.")
    live.closesFault = "Daily prices can't be had (Binance: no connection)."
    _ = reduce(&state, .live(live, now: LiveSamples.now))
    type("a", in: &state)
    #expect(
      state.reply == "There is no average over the long share;"
        + " daily prices can't be had (Binance: no connection).")
  }

  @Test func eachBarHasItsLastPrice() {
    let state = typed("aa")
    #expect(state.barPrices.count == state.bars.buckets.count)
    for (bucket, price) in zip(state.bars.buckets, state.barPrices) {
      let last = min(bucket.slots.upperBound, Slot(.minute, at: LiveSamples.now))
      #expect(price == LiveSamples.price(last))
    }
  }

  @Test func theAxisHoldsEveryPriceAndIsRound() throws {
    for view in ["", "v", "vv"] {
      let state = typed(view + (view == "vv" ? "a" : "aa"))
      let frame = render(state).frame
      let end = state.layout.chart.maxX - Layout.priceAxis
      let labels = (0..<frame.size.rows).compactMap { y -> Double? in
        let text = (end..<state.layout.chart.maxX).map { String(Character(frame[$0, y].glyph)) }
          .joined().filter { $0.isNumber }
        return frame[end + 1, y].style.ink == PriceLine.ink ? Double(text) : nil
      }
      let prices = state.barPrices.compactMap(\.self)
      #expect(labels.count >= 3 && labels == labels.sorted(by: >), "\(view)")
      #expect((labels.last ?? .infinity) <= (prices.min() ?? 0))
      #expect((labels.first ?? 0) >= (prices.max() ?? .infinity))
      #expect(labels.allSatisfy { $0.truncatingRemainder(dividingBy: 50) == 0 })
    }
  }

  @Test(arguments: [(59, 15, false), (60, 14, false), (60, 15, true)])
  func thePriceNeedsRoom(columns: Int, rows: Int, isThere: Bool) {
    var state = LiveSamples.state(columns: columns, rows: rows)
    type("aa", in: &state)
    #expect(state.hasPrice == isThere)
  }

  @Test func aMinuteWithoutAPriceIsAGap() throws {
    let line = try #require(PriceLine([91_000, nil, 92_000, 91_500], rows: 20, glyph: "•"))
    let layout = BarLayout(bars: 4, columns: 40, isFine: true)
    var frame = Frame(size: Size(columns: 50, rows: 20))
    let plot = Rect(x: 0, y: 0, width: 40, height: 20)
    line.draw(layout: layout, isFine: true, plot: plot, on: &frame)
    func hasDots(_ columns: Range<Int>) -> Bool {
      columns.contains { x in (0..<20).contains { frame[x, $0].glyph.value >= 0x2800 } }
    }
    #expect(hasDots(0..<10) && !hasDots(10..<20) && hasDots(20..<40))
    #expect(PriceLine([nil, nil], rows: 20, glyph: "•") == nil)
    #expect(PriceLine([], rows: 20, glyph: "•") == nil)
  }

  /// A price that stands still is a line in the middle of its axis, not one without a scale.
  @Test func aPriceThatStandsStillHasAnAxis() throws {
    let line = try #require(PriceLine([91_000, 91_000], rows: 20, glyph: "•"))
    var frame = Frame(size: Size(columns: 50, rows: 20))
    line.draw(
      layout: BarLayout(bars: 2, columns: 40, isFine: true), isFine: true,
      plot: Rect(x: 0, y: 0, width: 40, height: 20), on: &frame)
    #expect(frame.text.contains("91,000"))
  }

  // MARK: BTC

  @Test func uShowsEachAmountByItsOwnPrice() throws {
    var state = typed("i")
    let dollars = state.bars.buckets
    type("u", in: &state)
    #expect(state.reply == "In BTC, by the price of each hour.")
    for (bar, (bucket, before)) in zip(state.bars.buckets, dollars).enumerated() {
      let price = LiveSamples.price(
        min(bucket.slots.upperBound.last(on: .minute), Slot(.minute, at: LiveSamples.now)))
      let expected = (before.amounts.total(.short) ?? 0) / price
      #expect(abs((bucket.amounts.total(.short) ?? 0) - expected) < 1e-6, "\(bar)")
      #expect(bucket.amounts.isFloor(.long) == before.amounts.isFloor(.long))
    }
    _ = reduce(&state, .replyLapsed(serial: state.replySerial))
    let text = render(state).frame.text
    #expect(text.contains("liquidations · BTC · UTC") && text.contains("BTC u"))
    type("u", in: &state)
    #expect(state.reply == "In USD." && state.bars.buckets == dollars)
  }

  @Test func ofDaysWithoutAnyPriceTheUnitStaysAndSaysWhy() {
    var live = LiveSamples.snapshot
    live.price = nil
    var state = LiveSamples.state(live: live, range: .days(90))
    type("u", in: &state)
    #expect(state.reply == "Amounts stay in USD: no price is known for these days.")
    type("{u", in: &state)
    #expect(state.data.isInBitcoin)
    // Back among days they are in USD, and say so.
    type("]]]", in: &state)
    #expect(!state.data.isInBitcoin && render(state).frame.text.contains("· USD · UTC"))
    type("{", in: &state)
    #expect(state.data.isInBitcoin)
  }

  @Test func whereAPriceIsMissingTheUnitStays() {
    var live = LiveSamples.snapshot
    live.prices = Prices()
    var state = LiveSamples.state(live: live)
    type("u", in: &state)
    #expect(!state.data.isInBitcoin)
    #expect(state.reply == "Amounts stay in USD: not every minute shown has a price.")
  }

  @Test func whatIsCopiedSaysItsUnit() {
    var state = typed("u")
    state.type(.left)
    guard case .copy(let text, _)? = state.type(.character("y")).first else {
      return #expect(Bool(false))
    }
    #expect(text.contains(" UTC, BTC\n"))
    type("vvvv", in: &state)
    guard case .copy(let table, _)? = state.type(.character("y")).first else {
      return #expect(Bool(false))
    }
    #expect(table.hasPrefix("first\tlast\ttotal_btc\tlong_btc\tshort_btc\tnet_btc\tlong_share\t"))
  }
}
