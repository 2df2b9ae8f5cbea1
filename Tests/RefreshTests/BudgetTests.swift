import ClockSupport
import Liquidations
import Testing

@testable import Refresh

@Suite struct BudgetTests {
  private static let start = Month(of: Bench.start).start
  private static let middle = start + .seconds(15 * 86_400)
  private static let hour = Duration.seconds(3_600)

  private static func budget(_ limit: Int, spent: Int = 0, cost: Int = 8) -> Budget {
    var budget = Budget(limit: limit, refreshCost: cost)
    budget.spent = spent
    return budget
  }

  @Test(arguments: [(0, 8), (1_000, 8), (1_008, 0), (2_000, 0), (992, 16)])
  func whatIsLeftIsNeverNegative(spent: Int, granted: Int) {
    let left = Self.budget(1_008, spent: spent).left
    #expect(left == max(0, 1_008 - spent))
    #expect(Self.budget(1_008, spent: spent).isSpent == (left < 8))
  }

  @Test(arguments: [2, 3, 8, 24])
  func aMonthHasCallsForOneRefreshAtLeastWhateverThatTakes(cost: Int) {
    #expect(Self.budget(-5, cost: cost).limit == cost)
    #expect(!Self.budget(1, cost: cost).isSpent)
    #expect(Self.budget(100, spent: 101 - cost, cost: cost).isSpent)
    // As many calls as it takes keep the pace: of hours over a month, in which midnights count twice.
    let pace = Self.budget(900 * cost, cost: cost).pace(after: Self.start, wish: Self.hour)
    #expect(pace == (Self.hour, true))
    #expect(
      !Self.budget(500 * cost, cost: cost).pace(after: Self.start, wish: Self.hour).keepsMidnight)
  }

  @Test func anHourlyPaceFitsIntoTenThousandCalls() {
    for day in 0..<30 {
      let moment = Self.start + .seconds(day * 86_400)
      let pace = Self.budget(10_000, spent: day * 200).pace(after: moment, wish: Self.hour)
      #expect(pace == (Self.hour, true))
    }
  }

  @Test(arguments: [(2_000, 3), (500, 12), (5_000, 1)])
  func aSmallerQuotaStretchesThePaceEvenly(limit: Int, hours: Int) {
    for (moment, spent) in [(Self.start, 0), (Self.middle, limit / 2)] {
      let pace = Self.budget(limit, spent: spent).pace(after: moment, wish: Self.hour)
      #expect(!pace.keepsMidnight)
      #expect(pace.interval / Self.hour >= Double(hours))
      #expect(pace.interval / Self.hour < Double(hours) * 1.25 + 0.5)
    }
  }

  @Test func aWishThatTheQuotaAllowsIsKept() {
    let pace = Self.budget(2_000).pace(after: Self.start, wish: Self.hour * 6)
    #expect(pace == (Self.hour * 6, true))
  }

  @Test func whenNothingIsLeftTheNextMonthIsWaitedFor() {
    let pace = Self.budget(2_000, spent: 1_995).pace(after: Self.middle, wish: Self.hour)
    #expect(Self.middle + pace.interval == Month(of: Self.middle).next.start)
  }

  @Test(arguments: [
    // spent by the middle of June, whether a failed call may be repeated
    (0, true), (5_000, true), (5_499, true), (5_500, false), (9_999, false), (10_000, false),
  ])
  func retriesTakeNothingFromTheRefreshes(spent: Int, isAllowed: Bool) {
    #expect(Self.budget(10_000, spent: spent).allowsRetry(at: Self.middle) == isAllowed)
  }

  @Test func aClosedBudgetReopensAtItsTimeAndNoLaterThanInAMonth() {
    var budget = Self.budget(10_000)
    #expect(budget.reopens(after: Self.start) == nil)
    budget.close(until: Self.middle, for: .seconds(600))
    budget.close(until: Self.start, for: .seconds(600))
    #expect(budget.reopens(after: Self.start) == Self.middle)
    #expect(budget.reopens(after: Self.middle) == nil)
    #expect(budget.reopens(after: Self.start + .seconds(-40 * 86_400)) == nil)
    budget.open()
    #expect(budget.reopens(after: Self.start) == nil)
  }
}
