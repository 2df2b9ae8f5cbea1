import Canvas
import Liquidations
import PictureSupport
import Testing
import Wording
import WorkSupport

@testable import Dashboard

@Suite struct ViewTests {
  let amounts = History([
    Metric(.binance, .long): Series([(Samples.today, 30)]),
    Metric(.okx, .long): Series([(Samples.today, 10)]),
    Metric(.binance, .short): Series([(Samples.today, -100)]),
  ])[Samples.today]

  @Test func netIsOneBarOnItsSide() {
    #expect(ChartView.net.parts(of: amounts, .long, .all).allSatisfy { $0 == nil })
    #expect(ChartView.net.parts(of: amounts, .short, .all) == [nil, nil, nil, nil, nil, 60])
    #expect(
      ChartView.net.parts(of: amounts, .long, ExchangeSet(.okx)) == [nil, nil, nil, nil, 10, nil])
  }

  /// 40 of 140 are longs: 21 points of a hundred less than a half.
  @Test func theLongShareLiesAroundAHalf() throws {
    #expect(ChartView.share.parts(of: amounts, .long, .all).allSatisfy { $0 == nil })
    let below = try #require(ChartView.share.parts(of: amounts, .short, .all)[5])
    #expect(abs(below - 2 * (50 - 100 * 40.0 / 140)) < 1e-9)
    #expect(ChartView.share.parts(of: amounts, .long, ExchangeSet(.okx))[4] == 100)
    #expect(ChartView.share.parts(of: .missing, .long, .all).allSatisfy { $0 == nil })
    var state = Samples.state()
    state.type(.character("v"), .character("v"))
    let text = render(state).frame.text
    for label in ["100 % ", " 50 % ", "  0 % "] { #expect(text.contains(label), "\(label)") }
  }

  @Test func aLogarithmIsOfTheTotals() {
    let parts = ChartView.stacked.parts(of: amounts, .long, .all, isTotal: true)
    #expect(parts == [nil, nil, nil, nil, 40])
    #expect(
      ChartView.stacked.parts(of: amounts, .long, ExchangeSet(.okx), isTotal: true)
        == [nil, nil, 10, nil])
    var state = Samples.state()
    state.type(.character("s"), .character("s"))
    let inks = Set(render(state).frame.cells.map(\.style.ink))
    #expect(inks.contains(.net) && render(state).frame.text.contains("log scale, totals"))
  }

  @Test func theSideThatPrevailsIsSeenByItsHue() {
    var state = Samples.state()
    for _ in 0..<2 {
      state.type(.character("v"))
      let inks = Set(render(state).frame.cells.map(\.style.ink))
      #expect(inks.isSuperset(of: [.net, .netShort]), "\(state.appearance.view)")
    }
  }

  /// Where bars end within columns, too, a line over them leaves what covers most of each cell.
  @Test func aLineLeavesTheBarsThatItCrosses() {
    for columns in 100...130 {
      var state = Samples.state(columns: columns, rows: 40)
      let bars = render(state).frame
      state.type(.character("a"))
      let both = render(state).frame
      for (bar, cell) in zip(bars.cells, both.cells) {
        guard (0x2801...0x28ff).contains(cell.glyph.value), bar.mainInk != .ground else { continue }
        #expect(cell.mainInk == bar.mainInk)
      }
    }
  }

  @Test func theRunningSumHasItsAxisAtTheRight() throws {
    var state = Samples.state()
    state.type(.character("v"))
    let frame = render(state).frame
    let plotEnd = Layout(state.size).chart.maxX - Layout.sumAxis
    let labels = (0..<40).map { y in
      (plotEnd..<Layout(state.size).chart.maxX).filter {
        frame[$0, y].style.ink == ChartLine.sumInk
      }
    }
    #expect(labels.count { !$0.isEmpty } >= 2)
  }

  @Test func vGoesRoundTheViews() {
    var state = Samples.state()
    let views = (0..<5).map { _ in
      state.type(.character("v"))
      return state.appearance.view
    }
    #expect(views == [.net, .share, .exchanges, .table, .stacked])
    state.type(.character("V"), .character("V"))
    #expect(state.appearance.view == .exchanges)
  }

  @Test func theMeanIsLaidOverOnlyWhenAsked() {
    var state = Samples.state()
    for _ in ChartView.allCases {
      #expect(!render(state).frame.text.contains("7-bar average"))
      state.type(.character("v"))
    }
    state.type(.character("a"))
    #expect(render(state).frame.text.contains("7-bar average"))
  }

  @Test func theCursorsDayIsKeptAcrossViews() {
    var state = Samples.state(columns: 60, rows: 15)
    for _ in 0..<9 { state.type(.left) }
    let day = state.cursor
    for _ in 0..<5 {
      state.type(.character("v"))
      #expect(state.bars.buckets[state.cursorBar].slots.contains(day ?? state.running))
    }
    #expect(state.cursor == day)
  }

  @Test(arguments: [(80, 24), (120, 40), (200, 55)], ["", "s", "ss"])
  func panelsOfARowHaveZeroInOneRow(size: (Int, Int), keys: String) {
    var state = Samples.state(columns: size.0, rows: size.1)
    for key in ("vvv" + keys).unicodeScalars { state.type(.character(key)) }
    let layout = Layout(state.size)
    let panels = PanelGrid.panels(in: layout.chart, count: 4)
    let zeros = render(state).frame.text.split(separator: "\n").filter { line in
      line.prefix(layout.chart.width).contains("───")
    }
    #expect(zeros.count == Set(panels.map(\.y)).count)
  }

  @Test(arguments: [(59, 15), (60, 14), (60, 15), (80, 24)])
  func theRunningSumNeedsRoom(columns: Int, rows: Int) {
    var state = Samples.state(columns: columns, rows: rows)
    state.type(.character("v"))
    let hasDots = render(state).frame.cells.contains { (0x2801...0x28ff).contains($0.glyph.value) }
    #expect(hasDots == (columns >= 60 && rows >= 15))
  }

  @Test func arrowsPointWhereTheBarsDo() throws {
    var state = Samples.state(columns: 80, rows: 24)
    state.type(.character("f"))
    for view in ["long liquidations ▼", "more long liquidations ▼"] {
      let text = render(state).frame.text
      #expect(text.contains(view))
      #expect(text.contains("  ▼8.84M  ▲19.4M"))
      state.type(.character("v"))
    }
    state.type(.character("?"))
    #expect(render(state).frame.text.contains("▼●●●●▲●●●●"))
  }

  @Test(arguments: [(1, 96, 30), (2, 60, 11), (3, 200, 20), (4, 120, 34), (4, 40, 50), (4, 24, 4)])
  func panelsFillTheAreaWithoutOverlap(count: Int, width: Int, height: Int) {
    let area = Rect(x: 3, y: 2, width: width, height: height)
    let panels = PanelGrid.panels(in: area, count: count)
    #expect(panels.count == count)
    for (index, panel) in panels.enumerated() {
      #expect(panel.x >= area.x && panel.maxX <= area.maxX)
      #expect(panel.y >= area.y && panel.maxY <= area.maxY)
      for other in panels.dropFirst(index + 1) {
        #expect(panel.maxX <= other.x || panel.maxY <= other.y)
      }
    }
  }
}

@Suite(.longWork) struct TableTests {
  private func table() -> DashboardState {
    var state = Samples.state(range: .days(30))
    state.type(.character("v"), .character("v"), .character("v"), .character("v"))
    return state
  }

  @Test func beginsWithTheNewestDay() {
    let state = table()
    #expect(state.tableRows == Array((0..<30).reversed()))
  }

  /// A pane may be too small for any column.
  @Test(arguments: [(10, 3), (1, 1), (200, 2)])
  func withoutColumnsTheOrderStays(columns: Int, rows: Int) {
    var state = Samples.state(columns: columns, rows: rows)
    state.type(.character("V"), .character("s"), .character("s"))
    #expect(render(state).frame.size == state.size)
  }

  @Test func panelsWithoutRoomSaySo() {
    var state = Samples.state(columns: 40, rows: 10)
    for key in "vvv".unicodeScalars { state.type(.character(key)) }
    #expect(state.reply == "A chart for each exchange needs a larger pane; stacked instead.")
    var wide = Samples.state()
    for key in "vvv".unicodeScalars { wide.type(.character(key)) }
    #expect(wide.reply == "View: exchanges.")
  }

  @Test func aPanelSaysBothSidesOrNeither() {
    for columns in 60...140 {
      var state = Samples.state(columns: columns, rows: 20)
      for key in "vvv".unicodeScalars { state.type(.character(key)) }
      state.type(.left)
      for line in render(state).frame.text.split(separator: "\n") where line.contains("■ OKX  ▲") {
        #expect(line.contains("▼"), "\(columns): \(line)")
      }
    }
  }

  @Test func sOrdersByEachColumnAndFTurnsTheOrder() {
    var state = table()
    var columns: [TableSort.Column] = []
    for _ in state.sortColumns {
      state.type(.character("s"))
      columns.append(state.appearance.sort.column)
      let values = state.tableRows.compactMap {
        state.appearance.sort.column.value($0, state.bars, state.exchanges)
      }
      #expect(values == values.sorted(by: >), "\(state.appearance.sort.column)")
    }
    #expect(Set(columns) == Set(state.sortColumns))
    state.type(.character("f"))
    #expect(state.tableRows == Array(0..<30))
  }

  @Test func upAndDownGoThroughTheRows() {
    var state = table()
    state.type(.character("s"), .down, .character("j"))
    #expect(state.cursorBar == state.tableRows[2] || state.appearance.sort.column != .time)
    let place = state.tableRows.firstIndex(of: state.cursorBar) ?? -1
    state.type(.up)
    #expect(state.tableRows.firstIndex(of: state.cursorBar) == max(0, place - 1))
  }

  @Test func anOrderBeginsAtItsFirstRow() {
    var state = table()
    for key in ["s", "s", "f", "f", "s"] as [Unicode.Scalar] {
      state.type(.down, .character(key))
      #expect(state.cursorBar == state.tableRows.first)
    }
  }

  @Test func homeAndEndAreTheFirstAndTheLastRow() {
    var state = table()
    state.type(.character("s"), .character("G"))
    #expect(state.cursorBar == state.tableRows.last && state.days.count == 30)
    state.type(.down)
    #expect(state.reply == "That is the last row.")
    state.type(.home)
    #expect(state.cursorBar == state.tableRows.first && state.range == DateRange(.days(30)))
    state.type(.up)
    #expect(state.reply == "That is the first row.")
  }

  @Test func missingDaysComeLast() {
    let series = Samples.series(30) { _, day, value in
      day == Samples.today - 5 ? nil : value
    }
    var state = Samples.state(Samples.snapshot(series), range: .days(30))
    for key in "vvvvs".unicodeScalars { state.type(.character(key)) }
    #expect(state.tableRows.last == 24)
    state.type(.character("f"))
    #expect(state.tableRows.last == 24)
  }

  @Test func saysWhatItsColumnsHoldAndWhichItHasNoRoomFor() {
    let wide = render(table()).frame.text
    #expect(wide.contains("long + short of") && !wide.contains("no room for"))
    var state = Samples.state(columns: 60, rows: 15)
    for key in "vvvv".unicodeScalars { state.type(.character(key)) }
    #expect(render(state).frame.text.contains("no room for Binance, Bybit, OKX, Deribit"))
    state.type(.character("O"), .character("D"), .character("Y"))
    // Of one exchange alone the columns of both sides say all.
    #expect(!render(state).frame.text.contains("no room for"))
  }

  @Test func hasARowForEachDayHoweverNarrow() {
    var state = Samples.state(columns: 40, rows: 12)
    for key in "vvvv".unicodeScalars { state.type(.character(key)) }
    #expect(state.bars.buckets.count == 90)
  }
}

@Suite struct UnusualDayTests {
  private let giant = Samples.today - 50

  private func state() -> DashboardState {
    let series = Samples.series(400) { metric, day, value in
      let isGiant = day == giant && metric.side == .short
      return isGiant ? value * 200 : max(-30e6, min(30e6, value))
    }
    return Samples.state(Samples.snapshot(series))
  }

  @Test func nGoesToTheNextAndNToThePreviousOne() {
    var state = state()
    var days: [Day] = []
    while state.reply == nil, days.count < 50 {
      state.type(.character("N"))
      if state.reply == nil, let cursor = state.cursor { days.append(cursor.day) }
    }
    #expect(days.contains(giant))
    #expect(days == days.sorted(by: >))
    #expect(state.reply == "No earlier day is unusual.")
    state.type(.character("n"))
    #expect(state.cursor?.day == days.dropLast().last)
  }

  @Test func aDayIsMarkedOnTheSideThatIsUnusual() {
    let state = state()
    let bar = state.bars.index(of: Slot(giant))
    #expect(state.bars.isUnusual(bar, .short))
    #expect(!state.bars.isUnusual(bar, .long))
  }

  @Test func longerBarsAreNotMarkedButCountTheirUnusualDays() {
    var state = state()
    #expect(render(state).frame.text.contains("◆"))
    for interval in [BarInterval.week, .month] {
      state.show(barsOf: interval)
      state.show(state.slots)
      state.type(.home)
      while !state.bars.buckets[state.cursorBar].slots.contains(Slot(giant)) { state.type(.right) }
      let text = render(state).frame.text
      #expect(!text.contains("◆") && text.contains(" unusual day"))
    }
  }

  @Test func aClippedBarIsBrokenAndBearsItsValueAlone() throws {
    let state = state()
    let value = try #require(
      state.bars.buckets[state.bars.index(of: Slot(giant))].amounts.total(.short))
    let text = render(state).frame.text
    #expect(text.contains("≈"))
    #expect(text.contains(" \(USD.compact(value, signs: .unicode)) "))
  }

  @Test func nGoesToAnotherBar() {
    var state = state()
    state.show(barsOf: .month)
    state.type(.character("G"))
    var bars: [Int] = []
    while state.reply?.hasPrefix("No ") != true, bars.count < 20 {
      state.type(.character("N"))
      if state.reply == nil {
        bars.append(state.bars.buckets[state.cursorBar].slots.lowerBound.number)
      }
    }
    #expect(!bars.isEmpty && bars == Array(Set(bars)).sorted(by: >))
  }

  @Test func fewDaysHaveNone() {
    var state = Samples.state(Samples.snapshot(Samples.series(60)))
    state.type(.character("N"))
    #expect(state.reply == "No earlier day is unusual.")
  }
}

@Suite(.longWork) struct ChartLineTests {
  @Test func theMeanNeedsSevenBars() {
    let line = ChartLine.mean([1, 2, 3, 4, 5, 6, 7, nil, 14], glyph: "~")
    #expect(line.values[5] == nil)
    #expect(line.values[6] == 4)
    #expect(line.values[7] == 27.0 / 6, "a missing bar is left out, not zero")
  }

  @Test func theRunningSumPassesOverMissingBars() {
    let plan = ChartPlan(totals: [(up: 5, down: 5)], kind: .full, rows: 11)
    let line = ChartLine.runningSum([5, nil, -12, 3], glyph: "o", plan: plan)
    #expect(line.values == [5, nil, -7, -4])
  }

  @Test(arguments: [true, false]) func itsLastValueStandsInItsWords(isUnicode: Bool) throws {
    var state = Samples.state(isUnicode: isUnicode)
    state.type(.character("v"))
    let values = state.bars.buckets.map { $0.amounts.net(of: .all) ?? 0 }
    let text = USD.compact(
      values.reduce(0, +), signs: isUnicode ? .unicode : .ascii, isSigned: true)
    let lines = render(state).frame.text.split(separator: "\n").map(String.init)
    #expect(lines.contains { $0.contains("sum \(text)") })
  }

  @Test(arguments: Theme.all, ColourDepth.allCases)
  func linesAreSeenOnBarsOfAnyColour(theme: Theme, depth: ColourDepth) {
    var state = Samples.state(colours: depth, theme: theme)
    state.type(.character("a"))
    let points = render(state).frame.cells
      .filter { $0.glyph == "╍" || (0x2801...0x28ff).contains($0.glyph.value) }.map(\.style)
    #expect(points.count > 80)
    // Beside the bars, through those without colour, and in the words below the chart.
    let others = [
      Style(.strong, on: .ground, .bold), Style(.text, on: .ground, .reverse), Style(.muted),
    ]
    #expect(
      points.allSatisfy { others.contains($0) || ($0.ink == .ground && $0.ground != .ground) })
  }
}
