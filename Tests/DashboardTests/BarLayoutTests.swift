import Liquidations
import Testing

@testable import Dashboard

@Suite struct BarLayoutTests {
  @Test(arguments: [(7, 90), (30, 87), (90, 90), (90, 89), (365, 54), (2_200, 90), (1, 5), (5, 1)])
  func placesEveryBarOnceFromLeftToRight(days: Int, columns: Int) {
    let bars = BarInterval.fit.spans(
      of: Slot(.day, number: 1)...Slot(.day, number: days), columns: columns
    ).count
    let layout = BarLayout(bars: bars, columns: columns)
    var end = 0
    for bar in 0..<layout.barCount {
      let span = layout.span(of: bar)
      #expect(span.lowerBound >= end && !span.isEmpty)
      end = span.upperBound
    }
    #expect(end <= columns)
  }

  @Test func givesEachDayItsOwnBarWhereTheyFit() {
    let fit = BarInterval.fit
    #expect(fit.spans(of: Slot(.day, number: 1)...Slot(.day, number: 90), columns: 90).count == 90)
    #expect(
      fit.spans(of: Slot(.day, number: 1)...Slot(.day, number: 91), columns: 90).map(\.count).max()
        == 2)
  }

  @Test func leavesGapsWhereThereIsRoom() {
    let layout = BarLayout(bars: 30, columns: 90)
    #expect((0..<30).allSatisfy { layout.span(of: $0).count == 2 })
    #expect((0..<30).allSatisfy { layout.slot(of: $0).count == 3 })
  }

  @Test(arguments: [(37, 74), (30, 87), (14, 90), (13, 90), (8, 90), (2, 74)])
  func leavesOneColumnBetweenBarsWhereThereAreTwoForEach(bars: Int, columns: Int) {
    let layout = BarLayout(bars: bars, columns: columns)
    let spans = (0..<bars).map { layout.span(of: $0) }
    #expect(zip(spans, spans.dropFirst()).allSatisfy { $1.lowerBound - $0.upperBound == 1 })
    let widths = spans.map(\.count)
    #expect((widths.max() ?? 0) - (widths.min() ?? 0) <= 1)
    #expect(spans[0].lowerBound * 12 <= columns && spans[bars - 1].upperBound == columns - 1)
  }

  @Test(arguments: [(45, 74), (90, 164), (60, 84), (30, 34)])
  func leavesNoGapsWhereTheyWouldBeUneven(bars: Int, columns: Int) {
    let layout = BarLayout(bars: bars, columns: columns)
    let spans = (0..<bars).map { layout.span(of: $0) }
    #expect(zip(spans, spans.dropFirst()).allSatisfy { $1.lowerBound == $0.upperBound })
    #expect(spans[bars - 1].upperBound == columns)
  }

  @Test func fillsThePlotFromSevenColumnsForFiveBars() {
    #expect(BarLayout(bars: 60, columns: 84).span(of: 0).lowerBound == 0)
    #expect(BarLayout(bars: 60, columns: 83).span(of: 0).lowerBound == 23)
  }

  @Test func leavesNoGapAmongBarsThatTouch() {
    let layout = BarLayout(bars: 47, columns: 54)
    #expect(layout.span(of: 0).lowerBound == 7)
    #expect((1..<47).allSatisfy { layout.span(of: $0).lowerBound == 7 + $0 })
  }

  @Test(arguments: [(7, 90), (45, 74), (90, 90), (47, 54), (14, 90), (30, 70)])
  func findsTheBarOfAColumn(days: Int, columns: Int) {
    let layout = BarLayout(bars: days, columns: columns)
    for bar in 0..<layout.barCount {
      for column in layout.slot(of: bar) { #expect(layout.bar(at: column) == bar) }
    }
  }
}

@Suite struct BarIntervalTests {
  /// Wednesday 2026-07-01 to Sunday 2026-11-22.
  let days = Slot(.day, number: 20_635)...Slot(.day, number: 20_779)

  @Test func weeksBeginOnMondayAndTheRangeCutsThem() {
    let weeks = BarInterval.week.spans(of: days, columns: 90)
    #expect(weeks.first?.count == 5)
    #expect(weeks.dropFirst().allSatisfy { $0.lowerBound.day.weekday == 0 && $0.count == 7 })
  }

  @Test func monthsBeginOnTheirFirst() {
    let months = BarInterval.month.spans(of: days, columns: 90)
    #expect(months.map(\.count) == [31, 31, 30, 31, 22])
  }

  @Test(arguments: BarInterval.allCases, [1, 3, 7, 40])
  func holdEachDayOnceInNoMoreBarsThanColumns(interval: BarInterval, columns: Int) {
    let spans = interval.spans(of: days, columns: columns)
    #expect(spans.count <= columns)
    #expect(spans.flatMap(Array.init) == Array(days))
  }
}
