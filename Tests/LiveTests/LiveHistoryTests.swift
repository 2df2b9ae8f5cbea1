import Liquidations
import LiveSupport
import Testing

@testable import Live

@Suite struct LiveHistoryTests {
  private let long = Metric(.okx, .long)
  private let short = Metric(.okx, .short)

  private func sums(
    _ events: [Liquidation], _ covered: [Exchange: [Range<Int>]] = [:]
  ) -> LiveSums {
    var ledger = LiveLedger(feeds: Feeds.all)
    for event in events { _ = ledger.take(event, at: start + .seconds(86_400)) }
    var sums = ledger.sums
    for (exchange, ranges) in covered {
      sums.coverage[exchange] = Spans(
        ranges.map { start.seconds + Int64($0.lowerBound)..<start.seconds + Int64($0.upperBound) })
    }
    return sums
  }

  private let later = start + .seconds(86_400)

  @Test func aMinuteThatIsCoveredAndQuietIsZero() {
    let history = sums([liquidation(65, 700, .okx)], [.okx: [0..<180]]).history(
      of: .minute, at: later)
    #expect(history.step == .minute && history.slots == minute(0)...minute(2))
    #expect((0...2).map { history[minute($0)][long] } == [0, 700, 0])
    #expect((0...2).map { history[minute($0)][short] } == [0, 0, 0])
    #expect(!history.sum(minute(0)...minute(2)).isIncomplete())
  }

  @Test func aMinuteThatIsNotCoveredIsMissing() {
    let history = sums([], [.okx: [0..<60, 120..<180]]).history(of: .minute, at: later)
    #expect((0...2).map { history[minute($0)][long] } == [0, nil, 0])
    #expect(history.sum(minute(0)...minute(2)).isFloor(.long))
  }

  @Test func aMinuteThatIsCoveredInPartIsAFloor() {
    let sums = sums([liquidation(130, 5, .okx, .short)], [.okx: [0..<90, 170..<240]])
    let history = sums.history(of: .minute, at: later)
    #expect((0...3).map { history[minute($0)][short] } == [0, 0, -5, 0])
    #expect((0...3).map { history[minute($0)].isFloor(.short) } == [false, true, true, false])
  }

  @Test func whatWasCountedWithoutCoverageIsAFloor() {
    let history = sums([liquidation(30, 5, .okx)]).history(of: .hour, at: later)
    #expect(history[hour(0)][long] == 5 && history[hour(0)].isFloor(.long))
  }

  @Test func anExchangeThatIsBehindIsNotCoveredYet() {
    let now = start + .seconds(3 * 3_600 + 100)
    let end = 3 * 3_600 + 98
    let history = sums([], [.okx: [0..<end], .deribit: [0..<2 * 3_600 - 500]])
      .history(of: .hour, at: now)
    #expect((0...3).map { history[hour($0)][Metric(.deribit, .long)] } == [0, 0, nil, nil])
    #expect(history[hour(1)].isFloor(.long, of: ExchangeSet(.deribit)))
    #expect((0...3).map { history[hour($0)][long] } == [0, 0, 0, 0])
    // The hour that is being heard is whole as far as it goes.
    #expect((0...3).allSatisfy { !history[hour($0)].isFloor(.long, of: ExchangeSet(.okx)) })
    // Not so when nothing was heard for longer.
    let silent = sums([], [.okx: [0..<end]]).history(of: .hour, at: now + .seconds(60))
    #expect(silent[hour(3)].isFloor(.long))
  }

  @Test func daysAreSumsOfHours() {
    let whole = -10 * 3_600..<14 * 3_600
    let events = [liquidation(-9 * 3_600, 5, .okx), liquidation(13 * 3_600, 7, .okx)]
    let history = sums(events, [.okx: [whole, 14 * 3_600..<20 * 3_600]]).history(
      of: .day, at: later + .seconds(86_400))
    let day = Slot(start.day)
    #expect(history[day][long] == 12 && !history[day].isFloor(.long))
    #expect(history[day + 1][long] == 0 && history[day + 1].isFloor(.long))
    #expect(history.sum(day...(day + 1)).isFloor(.long))
  }

  @Test func onlyThoseSlotsAreMadeThatAreAskedFor() {
    let sums = sums((0..<20).map { liquidation(Double($0) * 60, 1, .okx) }, [.okx: [0..<1_200]])
    let history = sums.history(of: .minute, in: minute(5)...minute(9), at: later)
    #expect(history.slots == minute(5)...minute(9))
    #expect(history.sum(minute(0)...minute(19))[long] == 5)
    #expect(LiveSums().history(of: .hour, at: later) == .empty)
  }

  // MARK: Windows

  @Test func windowsEndNow() {
    let times = [-3_700, -3_590, -290, -70, -50, 9, 10, 11]
    let sums = sums(times.map { liquidation(Double($0) + 0.5, 1) }, [.binance: [-300..<5]])
    let now = start + .seconds(10)
    let counts = StripWindow.allCases.map { sums.window($0, at: now).tallies().both.count }
    // The last second is the running one; hours begin with a whole minute.
    #expect(counts == [2, 4, 6, 8, 8])
    #expect(sums.window(.fiveMinutes, at: now).seconds == 300)
    #expect(sums.window(.hour, at: now).seconds <= 3_600)
    #expect(sums.window(.fiveMinutes, at: now).covered(.binance) == 294)
    #expect(sums.window(.fiveMinutes, at: now).covered(.okx) == 0)
    #expect(
      sums.window(.fiveMinutes, at: now).coveredShare(of: ExchangeSet(.binance)) == 294.0 / 300)
    #expect(sums.window(.minute, at: now).tallies(of: ExchangeSet(.okx)) == Tallies())
  }

  // MARK: Cascades

  /// Twelve hours in which a minute is worth so much, then one of that many orders.
  private func cascade(usual: Double, orders: Int, each: Double, known: Int = 720) -> Cascade? {
    var sums = LiveSums()
    for number in -known..<0 {
      let key = TimeTallies.Key(number: minute(number).number, exchange: .okx)
      sums.minutes[key] = Tallies(short: Tally(usd: usual, count: 1, largest: usual))
    }
    for number in 0..<orders {
      _ = sums.minutes.add(liquidation(Double(number), each, .bybit))
    }
    return Cascade(minute(0), in: sums)
  }

  @Test(arguments: [
    (0.0, 5, 200_001.0, true), (0, 5, 200_000, false), (0, 4, 500_000, false),
    (100_000, 5, 200_001, true), (100_001, 5, 200_002, false), (2e6, 50, 1e6, true),
    (5e6, 50, 1e6, false),
  ])
  func aCascadeIsMuchMoreThanUsual(usual: Double, orders: Int, each: Double, isOne: Bool) {
    let cascade = cascade(usual: usual, orders: orders, each: each)
    #expect((cascade != nil) == isOne)
    if isOne { #expect(cascade?.median == usual && cascade?.side == .long) }
  }

  @Test func whatIsUsualIsKnownAfterAnHour() {
    #expect(cascade(usual: 1, orders: 9, each: 1e6, known: 59) == nil)
    #expect(cascade(usual: 1, orders: 9, each: 1e6, known: 60) != nil)
    // Quiet minutes count where any exchange is covered.
    var sums = LiveSums()
    for number in 0..<9 { _ = sums.minutes.add(liquidation(Double(number), 1e6)) }
    #expect(Cascade(minute(0), in: sums) == nil)
    sums.coverage[.okx] = Spans([start.seconds - 3_600..<start.seconds])
    #expect(Cascade(minute(0), in: sums)?.median == 0)
  }
}

extension LiveHistoryTests {
  /// Of slots that are asked for, whoever wasn't heard lacks a value, from the first of them on.
  @Test func whoBeganLaterLacksWhatIsAskedForBefore() {
    let sums = sums([], [.okx: [0..<240], .bybit: [120..<240]])
    let slots = minute(-2)...minute(3)
    let history = sums.history(of: .minute, in: slots, at: later)
    #expect(history.sum(minute(0)...minute(3)).isFloor(.long, of: ExchangeSet(.bybit)))
    #expect(history.sum(minute(0)...minute(3)).isFloor(.long, of: ExchangeSet(.deribit)))
    #expect(!history.sum(minute(0)...minute(3)).isFloor(.long, of: ExchangeSet(.okx)))
    #expect(history.sum(minute(-2)...minute(0)).isFloor(.long, of: ExchangeSet(.okx)))
    #expect(history.missingSlots(of: Metric(.bybit, .long), in: slots) == 4)
  }

  @Test func besideAnotherSourceEveryDayIsAFloor() {
    let whole = -10 * 3_600..<14 * 3_600
    let sums = sums([liquidation(30, 5, .okx)], [.okx: [whole]])
    let day = Slot(start.day)
    #expect(!sums.history(of: .day, at: later)[day].isFloor(.long, of: ExchangeSet(.okx)))
    let floors = sums.floors(in: day...day, at: later)
    #expect(floors[day][long] == 5 && floors[day].isFloor(.long, of: ExchangeSet(.okx)))
    #expect(floors[day].gross(of: ExchangeSet(.okx)) == nil)
  }
}
