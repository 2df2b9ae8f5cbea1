import Canvas
import Liquidations
import PictureSupport
import Testing

@testable import Dashboard

/// What is missing, wherever that comes from, is said of every sum that lacks it.
@Suite struct IncompleteTests {
  private let today = Slot(Samples.today)

  /// Where the values of a metric are missing, and what then lacks them.
  enum Case: CaseIterable {
    /// The metric was never received.
    case neverLoaded
    /// Its values end before the others'.
    case endsEarly
    /// One day of it is missing.
    case oneDay
    /// So is that day of the whole exchange.
    case oneDayOfBothSides
  }

  private static let dayBefore = Samples.today - 1

  private func state(_ kind: Case, columns: Int = 120, rows: Int = 40) -> DashboardState {
    let broken = Metric(.deribit, .long)
    var series = Samples.series(400) { metric, day, value in
      switch kind {
      case .neverLoaded: value
      case .endsEarly: metric == broken && day > Self.dayBefore - 5 ? nil : value
      case .oneDay: metric == broken && day == Self.dayBefore ? nil : value
      case .oneDayOfBothSides:
        metric.exchange == broken.exchange && day == Self.dayBefore ? nil : value
      }
    }
    if kind == .neverLoaded { series[broken] = nil }
    var state = Samples.state(Samples.snapshot(series), columns: columns, rows: rows)
    state.type(.left)
    return state
  }

  @Test(arguments: Case.allCases)
  func isMarkedAndSaidOfTheDay(kind: Case) throws {
    let state = state(kind)
    #expect(state.bars.marks[state.cursorBar] == .incomplete)
    let day = try #require(DayFigures(state))
    #expect(day.remarks.map(\.text) == ["Deribit missing"])
    #expect(day.net == nil && day.longShare == nil && day.rank == nil)
    #expect(day.timesMedian == nil && day.timesSlotBefore == nil)
    let rows = render(state).frame.text.split(separator: "\n")
    #expect(rows.contains { $0.contains("■ Deribit") && $0.contains("—") })
    #expect(rows.contains { $0.contains(" total ") && $0.contains("≥") })
    #expect(!rows.contains { $0.contains("final") })
  }

  @Test(arguments: Case.allCases)
  func makesTheSumsOfTheRangeFloors(kind: Case) throws {
    let state = state(kind)
    #expect(state.summary.amounts.isFloor(.long))
    #expect(state.summary.amounts.isFloor(.short) == (kind == .oneDayOfBothSides))
    #expect(state.summary.amounts.net() == nil && state.summary.amounts.longShare() == nil)
    #expect(state.summary.incompleteSlots > 0)
  }

  @Test(arguments: Case.allCases)
  func isNoBusinessOfTheOtherExchanges(kind: Case) throws {
    var state = state(kind)
    state.type(.character("2"))
    #expect(state.bars.marks[state.cursorBar] == .none)
    let day = try #require(DayFigures(state))
    #expect(day.net != nil && day.rank != nil && day.remarks.isEmpty)
    #expect(!render(state).frame.text.contains("≥"))
  }

  @Test(arguments: Case.allCases)
  func leavesNoNetAndNoShareToDraw(kind: Case) {
    for view in [1, 2] {
      var state = state(kind)
      for _ in 0..<view { state.type(.character("v")) }
      let amounts = state.bars.buckets[state.cursorBar].amounts
      #expect(state.shownView.parts(of: amounts, .long, .all).allSatisfy { $0 == nil })
    }
  }

  @Test(arguments: Case.allCases)
  func isSaidOfAWeekAndInTheTableAndInACopy(kind: Case) throws {
    var state = state(kind)
    state.show(barsOf: .week)
    #expect(state.appearance.interval == .week)
    let day = try #require(DayFigures(state))
    #expect(day.bucket.amounts.isFloor(.long) && day.net == nil && day.mean == nil)
    #expect(day.remarks.contains { $0.text.contains("lack") })
    let copy = try #require(DayText(state)).text
    #expect(copy.contains("long at least ") && copy.contains("net unknown"))
    for _ in 0..<4 { state.type(.character("v")) }
    #expect(state.shownView == .table)
    #expect(render(state).frame.text.contains("≥"))
  }

  /// The running day has no value of anybody as long as no fetch came after midnight.
  @Test func aRunningDayThatNobodyKnowsIsNotLackedByItsWeek() throws {
    let series = Samples.series(400) { _, day, value in day == Samples.today ? nil : value }
    var state = Samples.state(Samples.snapshot(series))
    state.show(barsOf: .week)
    let day = try #require(DayFigures(state))
    #expect(day.isPartial && !day.bucket.amounts.isIncomplete() && day.net != nil)
    #expect(!state.summary.amounts.isIncomplete())
    #expect(!render(state).frame.text.contains("≥"))
  }

  @Test func aMetricThatHasNotBegunIsNotMissing() {
    let start = Samples.today - 40
    let series = Samples.series(400) { metric, day, value in
      metric.exchange == .okx && day < start ? nil : value
    }
    let state = Samples.state(Samples.snapshot(series))
    #expect(!state.summary.amounts.isIncomplete())
    #expect(state.bars.marks.filter { $0 == .incomplete }.isEmpty)
  }

  @Test(arguments: [(1, false), (2, true), (11, true)])
  func dataThatEndBeforeYesterdaySaySo(days: Int, isSaid: Bool) {
    let end = Samples.today - days
    let series = Samples.series(400) { _, day, value in day > end ? nil : value }
    for (columns, rows) in [(120, 40), (80, 24), (60, 15)] {
      let text = render(Samples.state(Samples.snapshot(series), columns: columns, rows: rows))
        .frame.text
      let date = "Nov \(end.date.day)"
      #expect(text.contains("There are no data after \(date)") == isSaid, "\(columns)")
      #expect(text.contains("● 14:24, next 15:24") != isSaid, "\(columns)")
    }
  }
}
