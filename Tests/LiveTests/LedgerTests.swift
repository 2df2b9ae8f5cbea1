import Liquidations
import LiveSupport
import Testing

@testable import Live

@Suite struct LedgerTests {
  private var ledger = LiveLedger(feeds: Feeds.all)
  private let now = start + .seconds(40)

  private func counts(_ ledger: LiveLedger, _ exchange: Exchange = .binance) -> [Int] {
    [hour(-1), hour(0)].map { ledger.sums.tallies(of: exchange, in: $0).both.count }
  }

  // MARK: Counting

  @Test mutating func eachIsCountedOnce() {
    let event = liquidation(1, 500)
    #expect(ledger.take(event, at: now) == .counted)
    #expect(ledger.take(event, at: now) == .seen)
    #expect(ledger.take(liquidation(1, 500, .okx), at: now) == .counted)
    #expect(
      ledger.sums.tallies(of: .binance, in: minute(0)).long
        == Tally(usd: 500, count: 1, largest: 500))
    #expect(counts(ledger) == [0, 1] && counts(ledger, .okx) == [0, 1])
  }

  @Test mutating func lateOnesGoWhereTheirTimeIs() {
    #expect(ledger.take(liquidation(3), at: now) == .counted)
    #expect(ledger.take(liquidation(-0.001), at: now) == .counted)
    #expect(ledger.take(liquidation(-1_000), at: now) == .counted)
    #expect(counts(ledger) == [2, 1])
    #expect(ledger.sums.tallies(of: .binance, in: minute(-1)).both.count == 1)
  }

  @Test mutating func whatIsOlderThanWhatIsRememberedIsNotCounted() {
    _ = ledger.cover(Feeds.okx, span(0, 60), at: now)
    let oldest = 60 - 26 * 3_600.0
    #expect(ledger.take(liquidation(oldest + 1), at: now) == .counted)
    #expect(ledger.take(liquidation(oldest - 1), at: now) == .doubtful)
    // Nor is anything covered there.
    #expect(ledger.cover(Feeds.deribit, span(-40 * 3_600, -27 * 3_600), at: now) == false)
    #expect(ledger.sums.coverage[.deribit].isEmpty)
    #expect(ledger.cover(Feeds.deribit, span(-40 * 3_600, 0), at: now) == true)
    #expect(
      ledger.sums.coverage[.deribit].ranges.first?.lowerBound == start.seconds + 60 - 26 * 3_600 + 1
    )
  }

  @Test(arguments: [
    liquidation(1, .nan), liquidation(1, 0), liquidation(1, -5), liquidation(1, 2e10),
    liquidation(1, .infinity), liquidation(400), liquidation(1e12), liquidation(-1e13),
    liquidation(1, identity: ""), liquidation(1, identity: String(repeating: "x", count: 201)),
  ])
  mutating func whatCannotBeMeantIsNotCounted(event: Liquidation) {
    #expect(ledger.take(event, at: now) == .unsound)
    #expect(!ledger.hasUnsaved && ledger.newest == 0)
  }

  @Test(arguments: [-400 * 86_400, -86_400, -3_600, 0, 3_600, 400 * 86_400])
  mutating func aClockThatIsSetMovesNothing(seconds: Int) {
    _ = ledger.cover(Feeds.okx, span(-60, 0), at: start)
    let now = start + .seconds(seconds)
    for second in 0..<60 {
      #expect(ledger.take(liquidation(Double(second)), at: now) == .counted)
      _ = ledger.cover(Feeds.okx, span(second, second + 1), at: now)
    }
    #expect(ledger.sums.tallies(of: .binance, in: minute(0)).both.count == 60)
    #expect(ledger.sums.coverage[.okx].ranges == [start.seconds - 60..<start.seconds + 55])
    #expect(ledger.newest == start.seconds + 60)
  }

  @Test mutating func nothingIsCoveredInTheFuture() {
    _ = ledger.cover(Feeds.okx, span(0, 1_000_000), at: now)
    #expect(ledger.sums.coverage[.okx].end == now + .seconds(300 - 5))
  }

  @Test mutating func whereOneSeemedToBeOfTheFutureNothingIsCovered() {
    _ = ledger.cover(Feeds.okx, span(0, 10), at: start)
    // The clock is behind, and the machine has slept.
    #expect(ledger.take(liquidation(400, 1, .okx), at: start) == .unsound)
    _ = ledger.cover(Feeds.okx, span(10, 1_000), at: start)
    _ = ledger.cover(Feeds.okx, span(0, 1_000), at: start + .seconds(1_000))
    let ranges = ledger.sums.coverage[.okx].ranges.map {
      $0.lowerBound - start.seconds..<$0.upperBound - start.seconds
    }
    #expect(ranges == [0..<400, 401..<995])
  }

  @Test mutating func eightDaysAreInMemory() {
    for day in 0..<12 {
      let seconds = day * 86_400
      #expect(ledger.take(liquidation(Double(seconds)), at: start + .seconds(seconds)) == .counted)
      _ = ledger.take(
        Price(90_000, at: start + .seconds(seconds), .okx), at: start + .seconds(seconds))
    }
    var minutes: [Int] = []
    ledger.sums.minutes.forEach { key, _ in minutes.append(key.number) }
    #expect(minutes == (3..<12).map { minute($0 * 1_440).number })
    #expect(ledger.prices.series.count == 9)
    #expect(
      (0..<12).allSatisfy { ledger.sums.tallies(of: .binance, in: hour($0 * 24)).both.count == 1 })
  }

  @Test mutating func theTapeIsInTheOrderOfTime() {
    let seconds = (0..<3_000).map { Double(($0 * 7_919) % 3_000) }
    let events = seconds.map { liquidation($0) }
    for event in events { _ = ledger.take(event, at: start + .seconds(3_000)) }
    for place in stride(from: 0, to: 3_000, by: 100) {
      ledger.show(Array(events[place..<place + 100]))
    }
    #expect(ledger.tape.liquidations == (1_000..<3_000).map { liquidation(Double($0)) })
  }

  // MARK: Keeping

  @Test mutating func whatChangedIsToldOnce() {
    _ = ledger.take(liquidation(1, 500), at: now)
    _ = ledger.take(liquidation(-1, 700, .okx, .short), at: now)
    _ = ledger.cover(Feeds.okx, span(0, 60), at: now)
    _ = ledger.take(Price(90_000, at: start, .okx), at: now)
    #expect(ledger.hasUnsaved)
    let changes = ledger.takeChanges()
    #expect(Set(changes.minutes.map(\.slot)) == [minute(0), minute(-1)])
    #expect(Set(changes.hours.map(\.slot)) == [hour(0), hour(-1)])
    #expect(changes.tape.count == 2 && changes.prices == [MinutePrice(minute(0), 90_000)])
    #expect(changes.coverage.map(\.spans.ranges) == [[start.seconds..<start.seconds + 55]])
    #expect(!ledger.hasUnsaved)
    _ = ledger.take(liquidation(2, 1), at: now)
    let more = ledger.takeChanges()
    #expect(more.minutes.map(\.tallies.long) == [Tally(usd: 501, count: 2, largest: 500)])
    #expect(more.coverage.isEmpty)
    ledger.putBack(changes)
    ledger.putBack(more)
    let again = ledger.takeChanges()
    #expect(again.tape == more.tape + changes.tape)
    #expect(Set(again.minutes.map(\.slot)) == [minute(0), minute(-1)])
    #expect(again.minutes.allSatisfy { $0.exchange == .okx || $0.tallies.long.usd == 501 })
    #expect(again.coverage == changes.coverage)
  }

  @Test mutating func aGapThatIsFilledReplacesWhatLayBeside() {
    _ = ledger.cover(Feeds.okx, span(-100, -50), at: now)
    _ = ledger.cover(Feeds.okx, span(-20, 20), at: now)
    _ = ledger.takeChanges()
    _ = ledger.cover(Feeds.okx, span(-60, -10), at: now)
    let changes = ledger.takeChanges()
    #expect(changes.coverage.map(\.start) == [start + .seconds(-100)])
    #expect(changes.coverage.map(\.spans.ranges) == [[start.seconds - 100..<start.seconds + 15]])
  }

  @Test mutating func aTapeThatCannotBeKeptWholeFreezesWhatItLacks() {
    for number in 0...Unsaved.longestWait {
      _ = ledger.take(liquidation(Double(number) / 1_000), at: start + .seconds(200))
    }
    var parts: [LiveChanges] = []
    repeat { parts.append(ledger.takeChanges()) } while parts.last?.isPart == true
    let tape = parts.flatMap(\.tape)
    #expect(tape.count == Unsaved.longestWait * 9 / 10 + 1)
    #expect(tape == tape.sorted { $0.milliseconds < $1.milliseconds })
    // The sums come with the last of them.
    #expect(parts.dropLast().allSatisfy { $0.hours.isEmpty && $0.minutes.isEmpty })
    #expect(parts.last?.frozen == (start.seconds + 20) * 1_000 - 1)
    #expect(parts.last?.hours.first?.tallies.long.count == Unsaved.longestWait + 1)
  }

  // MARK: What another kept

  /// What the ledger would have kept.
  private func stored(_ ledger: LiveLedger) -> StoredLive {
    var ledger = ledger
    ledger.putBack(ledger.takeChanges())
    var stored = StoredLive(LiveEdition(saves: 1))
    ledger.sums.minutes.forEach {
      stored.minutes.append(SlotTallies($0.exchange, Slot(.minute, number: $0.number), $1))
    }
    ledger.sums.hours.forEach {
      stored.hours.append(SlotTallies($0.exchange, Slot(.hour, number: $0.number), $1))
    }
    for exchange in Exchange.allCases { stored.coverage[exchange] = ledger.sums.coverage[exchange] }
    stored.tape = ledger.tape.liquidations
    stored.identities = stored.tape.map {
      CountedIdentity($0.exchange, milliseconds: $0.milliseconds, $0.identity)
    }
    return stored
  }

  private func filled(_ events: [Liquidation], _ covered: [(FeedKey, Range<Timestamp>)])
    -> LiveLedger
  {
    var ledger = LiveLedger(feeds: Feeds.all)
    for event in events { _ = ledger.take(event, at: now) }
    ledger.show(events)
    for (feed, time) in covered { _ = ledger.cover(feed, time, at: now) }
    return ledger
  }

  @Test func whoGoesOnCountsNothingTwice() {
    let before = filled((-30..<30).map { liquidation(Double($0)) }, [(Feeds.okx, span(-60, 30))])
    var next = LiveLedger(stored(before), feeds: Feeds.all, at: now)
    #expect(!next.hasUnsaved && next.sums.coverage == before.sums.coverage)
    #expect(next.sums == before.sums)
    for second in -40..<40 { _ = next.take(liquidation(Double(second)), at: now) }
    #expect(counts(next) == [40, 40])
    // What was frozen by who was before stays so.
    var frozen = stored(before)
    frozen.frozen = start.seconds * 1_000 - 15_000
    var last = LiveLedger(frozen, feeds: Feeds.all, at: now)
    #expect(last.take(liquidation(-15.5), at: now) == .doubtful)
    #expect(last.take(liquidation(-14.5), at: now) == .counted)
  }

  @Test func anAbsurdStoreFreezesNothing() {
    var absurd = StoredLive()
    absurd.coverage[.okx] = Spans([0..<Timestamp.bounds.upperBound.seconds])
    var ledger = LiveLedger(absurd, feeds: Feeds.all, at: now)
    #expect(ledger.newest == now.seconds + LiveLedger.storeAhead)
    #expect(ledger.take(liquidation(30 * 3_600), at: now) == .counted)
  }

  @Test mutating func whatIsNewInTheStoreIsAdopted() {
    let before = filled([liquidation(1), liquidation(2)], [(Feeds.okx, span(0, 30))])
    ledger.adopt(stored(before), at: now)
    var news = StoredLive(LiveEdition(saves: 2), since: LiveEdition(saves: 1))
    news.minutes = [
      SlotTallies(.binance, minute(0), Tallies(long: Tally(usd: 9, count: 3, largest: 5)))
    ]
    news.hours = [
      SlotTallies(.binance, hour(0), Tallies(long: Tally(usd: 9, count: 3, largest: 5)))
    ]
    news.coverageStart = start
    news.coverage[.okx] = Spans([start.seconds + 10..<start.seconds + 40])
    news.tape = [liquidation(3)]
    ledger.adopt(news, at: now)
    #expect(ledger.sums.tallies(of: .binance, in: minute(0)).long.usd == 9)
    #expect(ledger.sums.coverage[.okx].ranges == [start.seconds + 10..<start.seconds + 40])
    #expect(ledger.tape.liquidations.count == 3)
    #expect(ledger.sums.window(.minute, at: now).tallies().both.count == 3)
  }

  @Test func whatTheStoreKnowsNothingOfIsAdded() {
    let theirs = filled([liquidation(-30), liquidation(-20)], [])
    let own = filled(
      [liquidation(-30), liquidation(-10), liquidation(5), liquidation(6, 1, .okx)],
      [(Feeds.okx, span(-60, 30))])
    var both = LiveLedger(stored(theirs), feeds: Feeds.all, at: now)
    both.add(own)
    #expect(counts(both) == [2, 1])
    #expect(counts(both, .okx) == [0, 1])
    #expect(both.sums.coverage[.okx] == own.sums.coverage[.okx])
    // Where it left its own out it can't go on.
    #expect(both.take(liquidation(4), at: now) == .doubtful)
    #expect(both.cover(Feeds.okx, span(-60, 25), at: now) == false)
    let changes = both.takeChanges()
    #expect(changes.frozen == (start.seconds + 30) * 1_000)
    #expect(Set(changes.hours.map(\.slot)) == [hour(0)])
  }

  @Test func aNewStoreIsGivenAllAndTheCountGoesOn() {
    let own = filled([liquidation(-10), liquidation(5)], [(Feeds.okx, span(-60, 30))])
    var both = LiveLedger(StoredLive(), feeds: Feeds.all, at: now)
    both.add(own)
    #expect(both.sums == own.sums)
    #expect(both.take(liquidation(5), at: now) == .seen)
    #expect(both.take(liquidation(4), at: now) == .counted)
    #expect(both.cover(Feeds.okx, span(30, 31), at: now) == true)
    #expect(both.sums.coverage[.okx].ranges == [start.seconds - 60..<start.seconds + 26])
    #expect(both.takeChanges().tape.count == 3)
  }
}
