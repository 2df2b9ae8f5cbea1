import Liquidations
import Testing

@Suite struct RangeSummaryTests {
  private let first = Slot(.day, number: 20_000)

  /// Five days, the last of them today and larger than all others; the third has no value.
  private func summary(_ exchanges: ExchangeSet = .all) -> RangeSummary {
    let history = History([
      Metric(.okx, .long): series(from: first, [4, 1, nil, 2, 100]),
      Metric(.okx, .short): series(from: first, [-1, -7, nil, 0, -100]),
      Metric(.deribit, .long): series(from: first + 3, [1, 1]),
    ])
    return RangeSummary(
      of: history, slots: first...(first + 4), exchanges: exchanges, running: first + 4)
  }

  @Test func totalsHoldToday() {
    #expect(summary().amounts.total(.long) == 109)
    #expect(summary().amounts.total(.short) == -108)
  }

  @Test func recordsLeaveOutToday() {
    #expect(summary().largestLong == .init(slot: first, amount: 4))
    #expect(summary().largestShort == .init(slot: first + 1, amount: -7))
  }

  @Test func meanAndMedianLeaveOutTodayAndMissingDays() {
    #expect(summary().sortedGross == [3, 5, 8])
    #expect(summary().median == 5)
    #expect(summary().mean == 16.0 / 3)
    #expect(summary().missingSlots == 1)
  }

  @Test func theMedianOfAnEvenNumberLiesBetweenTheTwoInTheMiddle() {
    let history = History([Metric(.okx, .long): series(from: first, [1, 2, 4, 100])])
    let summary = RangeSummary(
      of: history, slots: first...(first + 3), exchanges: .all, running: first + 4)
    #expect(summary.median == 3)
  }

  @Test(arguments: [(8.0, 1), (5, 2), (3, 3), (200, 1), (4, 3), (0, 4)])
  func ranksFromTheLargest(gross: Double, rank: Int) {
    #expect(summary().rank(ofGross: gross) == rank)
  }

  @Test func equalDaysShareTheirRank() {
    let history = History([Metric(.okx, .long): series(from: first, [1, 2, 2, 3])])
    let summary = RangeSummary(
      of: history, slots: first...(first + 3), exchanges: .all, running: first + 4)
    #expect(summary.rank(ofGross: 2) == 2)
    #expect(summary.rank(ofGross: 1) == 4)
  }

  @Test func theFirstOfEqualDaysIsTheRecord() {
    let history = History([Metric(.okx, .long): series(from: first, [2, 2])])
    let summary = RangeSummary(
      of: history, slots: first...(first + 1), exchanges: .all, running: first + 2)
    #expect(summary.largestLong?.slot == first)
  }

  @Test func figuresAreThoseOfTheChosenExchanges() {
    let deribit = summary(ExchangeSet(.deribit))
    #expect(deribit.largestLong == .init(slot: first + 3, amount: 1))
    #expect(deribit.largestShort == nil)
    #expect(deribit.sortedGross == [1])
    #expect(deribit.missingSlots == 3)
  }

  @Test func aRangeOfTodayAloneHasNoFigures() {
    let history = History([Metric(.okx, .long): series(from: first, [2])])
    let summary = RangeSummary(of: history, slots: first...first, exchanges: .all, running: first)
    #expect(summary.amounts.total(.long) == 2)
    #expect(summary.median == nil)
    #expect(summary.mean == nil)
    #expect(summary.largestLong == nil)
    #expect(summary.missingSlots == 0)
  }
}
