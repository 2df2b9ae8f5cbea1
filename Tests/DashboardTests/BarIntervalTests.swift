import Liquidations
import Testing

@testable import Dashboard

/// What a bar is asked to be, and what it becomes.
@Suite struct BarIntervalTests {
  /// Wednesday 2026-07-01 to Sunday 2026-11-22.
  private let days = Slot(.day, number: 20_635)...Slot(.day, number: 20_779)

  @Test(
    arguments: [
      (.fit, 90, .day), (.fit, 45, .week), (.fit, 10, .month), (.fit, 3, .quarter),
      (.day, 145, .day), (.day, 144, .week), (.week, 400, .week), (.month, 400, .month),
      (.month, 4, .quarter), (.fit, 1, .year),
    ] as [(BarInterval, Int, CalendarUnit)])
  func theShortestThatFitsIsTaken(interval: BarInterval, most: Int, unit: CalendarUnit) {
    let days = most == 90 ? days.lowerBound...(days.lowerBound + 89) : days
    #expect(interval.unit(of: days, most: most) == unit)
  }
}

/// A bar's sum depends on its unit and its date alone.
@Suite struct BarSumTests {
  @Test(arguments: [BarInterval.fit, .day, .week, .month])
  func noRangeSizeOrDayOfLookingChangesAFinishedBar(interval: BarInterval) {
    var sums: [Bucket.Place: Amounts] = [:]
    for (columns, rows) in [(24, 6), (40, 10), (60, 15), (80, 24), (100, 30), (160, 45)] {
      for ago in [0, 1, 3, 9] {
        for count in [7, 30, 90, 180, 365, 400] {
          let state = Self.state(interval, columns: columns, rows: rows, ago: ago, count: count)
          for (bucket, mark) in zip(state.bars.buckets, state.bars.marks) where mark != .partial {
            let place = Bucket.Place(unit: state.bars.unit, first: bucket.slots.lowerBound)
            let known = sums[place, default: bucket.amounts]
            #expect(known == bucket.amounts, "\(place)")
            sums[place] = known
          }
        }
      }
    }
    #expect(sums.count > 10)
  }

  /// What was seen so many days before now, of a range of so many days.
  private static func state(
    _ interval: BarInterval, columns: Int, rows: Int, ago: Int, count: Int
  ) -> DashboardState {
    var state = Samples.state(
      Samples.snapshot(history), columns: columns, rows: rows, range: .days(count))
    state.appearance.interval = interval
    _ = reduce(&state, .tick(Samples.now + .seconds(-86_400 * ago)), hits: Hits())
    state.derive()
    return state
  }

  private static let history = Samples.series(400)
}

extension Bucket {
  /// What a bar is and when it begins.
  fileprivate struct Place: Hashable {
    let unit: CalendarUnit
    let first: Slot
  }
}
