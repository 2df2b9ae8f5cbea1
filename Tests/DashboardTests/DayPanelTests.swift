import Canvas
import Liquidations
import PictureSupport
import Testing
import Wording

@testable import Dashboard

@Suite struct DayPanelTests {
  /// The panel's lines, blanks squeezed.
  private func panel(_ state: DashboardState) -> [String] {
    render(state).frame.text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
      let scalars = Array(line.unicodeScalars)
      let start = Layout(state.size).panel.x
      guard scalars.count > start else { return "" }
      let text = String(String.UnicodeScalarView(scalars[start...]))
      return text.split(separator: " ").joined(separator: " ")
    }
  }

  private func yesterday(columns: Int = 120, rows: Int = 40) -> DashboardState {
    var state = Samples.state(columns: columns, rows: rows)
    state.type(.left)
    return state
  }

  @Test func aRoomyPanelSaysAllThereIsToSay() {
    let lines = panel(yesterday(rows: 42))
    for name in [
      "Sat 2026-11-21", "final", "■ Binance ", "■ Bybit ", "■ OKX ", "■ Deribit ", "share ",
      "total ", "net ", "long share ", "rank #", "vs median ", "vs day before ", "90D Aug 25",
      "long ", "short ", "largest long ", "largest short ", "median day ", "average day ",
      "days missing 0", "days incomplete 0",
    ] {
      #expect(lines.contains { $0.hasPrefix(name) }, "\(name)")
    }
  }

  /// Whether a day is over or lacks values, whether the one before lacks them: the range stays where it is.
  @Test(arguments: [
    (100, 20), (100, 25), (100, 30), (100, 35), (120, 40), (160, 45), (200, 55), (45, 50), (45, 60),
  ])
  func theRangeStandsStillAsTheCursorMoves(columns: Int, rows: Int) throws {
    let series = Samples.series(200) { metric, day, value in
      switch Samples.today - day {
      case 4 where metric.exchange == .binance: nil
      case 8: nil
      default: value
      }
    }
    var state = Samples.state(Samples.snapshot(series), columns: columns, rows: rows)
    let first = panel(state)
    let range = try #require(first.lastIndex { $0.hasPrefix("90D ") })
    for step in 1...12 {
      state.type(.left)
      #expect(panel(state)[range...] == first[range...], "\(step) days back")
    }
  }

  @Test func theDayBeforeThatLacksValuesIsNamedInAPlaceOfItsOwn() throws {
    let series = Samples.series(200) { metric, day, value in
      metric.exchange == .okx && metric.side == .short && day == Samples.today - 2 ? nil : value
    }
    var state = Samples.state(Samples.snapshot(series))
    state.type(.left)
    let lines = panel(state)
    let comparison = try #require(lines.firstIndex(of: "vs day before —"))
    #expect(lines[comparison + 1] == "Nov 20 lacks OKX")
    state.type(.left)
    state.type(.left)
    #expect(panel(state)[comparison].hasPrefix("vs day before "))
    #expect(panel(state)[comparison + 1].isEmpty)
  }

  /// Why nothing is compared stands there only below what it is the reason of.
  @Test(arguments: [Span.days(90), .days(365)])
  func aReasonGoesWithItsRow(range: Span) {
    let series = Samples.series(800) { metric, day, value in
      metric.exchange == .binance && Samples.today - day == 9 ? nil : value
    }
    var seen: Set<Bool> = []
    for rows in 14...44 {
      var state = Samples.state(
        Samples.snapshot(series), columns: 100, rows: rows, range: range)
      for _ in 0..<9 {
        let lines = panel(state)
        if let reason = lines.firstIndex(where: { $0.hasSuffix("lacks Binance") }) {
          let row = reason > 0 ? lines[reason - 1] : ""
          // Of the bar, or of the month.
          #expect(row.hasSuffix(" —"), "\(rows) rows: \(row)")
        }
        seen.insert(lines.contains { $0.hasSuffix("lacks Binance") })
        state.type(.left)
      }
    }
    #expect(seen == [true, false])
  }

  /// Of an hour there may be as much to say as there are feeds.
  @Test func whatIsSaidThirdGoesBeforeTheNamesOfTheColumns() throws {
    var state = LiveSamples.state()
    state.show(barsOf: .hour)
    let figures = try #require(DayFigures(state))
    #expect(figures.remarks.count == 3)
    let rows = DayPanel(state, drawing: state.drawing).dayRows(figures, width: 23)
    let names = try #require(
      rows.first { if case .amounts("", _, _, _, _) = $0.content { true } else { false } })
    let ranks = rows.dropFirst().prefix(3).map(\.rank)
    #expect(ranks[0] < names.rank && ranks[1] < names.rank && ranks[2] > names.rank)
  }

  @Test(arguments: [18, 20, 24, 30]) func aLowPanelKeepsWhatMattersMost(rows: Int) {
    let lines = panel(yesterday(columns: 100, rows: rows))
    for name in ["■ Deribit ", "total ", "net ", "long share ", "90D "] {
      #expect(lines.contains { $0.contains(name) }, "\(name) in \(rows) rows")
    }
    #expect(lines.count { $0.hasPrefix("net ") } == 2, "the day's and the range's")
  }

  @Test(arguments: [100, 125, 126, 200]) func eachExchangeHasItsShareOfAll(columns: Int) throws {
    var state = Samples.state(columns: columns, range: .days(30))
    state.type(.left)
    let lines = panel(state)
    let amounts = Samples.state().snapshot.history[Samples.today - 1]
    let all = try #require(amounts.gross())
    let shares = Exchange.allCases.map { (amounts.gross(of: ExchangeSet($0)) ?? 0) / all }
    let words = shares.map { $0 < 0.005 ? "<1" : "\(Int(($0 * 100).rounded()))" }
    if columns < 126 {
      #expect(lines.contains("share \(words.joined(separator: " ")) %"))
    } else {
      for (exchange, word) in zip(Exchange.allCases, words) {
        #expect(lines.contains { $0.contains(exchange.name) && $0.hasSuffix(" \(word) %") })
      }
    }
  }

  @Test func theMeanDayIsOfFinishedDays() throws {
    let state = yesterday()
    let mean = try #require(state.summary.mean)
    let text = USD.compact(mean, signs: .unicode)
    #expect(panel(state).contains("average day \(text)"))
  }

  @Test func todayIsPartial() {
    #expect(panel(Samples.state()).contains("partial, 14 h of 24"))
  }

  @Test func todayIsComparedWithNoDay() {
    #expect(panel(yesterday()).contains { $0.hasPrefix("vs median") })
    let today = panel(Samples.state(columns: 120, rows: 40))
    let comparisons = ["vs median", "vs day before", "rank #"]
    #expect(!today.contains { line in comparisons.contains { line.hasPrefix($0) } })
    #expect(today.contains { $0.hasPrefix("rank now #") })
  }

  @Test(arguments: [(120, "2 of 4"), (200, "total 2 of 4")])
  func theTotalSaysOfWhatItIs(columns: Int, two: String) {
    var state = Samples.state(columns: columns, rows: 40)
    state.type(.character("B"), .character("Y"))
    #expect(panel(state).contains { $0.hasPrefix(two) })
    state.type(.character("D"))
    #expect(panel(state).contains { $0.hasPrefix("total OKX") })
  }

  @Test func oldValuesOfADayThatWasNotOverAreStale() {
    var snapshot = Samples.snapshot(Samples.series(400), age: .seconds(3 * 3_600))
    snapshot.update(Metric(.okx, .long)) {
      $0.error = FetchError(Metric(.okx, .long), .timedOut(.seconds(20)))
    }
    var state = Samples.state(snapshot)
    #expect(panel(state).contains("OKX stale, 3 h old"))
    #expect(panel(state).contains("partial, 14 h of 24"))
    state.type(.left)
    #expect(panel(state).contains("final"), "a day that was over then has all its values")
  }

  @Test func whatIsTooLongForThePanelIsCutWithAnEllipsis() {
    var snapshot = Samples.snapshot(Samples.series(400), age: .seconds(240))
    snapshot.update(Metric(.binance, .long)) {
      $0.error = FetchError(Metric(.binance, .long), .timedOut(.seconds(20)))
    }
    let lines = panel(Samples.state(snapshot, columns: 120, rows: 40))
    #expect(lines.contains("Binance stale, 4 min…"), "\(lines)")
  }

  @Test func yesterdayIsNotFinalBeforeItIsFetchedAgain() {
    var state = Samples.state()
    _ = reduce(&state, .tick((Samples.today + 1).start + .seconds(600)))
    state.type(.left)
    #expect(panel(state).contains("not final yet"))
    state.type(.left)
    #expect(panel(state).contains("final"))
  }

  @Test func daysWithoutValuesAreCountedInABar() {
    let series = Samples.series(400) { metric, day, value in
      metric.exchange == .okx && (Samples.today - 11...Samples.today - 10).contains(day)
        ? nil : value
    }
    var state = Samples.state(Samples.snapshot(series))
    state.show(barsOf: .week)
    state.type(.left)
    #expect(panel(state).contains("2 days lack values"))
  }

  @Test(arguments: [120, 200]) func aChangeThatIsNotKnownSaysWhatLacks(columns: Int) {
    let series = Samples.series(400) { metric, day, value in
      (metric.exchange == .okx && day == Samples.today - 2) || day == Samples.today - 40
        ? nil : value
    }
    var state = Samples.state(Samples.snapshot(series), columns: columns, rows: 60)
    state.type(.left)
    #expect(panel(state).contains { $0.hasSuffix("Nov 20 lacks OKX") })
    state.show(Slot(Samples.today - 39)...Slot(Samples.today - 39))
    #expect(panel(state).contains { $0.hasSuffix("Oct 13 has no value") })
    let lines = panel(state)
    #expect(
      lines.contains { $0.hasPrefix("Nov 01…21") && $0.hasSuffix("lacks OKX") }
        || lines.contains("Nov 20 lacks OKX"))
  }

  @Test func theFirstDayHasNoneBeforeIt() {
    var state = Samples.state(columns: 120, rows: 60, range: .all)
    state.type(.character("i"), .home)
    #expect(panel(state).contains { $0.hasSuffix("data begin 2025-10-19") })
  }

  @Test func aWeekAfterOneThatLacksDaysSaysSo() {
    let series = Samples.series(400) { metric, day, value in
      metric.exchange == .okx && (Samples.today - 18...Samples.today - 16).contains(day)
        ? nil : value
    }
    var state = Samples.state(Samples.snapshot(series), columns: 120, rows: 60)
    state.show(barsOf: .week)
    state.type(.left)
    #expect(panel(state).contains { $0.hasPrefix("vs week before") })
    state.type(.left)
    let lines = panel(state)
    #expect(lines.contains { $0.hasSuffix("lack values") })
  }

  @Test func theRunningSumIsOfTheNetView() throws {
    var state = yesterday()
    state.type(.character("v"))
    let sum = try #require(DayFigures(state)?.runningSum)
    let text = USD.compact(sum, signs: .unicode, isSigned: true)
    #expect(panel(state).contains("running sum \(text)"))
    let days = Samples.today - 89...Samples.today - 1
    let net = days.reduce(0) { $0 + (state.snapshot.history[$1].net() ?? 0) }
    #expect(abs(sum - net) < 1)
  }

  /// Of nothing there is no sum, which would otherwise be one of 0.
  @Test(arguments: [(120, 42), (40, 10)])
  func aSumOfNoBarIsMissing(columns: Int, rows: Int) {
    let series = Samples.series(400) { metric, day, value in
      metric == Metric(.okx, .short) && day > Samples.today - 100 ? nil : value
    }
    let snapshot = Samples.snapshot(series)
    var state = Samples.state(snapshot, columns: columns, rows: rows)
    state.type(.left, .character("v"))
    #expect(DayFigures(state)?.net == nil && DayFigures(state)?.runningSum == nil)
    let text = render(state).frame.text
    #expect(!text.contains("sum 0"))
    #expect(columns < 100 || panel(state).contains("sum without 89 —"))
    state.type(.character("1"))
    #expect(DayFigures(state)?.runningSum != nil)
    #expect(columns < 100 || render(state).frame.text.contains("running sum "))
  }

  @Test(arguments: 0..<40) func rowsGoByTheirRank(height: Int) {
    let rows = (0..<30).map { PanelRow(.blank, rank: $0 / 2) }
    let bound = PanelRow.rankBound(rows.map(\.rank), height: height)
    let fitting = rows.filter { $0.rank < bound }.prefix(height)
    #expect(fitting.count <= height)
    #expect(fitting.count >= min(height - 1, 30))
    #expect((fitting.map(\.rank).max() ?? 0) <= max(0, (height + 1) / 2))
  }

  @Test func aSmallLineShortensItsRemarksForTheNet() {
    let long = render(Samples.state(columns: 80, rows: 24)).frame.text
    #expect(long.contains("partial, 14 h of 24"))
    let short = render(Samples.state(columns: 60, rows: 15)).frame.text
    #expect(short.contains("  partial  net "))
  }
}

@Suite struct CutBarTests {
  private func state(_ days: ClosedRange<Day>, barsOf interval: BarInterval) -> DashboardState {
    var state = Samples.state()
    state.show(barsOf: interval)
    for character in "/\(days.lowerBound)..\(days.upperBound)".unicodeScalars {
      state.type(.character(character))
    }
    state.type(.enter)
    return state
  }

  @Test func aRangeCutsNoWeek() throws {
    // From a Wednesday to a Thursday.
    let first = try #require(Day(year: 2026, month: 9, day: 2))
    let last = try #require(Day(year: 2026, month: 10, day: 1))
    let state = state(first...last, barsOf: .week)
    #expect(state.bars.marks == [.none, .none, .none, .none, .none])
    #expect(state.bars.buckets.allSatisfy { $0.slots.count == 7 })
    #expect(state.bars.buckets[0].slots.lowerBound.day == first - 2)
    #expect(state.slots == Slot(first)...Slot(last), "the range is what was asked for")
  }

  @Test func whereTheHistoryBeginsWithinABarThatIsSaid() {
    var state = Samples.state(columns: 120, rows: 40, range: .all)
    state.show(barsOf: .month)
    state.type(.home)
    #expect(state.bars.marks.first == .cutBefore)
    let text = render(state).frame.text
    #expect(text.contains("‹") && text.contains("cut: 13 of 31 days"))
  }

  @Test func aCutIsSaidBeforeAValueThatIsMissing() throws {
    let first = try #require(Day(year: 2026, month: 9, day: 2))
    let hole = first + 1
    let series = Samples.series(400) { metric, day, value in
      metric.exchange == .okx && day == hole ? nil : value
    }
    let known = series.mapValues { series in
      Series(series.entries.filter { $0.day >= first }.map { (day: $0.day, value: $0.value) })
    }
    var state = Samples.state(Samples.snapshot(known), columns: 120, rows: 40)
    state.show(Slot(first)...Slot(first + 11))
    state.show(barsOf: .week)
    state.type(.left)
    #expect(state.bars.marks == [.cutBefore, .none])
    let text = render(state).frame.text
    let cut = try #require(text.firstRange(of: "cut: 5 of 7 days"))
    let gap = try #require(text.firstRange(of: "1 day lacks a value"))
    #expect(cut.lowerBound < gap.lowerBound)
  }

  @Test func wholeWeeksAreNotCut() throws {
    let first = try #require(Day(year: 2026, month: 9, day: 7))
    let state = state(first...(first + 27), barsOf: .week)
    #expect(state.bars.marks == [.none, .none, .none, .none])
  }

  @Test func aRangeCutsNoMonth() throws {
    let first = try #require(Day(year: 2026, month: 2, day: 10))
    let last = try #require(Day(year: 2026, month: 5, day: 30))
    let state = state(first...last, barsOf: .month)
    #expect(state.bars.marks == [.none, .none, .none, .none])
    #expect(state.bars.buckets.map(\.slots.count) == [28, 31, 30, 31])
  }

  @Test func daysAreNeverCut() {
    #expect(!Samples.state(range: .days(90)).bars.marks.contains(.cutBefore))
  }
}
