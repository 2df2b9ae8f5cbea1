import Canvas
import Liquidations
import PictureSupport
import Testing
import Wording

@testable import Dashboard

/// What stands where on the screen.
@Suite struct ScreenTests {
  private func text(_ state: DashboardState) -> [String] {
    render(state).frame.text.split(separator: "\n", omittingEmptySubsequences: false).map(
      String.init)
  }

  /// The legend of a small pane has what the panel of a large one has.
  @Test(arguments: [(60, 22), (80, 24), (99, 30)])
  func aSmallPaneHasEachExchangesNumbers(columns: Int, rows: Int) {
    var state = Samples.state(columns: columns, rows: rows)
    state.type(.left)
    let amounts = state.bars.buckets[state.cursorBar].amounts
    let lines = text(state)
    for exchange in Exchange.allCases {
      let own = ExchangeSet(exchange)
      let long = amounts.text(.long, of: own, signs: .unicode) ?? "—"
      let short = amounts.text(.short, of: own, signs: .unicode) ?? "—"
      #expect(
        lines.contains {
          $0.contains(exchange.name) && $0.contains("▲\(long)") && $0.contains("▼\(short)")
        })
    }
  }

  @Test func theSharesAreOfTheExchangesThatAreShown() {
    var state = Samples.state(columns: 80, rows: 24)
    state.type(.left, .character("O"), .character("D"))
    let amounts = state.bars.buckets[state.cursorBar].amounts
    let shares = [Exchange.binance, .bybit].compactMap {
      amounts.share(of: $0, among: state.exchanges)
    }
    #expect(abs(shares.reduce(0, +) - 1) < 1e-9)
    #expect(!text(state).contains { $0.contains("OKX ▲") })
  }

  @Test func aTallPaneHasThePanelUnderTheChart() {
    var state = Samples.state(columns: 45, rows: 60)
    state.type(.left)
    let lines = text(state)
    let zero = lines.firstIndex { $0.contains(" 0 ─") } ?? 99
    let title = lines.firstIndex { $0.contains("Nov 09 … Nov 15 ") } ?? 0
    #expect(zero < title && lines.contains { $0.contains("long share") })
  }

  /// Across many columns names and figures would stand too far apart.
  @Test(arguments: [60, 80, 99]) func aTallPaneThatIsWideHasTheNumbersInItsLegend(columns: Int) {
    let layout = Layout(Size(columns: columns, rows: 50))
    #expect(layout.panel.height == 0 && layout.legend.height == 2 && layout.day.height == 1)
  }

  @Test func thePanelHasTheRangesTotalsByExchange() {
    let state = Samples.state(columns: 120, rows: 60)
    let total = state.summary.amounts.text(.long, of: ExchangeSet(.okx), signs: .unicode) ?? ""
    #expect(text(state).count { $0.contains("■ OKX") && $0.contains(total) } == 1)
  }

  @Test func thisMonthIsComparedWithTheSameDaysOfTheLast() throws {
    let state = Samples.state(columns: 120, rows: 60)
    let history = state.snapshot.history
    func gross(_ month: Int) throws -> Double {
      let days = try (1...21).map { try #require(Day(year: 2026, month: month, day: $0)) }
      return try days.reduce(0) { $0 + (try #require(history[$1].gross())) }
    }
    let change = Ratio.change(try gross(11) / (try gross(10)), signs: .unicode)
    #expect(text(state).contains { $0.contains("vs Oct 01…21") && $0.contains(change) })
    #expect(text(state).contains { $0.contains("Nov 01…21") })
  }

  @Test func aWeekIsComparedWithTheOneBefore() throws {
    var state = Samples.state(range: .days(365))
    state.show(barsOf: .week)
    state.type(.left)
    let change = try #require(state.bars.change(state.cursorBar, of: .all))
    let words = Ratio.change(change, signs: .unicode)
    #expect(text(state).contains { $0.contains("vs week before") && $0.contains(words) })
  }

  @Test func whatIsNotOverIsComparedWithNothing() {
    var state = Samples.state(range: .days(365))
    state.show(barsOf: .week)
    #expect(state.bars.change(state.bars.buckets.count - 1, of: .all) == nil)
  }

  @Test(arguments: [(160, 45), (120, 40), (100, 30), (80, 24), (60, 20)])
  func aReplyStandsWhereTheStateDidAndCoversNoHint(columns: Int, rows: Int) throws {
    var state = Samples.state(columns: columns, rows: rows)
    let before = try #require(text(state).last)
    let words = ["Tab exchange", "[ ] range", "/ date", "? help"]
    let first = try #require(words.lazy.compactMap { before.firstRange(of: $0) }.first)
    state.type(.character("f"))
    let after = try #require(text(state).last)
    #expect(after.hasPrefix(" Shorts above, longs below. "))
    #expect(after.hasSuffix(before[first.lowerBound...]) && after.contains("? help  q quit"))
  }

  /// Whatever the keys of one's own are called.
  @Test(arguments: [
    ("next_exchange", "Space", "Space exchange"),
    ("next_exchange", "Backspace", "Backspace exchange"),
    ("tape", "Insert", "Insert tape"), ("go_to_date", "F12", "F12 date"),
  ])
  func aLongerNameOfAKeyCostsNoHint(action: String, key: String, hint: String) throws {
    let keyMap = try KeyMap.standard.binding([(action, [key])])
    for columns in [120, 121, 132, 160] {
      let standard = Samples.state(columns: columns, rows: 40, hasFeeds: true)
      let own = Samples.state(columns: columns, rows: 40, keyMap: keyMap, hasFeeds: true)
      let (before, after) = (try #require(text(standard).last), try #require(text(own).last))
      #expect(after.contains(hint) && after.hasSuffix("? help  q quit"), "\(after)")
      for word in ["exchange", "tape", "range", "date", "refresh", "largest", "page", "pause"] {
        #expect(after.contains(" \(word)") == before.contains(" \(word)"), "\(word): \(after)")
      }
      #expect(after.hasPrefix(" stacked v · day i · capped s"))
    }
  }

  /// Where no line of hints is, the legend has the one that matters most.
  @Test func aReplyLeavesTheHelpsKeyAlone() throws {
    var state = Samples.state(columns: 60, rows: 15)
    state.type(.character("f"))
    let last = try #require(text(state).last)
    #expect(last.hasPrefix(" Shorts above, longs below. ") && last.hasSuffix(" ? help"))
  }

  @Test func theStateLineSaysWhatHolds() {
    var state = Samples.state(columns: 140)
    func last() -> String {
      state.reply = nil
      return text(state).last ?? ""
    }
    #expect(last().hasPrefix(" stacked v · day i · capped s at 100M and 87.5M · no average a "))
    state.type(.character("v"), .character("s"), .character("i"), .character("a"))
    #expect(last().hasPrefix(" net v · week i · full s · average a "))
    state.type(.character("v"))
    #expect(last().hasPrefix(" long share v · week i  "))
    state.type(.character("v"), .character("v"), .character("s"))
    #expect(last().hasPrefix(" table v · week i · by total s · largest first f "))
  }

  @Test func aClickOnTheLastRowIsItsKey() throws {
    #expect(try clicked("stacked").state.appearance.view == .net)
    #expect(try clicked("day i").state.bars.unit == .week)
    #expect(try clicked("capped s").state.appearance.scale == .full)
    #expect(try clicked("at 100M").state.appearance.scale == .full)
    #expect(try clicked("no average").state.appearance.hasTrend)
    #expect(try clicked("? help").state.overlay == .help(scroll: 0))
    #expect(try clicked("/ date").state.overlay == .dateLine(LineEditor()))
  }

  @Test func aClickOnTheHintOfTheEndEnds() throws {
    #expect(try clicked("q quit").effects == [.quit(status: 0)])
  }

  /// A key that goes on to the next choice shows another picture each time.
  @Test(arguments: ["i", "s"], [Span.days(7), .days(30), .days(90), .days(365), .all])
  func aChoiceIsSeen(key: String, range: Span) {
    for (columns, rows) in [(120, 40), (80, 24), (60, 15), (45, 60)] {
      var state = Samples.state(
        Samples.snapshot(Samples.series(2_200)), columns: columns, rows: rows, range: range)
      for press in 0..<4 {
        state.reply = nil
        let before = render(state).frame
        state.type(.character(key == "i" ? "i" : "s"))
        if state.reply?.hasSuffix("nothing else fits.") == true { continue }
        state.reply = nil
        #expect(render(state).frame != before, "\(columns), press \(press)")
      }
    }
  }

  @Test func whatAViewHasNotIsSaidAndNotChanged() {
    var state = Samples.state()
    state.type(.character("v"), .character("v"))
    let before = state.appearance
    state.type(.character("s"))
    #expect(state.reply == "The long share has one scale, 0 to 100 %.")
    state.type(.character("a"))
    #expect(state.reply == "There is no average over the long share.")
    #expect(state.appearance == before)
  }

  /// What a click on words of the last row comes to.
  private func clicked(_ words: String) throws -> (state: DashboardState, effects: [Effect]) {
    var state = Samples.state(columns: 140)
    let rendering = render(state)
    let line = try #require(text(state).last)
    let place = try #require(line.firstRange(of: words)).lowerBound
    let x = line.unicodeScalars.distance(from: line.startIndex, to: place)
    let effects = reduce(
      &state, .terminal(.mouse([MouseEvent(.press, x: x, y: 39)])), hits: rendering.hits)
    return (state, effects)
  }
}

/// What the first users of the pictures stumbled over.
@Suite struct WordingOnScreenTests {
  private func text(_ state: DashboardState) -> String { render(state).frame.text }

  @Test func aDateIsNeverCutIntoAnother() {
    var state = Samples.state(range: .all)
    state.show(barsOf: .week)
    for _ in 0..<56 {
      state.type(.left)
      #expect(!text(state).contains("-01-07d") && !text(state).contains(/\d\d-\dd/))
    }
  }

  /// Bars that reach into the last rows leave room for a short name at most.
  @Test(arguments: [(80, 24), (100, 30), (120, 40)])
  func bothSidesAreNamed(columns: Int, rows: Int) {
    for range in Span.presets {
      let state = Samples.state(columns: columns, rows: rows, range: range)
      #expect(text(state).contains("s ▲") && text(state).contains("s ▼"), "\(range)")
    }
  }

  @Test func eachSideSaysWhereItIsCapped() {
    let lines = text(Samples.state()).split(separator: "\n").filter { $0.contains("capped at") }
    #expect(lines.count == 2)
  }

  @Test func theSumSaysHowManyBarsItLacks() {
    let series = Samples.series(90) { metric, day, value in
      metric.index == 0 && (day == Samples.today - 5 || day == Samples.today - 9) ? nil : value
    }
    var state = Samples.state(Samples.snapshot(series), columns: 120, rows: 50)
    state.type(.character("v"))
    #expect(text(state).contains("sum without 2"))
  }

  @Test func shortsOfThePanelsHaveNoSign() {
    var state = Samples.state()
    state.type(.character("V"), .character("V"))
    #expect(text(state).contains("■ Binance  ▲") && !text(state).contains("▼−"))
  }
}
