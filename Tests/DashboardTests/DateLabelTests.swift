import Liquidations
import Testing
import Wording

@testable import Dashboard

/// Which days bear a date where not all have the room.
@Suite struct DateLabelTests {
  @Test(arguments: [
    // A week in a wide pane, and beside an editor; two weeks; a month.
    (7, 63, [0, 1, 2, 3, 4, 5, 6]), (7, 39, [0, 2, 4, 6]), (8, 36, [0, 2, 4, 6]),
    (14, 80, [0, 2, 4, 6, 8, 10, 12]), (14, 39, [0, 7]), (30, 45, [0, 7, 14, 21, 28]),
  ])
  func theDensestDatesThatFitAreShown(days: Int, columns: Int, expected: [Int]) throws {
    // A Monday, of an even number of days since 1970.
    let first = try #require(Day(year: 2026, month: 11, day: 9))
    let buckets = (0..<days).map { day in
      let slot = Slot(.day, firstOf: first + day)
      return slot...slot
    }
    let labels = DateLabel.labels(for: buckets, columns: columns)
    #expect(labels.map(\.bar) == expected)
    #expect(labels.map(\.text) == expected.map { (first + $0).monthDay })
  }

  @Test func everyOtherDayGoesOnBefore1970() throws {
    let first = try #require(Day(year: 1969, month: 12, day: 28))
    let buckets = (0..<7).map { day in
      let slot = Slot(.day, firstOf: first + day)
      return slot...slot
    }
    let bars = DateLabel.labels(for: buckets, columns: 39).map(\.bar)
    #expect(zip(bars, bars.dropFirst()).allSatisfy { $1 - $0 == 2 } && bars.count >= 3)
  }
}
