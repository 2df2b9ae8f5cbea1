import Liquidations
import Testing

@Suite struct AmountsTests {
  private let day = Day(number: 20_000)

  private func amounts(_ values: [Metric: Double]) -> Amounts {
    History(values.mapValues { Series([(day: day, value: $0)]) })[day]
  }

  @Test func addsEachSideUp() {
    let amounts = amounts([
      Metric(.binance, .long): 10, Metric(.okx, .long): 5, Metric(.deribit, .short): -3,
    ])
    #expect(amounts.total(.long) == 15)
    #expect(amounts.total(.short) == -3)
    #expect(amounts.net() == 12)
    #expect(amounts.gross() == 18)
    #expect(amounts.longShare() == 15.0 / 18)
  }

  @Test func addsOnlyTheChosenExchanges() {
    let amounts = amounts([
      Metric(.binance, .long): 10, Metric(.okx, .long): 5, Metric(.okx, .short): -15,
    ])
    let okx = ExchangeSet(.okx)
    #expect(amounts.total(.long, of: okx) == 5)
    #expect(amounts.net(of: okx) == -10)
    #expect(amounts.gross(of: okx) == 20)
    #expect(amounts.longShare(of: okx) == 0.25)
    #expect(amounts.total(.short, of: ExchangeSet(.binance)) == nil)
    #expect(amounts.total(.long, of: [ExchangeSet(.binance), okx]) == 15)
  }

  @Test func missingIsNotZero() {
    let amounts = amounts([Metric(.okx, .long): 0])
    #expect(amounts[.okx, .long] == 0)
    #expect(amounts[.okx, .short] == nil)
    #expect(amounts.total(.long) == 0)
    #expect(amounts.total(.short) == nil)
    #expect(amounts.net() == 0)
    #expect(amounts.exchanges(with: .long) == ExchangeSet(.okx))
    #expect(amounts.exchanges(with: .short) == [])
    #expect(!amounts.isMissing(.all))
    #expect(amounts.isMissing(ExchangeSet(.binance)))
  }

  @Test func nothingKnownHasNoFigures() {
    #expect(Amounts.missing.total(.long) == nil)
    #expect(Amounts.missing.net() == nil)
    #expect(Amounts.missing.gross() == nil)
    #expect(Amounts.missing.longShare() == nil)
    #expect(Amounts.missing.isMissing(.all))
  }

  @Test func aShareNeedsSomethingToShare() {
    #expect(amounts([Metric(.okx, .long): 0, Metric(.okx, .short): 0]).longShare() == nil)
    #expect(amounts([Metric(.okx, .long): 4]).longShare() == 1)
    #expect(amounts([Metric(.okx, .short): -4]).longShare() == 0)
  }
}

@Suite struct HistoryTests {
  private let first = Slot(.day, number: 20_000)
  private let okx = Metric(.okx, .long)
  private let deribit = Metric(.deribit, .short)

  private var history: History {
    History([
      okx: series(from: first, [1, 2, nil, 4, 5]),
      deribit: series(from: first + 2, [-10, nil, 0, -20]),
    ])
  }

  @Test func spansAllMetrics() {
    #expect(history.slots == first...(first + 5))
    #expect(history.first(of: okx) == first)
    #expect(history.first(of: deribit) == first + 2)
    #expect(history.first(of: Metric(.okx, .short)) == nil)
  }

  @Test func holdsEachDay() {
    #expect(history[first][okx] == 1)
    #expect(history[first + 2][okx] == nil)
    #expect(history[first + 4][deribit] == 0)
    #expect(history[first - 1] == .missing)
    #expect(history[first + 6] == .missing)
  }

  @Test func aValueThatLacksAPartIsAFloorInEverySumOverIt() {
    let hour = Slot(.hour, number: 490_000)
    let history = History(
      [okx: Series(from: hour, [1, 2, 3, 4]), deribit: Series(from: hour, [-1, -1, nil, -1])],
      incomplete: [okx: [hour + 1, hour + 9], deribit: [hour + 2]])
    #expect(history[hour + 1][okx] == 2)
    #expect((0...3).map { history[hour + $0].isFloor(.long) } == [false, true, false, false])
    // What is missing isn't a floor of nothing.
    #expect(history[hour + 2][deribit] == nil && history[hour + 2].isFloor(.short))
    for start in 0...3 {
      for end in start...3 {
        let sum = history.sum((hour + start)...(hour + end))
        #expect(sum[okx] == (start...end).reduce(0) { $0 + Double($1 + 1) })
        #expect(sum.isFloor(.long) == (start...end).contains(1))
        #expect(sum.isFloor(.short) == (start...end).contains(2))
        #expect((sum.gross() == nil) == sum.isIncomplete())
      }
    }
    #expect(history.missingSlots(of: okx, in: hour...(hour + 3)) == 0)
    #expect(history != History([okx: Series(from: hour, [1, 2, 3, 4])]))
  }

  @Test(arguments: Side.allCases, [ExchangeSet.all, ExchangeSet(.okx), ExchangeSet(.deribit)])
  func totalsAreThoseOfEachSlot(side: Side, exchanges: ExchangeSet) throws {
    let first = Day(number: 20_000)
    let history = History(
      [
        Metric(.okx, side): Series([(day: first, value: 1), (day: first + 3, value: 0)]),
        Metric(.binance, side): Series([(day: first + 1, value: 2), (day: first + 3, value: 4)]),
      ], incomplete: [Metric(.binance, side): [Slot(first + 3)]])
    let slots = try #require(history.slots)
    let all = slots.map { history[$0].total(side, of: exchanges) }
    #expect(history.totals(side, of: exchanges, withFloors: true) == all)
    let whole = slots.map { slot in
      history[slot].isFloor(side, of: exchanges) ? nil : history[slot].total(side, of: exchanges)
    }
    #expect(history.totals(side, of: exchanges, withFloors: false) == whole)
    #expect(History.empty.totals(side, of: exchanges, withFloors: true).isEmpty)
  }

  @Test func everySumIsTheSumOfItsDays() {
    for start in -2...7 {
      for end in start...7 {
        let sum = history.sum((first + start)...(first + end))
        for metric in [okx, deribit, Metric(.bybit, .long)] {
          let values = (start...end).compactMap { history[first + $0][metric] }
          #expect(sum[metric] == (values.isEmpty ? nil : values.reduce(0, +)))
        }
      }
    }
  }

  @Test func aQuietMonthAfterACrashIsExactlyZero() {
    let values: [Double?] = [1e9 / 3, 7e8 / 3, 0.1] + Array(repeating: 0, count: 30)
    let history = History([okx: series(from: first, values)])
    #expect(history.sum((first + 3)...(first + 32))[okx] == 0)
  }

  @Test func countsGapsOnlyOnceAMetricHasBegun() {
    let all = first...(first + 5)
    #expect(history.missingSlots(of: okx, in: all) == 2)
    #expect(history.missingSlots(of: deribit, in: all) == 1)
    #expect(history.missingSlots(of: deribit, in: first...(first + 1)) == 0)
    #expect(history.missingSlots(of: Metric(.bybit, .long), in: all) == 0)
    #expect(history.count(of: deribit, in: all) == 3)
    #expect(history.count(of: deribit, in: (first + 10)...(first + 20)) == 0)
  }

  @Test func anEmptyOneHasNothing() {
    #expect(History.empty.slots == nil)
    #expect(History.empty.sum(first...first) == .missing)
    #expect(History.empty[first] == .missing)
    #expect(History([okx: .empty]) == .empty)
  }
}
