import Canvas
import Liquidations
import PictureSupport
import Testing
import WorkSupport

@testable import Dashboard

@Suite(.longWork) struct MouseTests {
  /// Where a text stands on the screen: the cell of its first letter.
  private func place(of text: String, in state: DashboardState) throws -> (x: Int, y: Int) {
    let lines = render(state).frame.text.split(separator: "\n", omittingEmptySubsequences: false)
    for (y, line) in lines.enumerated() {
      guard let range = line.firstRange(of: text) else { continue }
      return (line.unicodeScalars.distance(from: line.startIndex, to: range.lowerBound), y)
    }
    throw NotThere(text: text)
  }

  private struct NotThere: Error {
    let text: String
  }

  private func press(_ x: Int, _ y: Int, in state: inout DashboardState) {
    _ = reduce(&state, .terminal(.mouse([MouseEvent(.press, x: x, y: y)])))
  }

  private func click(_ text: String, in state: inout DashboardState) throws {
    let (x, y) = try place(of: text, in: state)
    press(x + 1, y, in: &state)
  }

  @Test func tabsNeverTouch() {
    for columns in 24...130 {
      let row = render(Samples.state(columns: columns, rows: 24, exchange: .okx)).frame.text
        .split(separator: "\n").first { $0.contains("Binance") && $0.contains("OKX") }
      for range in ["90D", "7D"] where row?.contains(range) == true {
        #expect(row?.contains("  \(range)") == true, "\(columns): \(row ?? "")")
      }
    }
  }

  @Test(arguments: [(120, 40), (80, 24)]) func tabsCanBeClicked(columns: Int, rows: Int) throws {
    var state = Samples.state(columns: columns, rows: rows)
    try click(" OKX ", in: &state)
    #expect(state.exchange == .okx)
    try click(" 30D ", in: &state)
    #expect(state.range.span == .days(30))
    try click(" All ", in: &state)
    #expect(state.exchanges == .all)
  }

  @Test func theLegendTakesAnExchangeOutAndBack() throws {
    var state = Samples.state(columns: 60, rows: 15)
    try click("■ Bybit", in: &state)
    #expect(!state.exchanges.contains(.bybit) && state.exchanges.count == 3)
    try click("■ Bybit", in: &state)
    #expect(state.exchanges == .all)
  }

  @Test(arguments: [(120, 40), (100, 20)])
  func thePanelsLinesAreALegendToo(columns: Int, rows: Int) throws {
    var state = Samples.state(columns: columns, rows: rows)
    try click("■ Deribit", in: &state)
    #expect(state.exchanges == [ExchangeSet(.binance), ExchangeSet(.bybit), ExchangeSet(.okx)])
  }

  @Test(arguments: [(120, 60), (160, 60)])
  func aClickOnARecordGoesToItsDay(columns: Int, rows: Int) throws {
    for (name, record) in [
      ("largest short", \RangeSummary.largestShort), ("largest long", \.largestLong),
    ] {
      var state = Samples.state(columns: columns, rows: rows, range: .days(365))
      let slot = try #require(state.summary[keyPath: record]).slot
      try click(name, in: &state)
      #expect(state.cursor == slot && state.slots.contains(slot))
    }
  }

  @Test func whatIsNotShownIsNotInThePanel() {
    var state = Samples.state(columns: 120, rows: 40)
    state.type(.character("B"), .character("D"))
    let rows = render(state).frame.text.split(separator: "\n").map { $0.suffix(24) }
    #expect(!rows.contains { $0.contains("■ Binance") || $0.contains("■ Deribit") })
    #expect(rows.contains { $0.contains("■ Bybit") } && rows.contains { $0.contains("■ OKX") })
  }

  /// Each amount has a blank before it, a floor too.
  @Test(arguments: [100, 120, 126, 160]) func amountsTouchNoName(columns: Int) {
    let series = Samples.series(400) { metric, day, value in
      day.number % 9 == 0 && metric.exchange != .okx ? nil : value * 3
    }
    for (keys, exchanges) in [("", 4), ("D", 3), ("4", 1)] {
      var state = Samples.state(Samples.snapshot(series), columns: columns, rows: 60)
      for key in keys.unicodeScalars { state.type(.character(key)) }
      state.show(barsOf: .week)
      let text = render(state).frame.text
      let lines = text.split(separator: "\n").map { $0.suffix(30) }.filter { $0.contains("≥") }
      #expect(
        lines.count >= exchanges && !lines.contains { $0.contains(/[a-z0-9A-Z]≥/) }, "\(text)")
    }
  }

  @Test func aClickPicksTheDayOfItsColumn() {
    var state = Samples.state(columns: 120, rows: 40)
    press(Layout.gutter + 10, 20, in: &state)
    #expect(state.cursor == state.slots.lowerBound + 10)
    press(Layout.gutter + 89, 8, in: &state)
    #expect(state.cursor == nil)
    press(2, 20, in: &state)
    #expect(state.cursor == nil, "the axis is no day")
  }

  /// In the plot and in the dates below it.
  @Test(arguments: [30, 90, 180]) func eachColumnLeadsToItsBar(days: Int) throws {
    let state = Samples.state(columns: 120, rows: 40, range: .days(days))
    let (hits, layout) = (render(state).hits, state.layout)
    let plot = layout.chart.x + Layout.gutter
    for column in 0..<state.bars.layout.columns {
      let bar = try #require(
        state.bars.buckets.indices.last { state.bars.layout.slot(of: $0).contains(column) })
      let target = Hits.Target.bar(last: state.bars.buckets[bar].slots.upperBound)
      for y in [layout.chart.y, layout.chart.maxY - 1, layout.dates.y] {
        #expect(hits.target(at: plot + column, y) == target)
      }
    }
    #expect(hits.target(at: plot + 3, layout.dates.maxY) == .picture)
    #expect(hits.target(at: plot - 1, layout.dates.y) == .picture)
  }

  @Test(arguments: [BarInterval.day, .week, .month])
  func aSlotIsFoundInItsBar(interval: BarInterval) {
    var state = Samples.state(range: .days(100))
    state.appearance.interval = interval
    state.derive()
    let bars = state.bars
    for slot in (bars.slots.lowerBound - 40)...(bars.slots.upperBound + 40) {
      let bar = bars.buckets.firstIndex { slot <= $0.slots.upperBound }
      #expect(bars.index(of: slot) == bar ?? bars.buckets.count - 1)
    }
  }

  @Test func aClickMeansTheDayThatWasSeen() throws {
    var state = Samples.state(range: .days(30))
    let (x, y) = (Layout.gutter + 40, 20)
    let seen = render(state).hits
    press(x, y, in: &state)
    let day = try #require(state.cursor)
    // The picture with the longer range isn't drawn yet, or lacks the day.
    state.type(.character("]"))
    state.type(.right)
    _ = reduce(&state, .terminal(.mouse([MouseEvent(.press, x: x, y: y)])), hits: seen)
    #expect(state.cursor == day && state.days.count == 90)
    state.type(.character("{"), .end)
    _ = reduce(&state, .terminal(.mouse([MouseEvent(.press, x: x, y: y)])), hits: seen)
    #expect(state.cursor == nil && !state.slots.contains(day))
  }

  @Test func thereIsNothingToPointAtInAPaneTooSmall() {
    var state = Samples.state(columns: 23, rows: 6)
    let before = state
    _ = reduce(&state, .terminal(.mouse([MouseEvent(.wheelUp, x: 3, y: 3)])))
    press(3, 3, in: &state)
    #expect(state == before)
  }

  @Test func aClickPicksARowOfTheTable() throws {
    var state = Samples.state(columns: 120, rows: 40)
    state.type(.character("v"), .character("v"), .character("v"), .character("v"))
    try click("Mon 2026-11-16", in: &state)
    #expect(state.cursor?.description == "2026-11-16")
  }

  @Test(arguments: [(120, 40), (80, 24), (60, 9)])
  func aClickOnAHeadOrdersTheTable(columns: Int, rows: Int) throws {
    var state = Samples.state(columns: columns, rows: rows)
    state.type(.character("v"), .character("v"), .character("v"), .character("v"))
    let head = try place(of: "▼day", in: state)
    // Behind 14 columns of the day and eight each of the total and the longs.
    press(head.x + 36, head.y, in: &state)
    #expect(state.appearance.sort == TableSort(column: .short, isDescending: true))
    #expect(state.reply == "Sorted by short." && state.cursorBar == state.tableRows.first)
    try click("▼short", in: &state)
    #expect(state.appearance.sort == TableSort(column: .short, isDescending: false))
    #expect(state.reply == "Smallest first.")
    try click("day", in: &state)
    #expect(state.appearance.sort.column == .time)
  }

  /// In January the year to date is shorter than a week.
  @Test(arguments: [(160, 40), (120, 40), (100, 30), (80, 24)])
  func tabsStandWhereTheyStood(columns: Int, rows: Int) throws {
    let names = Span.presets.map(\.name)
    for day in [Samples.today, Samples.today + 44] {
      var state = Samples.state(columns: columns, rows: rows)
      _ = reduce(&state, .tick(day.start))
      let places = try names.map { try tab($0, in: state) }
      #expect(places == places.sorted() && Set(places).count == names.count)
      for keys in ["{", "]", "]", "]", "]", "]", "]", "/w12\r", "/2026-03..2026-05\r", "-"] {
        type(keys, in: &state)
        #expect(try names.map { try tab($0, in: state) } == places, "\(keys)")
      }
    }
  }

  /// The column at which a tab begins.
  private func tab(_ name: String, in state: DashboardState) throws -> Int {
    let lines = render(state).frame.text.split(separator: "\n", omittingEmptySubsequences: false)
    let row = try #require(lines.first { $0.contains("Binance") })
    let range = try #require(row.firstRange(of: " \(name) "), "\(name) in \(row)")
    return row.unicodeScalars.distance(from: row.startIndex, to: range.lowerBound)
  }

  @Test(arguments: [(120, 40, "‹custom›", "‹21D›"), (80, 24, "custom", "‹21D›")])
  func aRangeOfOnesOwnHasAPlaceOfItsOwn(
    columns: Int, rows: Int, empty: String, filled: String
  ) throws {
    var state = Samples.state(columns: columns, rows: rows)
    let there = try place(of: " \(empty)", in: state)
    try click(" \(empty)", in: &state)
    #expect(state.overlay == .dateLine(LineEditor()))
    type("2026-03-01..2026-03-21\r", in: &state)
    #expect(try place(of: " \(filled)", in: state) == there)
    #expect(render(state).frame[there.x + 1, there.y].style == state.drawing.chosen)
  }

  private func type(_ keys: String, in state: inout DashboardState) {
    for key in keys.unicodeScalars { state.type(key == "\r" ? .enter : .character(key)) }
  }

  @Test func aClickPicksADayInAPanel() {
    var state = Samples.state(columns: 120, rows: 40)
    state.type(.character("v"), .character("v"), .character("v"))
    let panel = PanelGrid.panels(in: Layout(state.size).chart, count: 4)[1]
    press(panel.x + Layout.gutter, panel.y + 4, in: &state)
    #expect(state.cursorBar == 0)
  }

  @Test func theWheelGoesThroughTimeAndZoomsOverTheAxis() {
    var state = Samples.state(columns: 120, rows: 40)
    let up = MouseEvent(.wheelUp, x: 50, y: 20)
    _ = reduce(&state, .terminal(.mouse([up, up])))
    #expect(state.cursor?.day == Samples.today - 6)
    _ = reduce(&state, .terminal(.mouse([MouseEvent(.wheelUp, x: 2, y: 20)])))
    #expect(state.days.count == 45)
    let control = MouseEvent(.wheelDown, x: 50, y: 20, isControl: true)
    _ = reduce(&state, .terminal(.mouse([control])))
    #expect(state.days.count == 90)
  }

  @Test func mTakesTheMouseAndGivesItBack() {
    var state = Samples.state()
    #expect(state.type(.character("m")) == [.mouse(true), .reply(serial: 1)])
    #expect(state.type(.character("m")) == [.mouse(false), .reply(serial: 2)])
    #expect(state.reply == "The mouse is left to the terminal.")
  }

  @Test func aClickClosesTheHelp() {
    var state = Samples.state()
    state.type(.character("?"))
    press(3, 3, in: &state)
    #expect(state.overlay == nil)
  }
}
