import Canvas
import Liquidations
import PictureSupport
import Testing
import Wording
import WorkSupport

@testable import Dashboard
@testable import Live

/// Daily closes over the bars, in the panel, and amounts by them.
@Suite(.longWork) struct ClosesTests {
  private func typed(
    _ text: String, range: Span = .days(90), live: LiveSnapshot = LiveSamples.priced(),
    columns: Int = 120, rows: Int = 40
  ) -> DashboardState {
    var state = LiveSamples.state(live: live, columns: columns, rows: rows, range: range)
    type(text, in: &state)
    return state
  }

  private func type(_ text: String, in state: inout DashboardState) {
    _ = reduce(&state, .terminal(.keys(text.unicodeScalars.map { .character($0) })))
  }

  private let today = Samples.today

  @Test func whatFeedsToldOfTodayIsInBitcoinWithTheRest() throws {
    let state = typed("u", range: .days(7))
    let price = try #require(state.dayPrices[today])
    let floor = try #require(state.todayFloor)
    let long = floor.window.tallies(of: ExchangeSet(.okx)).long.usd
    let signs = state.calendar.signs
    let text = render(state).frame.text
    #expect(long > 0 && text.contains("≥" + USD.compact(long / price, signs: signs)))
    #expect(!text.contains("≥" + USD.compact(long, signs: signs)))
  }

  // MARK: Laid over

  @Test func eachDayHasItsCloseAndTodayTheLivePrice() {
    let state = typed("aa")
    #expect(state.reply == "Price of OKX laid over, with its axis at the right.")
    for (bucket, price) in zip(state.bars.buckets, state.barPrices) {
      let day = bucket.slots.upperBound.day
      #expect(price == (day == today ? LiveSamples.snapshot.price?.usd : LiveSamples.close(day)))
    }
    #expect(state.barPrices.count == 90)
  }

  @Test(arguments: [("i", "week"), ("ii", "month")])
  func aLongerBarHasThePriceOfItsLastDay(keys: String, unit: String) {
    var state = typed("aa", range: .days(365))
    for _ in 0..<12 where state.bars.unit.name != unit { type("i", in: &state) }
    #expect(state.bars.unit.name == unit)
    for (bucket, price) in zip(state.bars.buckets, state.barPrices) {
      let day = bucket.slots.upperBound.day
      #expect(price == (day == today ? LiveSamples.snapshot.price?.usd : LiveSamples.close(day)))
    }
  }

  /// The close of the last day that has one; of today never yesterday's.
  @Test func aDayWithoutAPriceHasNobodyElses() {
    var live = LiveSamples.priced(LiveSamples.closes(without: [today - 3]))
    live.price = nil
    let state = typed("aa", live: live)
    #expect(state.barPrices.last == .some(nil) && state.barPrices[86] == nil)
    #expect(state.barPrices[88] == LiveSamples.close(today - 1))
    #expect(state.price(of: Slot(today - 6)...Slot(today - 3)) == LiveSamples.close(today - 4))
    #expect(state.price(of: Slot(today)...Slot(today)) == nil)
    // One of yesterday evening isn't today's either.
    live.price = Price(1, at: today.start + .seconds(-1), .binance)
    #expect(typed("aa", live: live).barPrices.last == .some(nil))
  }

  @Test func ofTwoSourcesTheShownOneIsNamed() {
    for (range, name) in [(Span.days(90), "OKX"), (.last(24, .hour), "Binance")] {
      var state = typed("aa", range: range, columns: 200, rows: 55)
      _ = reduce(&state, .replyLapsed(serial: state.replySerial))
      #expect(state.priceSource == name)
      let text = render(state).frame.text
      #expect(text.contains("price a of \(name)"))
      let row = text.split(separator: "\n", omittingEmptySubsequences: false)[state.layout.dates.y]
      #expect(row.contains(name), "\(row)")
    }
  }

  /// Its labels don't touch what stands at the right.
  @Test(arguments: [(120, 40), (100, 30), (200, 55)]) func theAxisHasAir(columns: Int, rows: Int) {
    let state = typed("aa", columns: columns, rows: rows)
    let frame = render(state).frame
    let end = state.layout.chart.maxX
    for y in state.layout.chart.y..<state.layout.dates.maxY {
      for x in (end - 2)..<end { #expect(frame[x, y].glyph == " ", "\(x) \(y)") }
    }
    #expect(state.barRoom.columns == state.layout.chart.width - Layout.gutter - Layout.priceAxis)
  }

  @Test(arguments: ["v", "vv", "vvv"]) func everyViewWithATimeAxisHasIt(keys: String) {
    var state = typed(keys, columns: 200, rows: 55)
    for _ in 0..<2 where !state.hasPrice { type("a", in: &state) }
    #expect(state.hasPrice && state.barPrices.compactMap(\.self).count == state.bars.buckets.count)
    #expect(render(state).frame.text.contains("90,000"))
  }

  @Test func panelsThatAreSmallHaveNoAxis() {
    let state = typed("vvvaa", columns: 100, rows: 30)
    #expect(state.shownView == .exchanges && !state.hasPrice)
    #expect(state.reply == "7-bar average off; the pane is too small for a price axis.")
  }

  @Test func withoutFeedsTheKeptClosesAreLaidOver() {
    var state = Samples.state()
    type("aa", in: &state)
    #expect(!state.hasPrice)
    _ = reduce(&state, .closes(LiveSamples.closes))
    type("aa", in: &state)
    #expect(state.hasPrice && state.priceSource == "OKX")
    #expect(state.barPrices.last == .some(nil))
    #expect(state.barPrices[88] == LiveSamples.close(today - 1))
  }

  // MARK: The panel

  private func panel(_ state: DashboardState) -> String { render(state).frame.text }

  @Test func thePanelHasTheCloseAndItsChange() {
    var state = typed("")
    state.type(.left)
    let (close, before) = (LiveSamples.close(today - 1), LiveSamples.close(today - 2))
    let change = Ratio.fineChange(close / before, signs: .unicode)
    #expect(panel(state).contains("close \(USD.price(close)) \(change)"))
    state = typed("", columns: 160, rows: 45)
    state.type(.left)
    #expect(panel(state).contains("OKX close"))
  }

  @Test func ofTodayThePanelHasThePriceAndSinceWhenItChanged() {
    var state = typed("")
    let price = LiveSamples.snapshot.price?.usd ?? 0
    #expect(panel(state).contains("price "))
    #expect(panel(state).contains(USD.price(price)))
    // An old one says when it was.
    state = typed("", columns: 160, rows: 45)
    _ = reduce(&state, .live(LiveSamples.priced(), now: LiveSamples.now + .seconds(600)))
    #expect(panel(state).contains("price at 14:36"))
  }

  @Test func aDayWithoutACloseHasADash() {
    var state = typed("", live: LiveSamples.priced(LiveSamples.closes(without: [today - 1])))
    state.type(.left)
    let row = panel(state).split(separator: "\n").first { $0.contains(" close ") }
    let dash = state.drawing.glyphs.dash
    #expect(row?.hasSuffix(" \(dash)") == true, "\(row ?? "")")
  }

  @Test func whatIsCopiedHasThePrice() {
    var state = typed("")
    state.type(.left)
    guard case .copy(let text, _)? = state.type(.character("y")).first else {
      return #expect(Bool(false))
    }
    #expect(text.hasSuffix("\nBTC price \(USD.exact(LiveSamples.close(today - 1))) USD (OKX)\n"))
  }

  // MARK: BTC

  @Test func uShowsEachDayByItsOwnClose() throws {
    var state = typed("")
    let dollars = state.bars.buckets
    type("u", in: &state)
    #expect(state.reply == "In BTC, by each day's close of OKX." && state.data.isInBitcoin)
    for (bucket, before) in zip(state.bars.buckets, dollars) {
      let day = bucket.slots.upperBound.day
      let price = try #require(
        day == today ? LiveSamples.snapshot.price?.usd : LiveSamples.close(day))
      let expected = (before.amounts.total(.short) ?? 0) / price
      #expect(abs((bucket.amounts.total(.short) ?? 0) - expected) < 1e-9)
    }
    #expect(panel(state).contains("liquidations · BTC · UTC"))
    type("u", in: &state)
    #expect(state.reply == "In USD." && state.bars.buckets == dollars)
  }

  /// Weeks add up what each of their days was by its own close.
  @Test func aWeekIsTheSumOfItsDays() throws {
    var state = typed("u", range: .days(365))
    let days = state.data.history
    for _ in 0..<12 where state.bars.unit.name != "week" { type("i", in: &state) }
    let week = try #require(state.bars.buckets.dropLast().last)
    let sum = week.slots.reduce(0) { $0 + (days[$1].total(.long) ?? 0) }
    #expect(abs((week.amounts.total(.long) ?? 0) - sum) < 1e-9)
    let dollars = week.slots.reduce(0) { $0 + (state.snapshot.history[$1].total(.long) ?? 0) }
    #expect(sum > dollars / 120_000 && sum < dollars / 70_000)
  }

  @Test func aDayWithoutAPriceIsMissingAndSumsOverItSaySo() {
    var live = LiveSamples.priced(LiveSamples.closes(without: [today - 3]))
    live.price = nil
    var state = typed("u", live: live)
    #expect(
      state.reply == "In BTC, by each day's close of OKX; 2 days without a price are missing.")
    let lacking = state.bars.buckets[86].amounts
    #expect(lacking.isMissing(.all) && state.bars.buckets[89].amounts.isMissing(.all))
    #expect(state.bars.marks[86] == .missing)
    #expect(state.summary.amounts.isFloor(.long) && state.summary.missingSlots == 1)
    #expect(panel(state).contains("≥"))
    // Today has an amount, and no price.
    #expect(panel(state).contains("no live price, 14 h"))
    for _ in 0..<3 { state.type(.left) }
    #expect(panel(state).contains("no price"))
    for _ in 0..<12 where state.bars.unit.name != "week" { type("i", in: &state) }
    state.type(.end)
    #expect(state.bars.buckets[state.cursorBar].amounts.isFloor(.long))
    #expect(panel(state).contains("1 day has no price"))
  }

  @Test func theUnitThatWasPreferredComesWithThePrices() {
    var preferences = Preferences()
    (preferences.isInBitcoin, preferences.hasPrice) = (true, true)
    var state = Samples.state(hasFeeds: true)
    state.prefer(preferences)
    #expect(!state.data.isInBitcoin && state.unitWord == "USD")
    _ = reduce(&state, .live(LiveSamples.priced(), now: LiveSamples.now))
    #expect(state.data.isInBitcoin && state.hasPrice && state.barPrices.count == 90)
  }

  /// Closes of another time do without feeds.
  @Test func theHelpHasWhatClosesAreFor() {
    var state = Samples.state(rows: 80)
    func help() -> [String] { HelpText(state).sentences }
    #expect(!help().contains { $0.contains("u: USD or BTC") })
    #expect(help().contains { $0.contains("a: 7-bar average on or off.") })
    _ = reduce(&state, .closes(LiveSamples.closes))
    #expect(help().contains { $0.contains("u: USD or BTC") })
    #expect(help().contains { $0.contains("a: laid over: nothing, 7-bar average, price.") })
    #expect(!help().contains { $0.contains("T: the tape") })
    type("u", in: &state)
    #expect(state.unitWord == "BTC")
  }

  // MARK: Pictures

  @Test(arguments: [(120, 40), (200, 55), (80, 24), (60, 15)])
  func theCloses(columns: Int, rows: Int) throws {
    var state = typed("aa", columns: columns, rows: rows)
    _ = reduce(&state, .replyLapsed(serial: state.replySerial))
    try expect(Picture(render(state).frame), matches: "closes-\(columns)x\(rows)")
  }

  @Test func theClosesInASCIIAndBTC() throws {
    var state = LiveSamples.state(
      live: LiveSamples.priced(LiveSamples.closes(without: [today - 3])), colours: .none,
      isUnicode: false, range: .days(90))
    type("aau", in: &state)
    _ = reduce(&state, .replyLapsed(serial: state.replySerial))
    try expect(Picture(render(state).frame), matches: "closes-btc-ascii")
  }

  @Test func theClosesOverPanels() throws {
    var state = typed("vvvaa", columns: 160, rows: 45)
    _ = reduce(&state, .replyLapsed(serial: state.replySerial))
    try expect(Picture(render(state).frame), matches: "closes-exchanges-160x45")
  }
}
