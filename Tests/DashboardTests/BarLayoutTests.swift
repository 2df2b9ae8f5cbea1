import Testing

@testable import Dashboard

@Suite struct BarLayoutTests {
  @Test(arguments: [(7, 90), (30, 87), (90, 90), (90, 89), (365, 54), (2_200, 90), (1, 5), (5, 1)])
  func placesEveryBarOnceFromLeftToRight(days: Int, columns: Int) {
    let layout = BarLayout(days: days, columns: columns)
    #expect(layout.barCount * layout.daysPerBar >= days)
    #expect((layout.barCount - 1) * layout.daysPerBar < days)
    var end = 0
    for bar in 0..<layout.barCount {
      let span = layout.span(of: bar)
      #expect(span.lowerBound >= end && !span.isEmpty)
      end = span.upperBound
    }
    #expect(end <= columns)
  }

  @Test func givesEachDayItsOwnBarWhereTheyFit() {
    #expect(BarLayout(days: 90, columns: 90).daysPerBar == 1)
    #expect(BarLayout(days: 91, columns: 90).daysPerBar == 2)
  }

  @Test func leavesGapsWhereThereIsRoom() {
    let layout = BarLayout(days: 30, columns: 90)
    #expect((0..<30).allSatisfy { layout.span(of: $0).count == 2 })
    #expect(layout.gap == 1)
  }

  @Test(arguments: [(7, 90), (45, 74), (90, 90)])
  func findsTheBarOfAColumn(days: Int, columns: Int) {
    let layout = BarLayout(days: days, columns: columns)
    for bar in 0..<layout.barCount {
      for column in layout.slot(of: bar) { #expect(layout.bar(at: column) == bar) }
    }
  }
}
