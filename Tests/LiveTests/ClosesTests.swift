import ClockSupport
import Liquidations
import LiveSupport
import Testing
import WorkSupport

@testable import Live

/// What one BTC cost at the end of each day, fetched and kept.
@Suite(.serialized, .longWork) struct ClosesTests {
  private let world = LiveWorld()
  private let today = start.day

  /// Closes of days, each of them its number.
  private static func closes(
    _ exchange: Exchange, _ days: ClosedRange<Day>, plus more: Double = 0
  ) -> DailyCloses {
    DailyCloses(exchange, Series(days.map { ($0, Double($0.number) + more) }))
  }

  /// A source that has all days up to the pane's own, that one included.
  private func answer(_ pane: LiveWorld.Pane, of exchange: Exchange) {
    let clock = pane.clock
    pane.answerCloses { since in
      let today = clock.wall.day
      return .closes(Self.closes(exchange, (since[exchange] ?? today)...today))
    }
  }

  private func series(_ pane: LiveWorld.Pane) -> Series? { pane.snapshot.closes?.series }

  // MARK: When

  @Test func daysThatAreOverAndLackACloseAreFetchedOnce() throws {
    let pane = world.pane(on: LiveMemory())
    answer(pane, of: .binance)
    world.pass(.seconds(60), pane)
    #expect(pane.closesAsked.isEmpty)
    world.want(pane, closesSince: today - 30)
    world.pass(.seconds(1), pane)
    #expect(pane.closesAsked.map { $0[.okx] } == [today - 30])
    #expect(series(pane)?.days == (today - 30)...(today - 1) && series(pane)?.count == 30)
    #expect(pane.snapshot.closes?.exchange == .binance)
    world.pass(.seconds(3_600), pane)
    world.want(pane, closesSince: today - 20)
    world.pass(.seconds(60), pane)
    #expect(pane.closesAsked.count == 1)
    world.want(pane, closesSince: today - 40)
    world.pass(.seconds(60), pane)
    #expect(pane.closesAsked.map { $0[.binance] } == [today - 30, today - 40])
  }

  @Test func theDayThatIsOverIsFetchedTwoMinutesAfterMidnight() {
    let pane = world.pane(on: LiveMemory())
    answer(pane, of: .binance)
    world.want(pane, closesSince: today - 30)
    world.pass(.seconds(1), pane)
    let midnight = (today + 1).start - pane.clock.wall
    world.pass(midnight + .seconds(115), pane)
    #expect(pane.closesAsked.count == 1 && series(pane)?.days?.upperBound == today - 1)
    world.pass(.seconds(75), pane)
    // Of the source that is known, that day alone; of the others all.
    #expect(pane.closesAsked.count == 2)
    #expect(pane.closesAsked.last?[.binance] == today && pane.closesAsked.last?[.okx] == today - 30)
    #expect(series(pane)?.days == (today - 30)...today)
  }

  @Test func afterAFailureItIsTriedLaterAndLater() {
    let pane = world.pane(on: LiveMemory())
    pane.answerCloses { _ in .failed("Daily prices can't be had (Binance: no connection).") }
    world.want(pane, closesSince: today - 30)
    world.pass(.seconds(25), pane)
    #expect(pane.closesAsked.count == 1)
    #expect(pane.snapshot.closesFault == "Daily prices can't be had (Binance: no connection).")
    world.pass(.seconds(20), pane)
    #expect(pane.closesAsked.count == 2)
    world.pass(.seconds(3 * 3_600), pane)
    #expect((9...14).contains(pane.closesAsked.count))
    answer(pane, of: .okx)
    world.pass(.seconds(1_860), pane)
    #expect(series(pane)?.count == 30 && pane.snapshot.closesFault == nil)
  }

  /// A source that hasn't closed the day yet is asked again, and what it has is shown meanwhile.
  @Test func whoseLastDayIsMissingIsAskedAgain() {
    let pane = world.pane(on: LiveMemory())
    let today = today
    pane.answerCloses { .closes(Self.closes(.okx, ($0[.okx] ?? today)...(today - 2))) }
    world.want(pane, closesSince: today - 30)
    world.pass(.seconds(1), pane)
    #expect(series(pane)?.days?.upperBound == today - 2)
    answer(pane, of: .okx)
    world.pass(.seconds(90), pane)
    #expect(series(pane)?.days?.upperBound == today - 1)
    #expect(pane.closesAsked.last?[.okx] == today - 1)
  }

  /// A gap of the market's own is asked for once, and not every ten seconds.
  @Test func aDayThatTheSourceLacksIsNotAskedForAgain() {
    let pane = world.pane(on: LiveMemory())
    let today = today
    pane.answerCloses { _ in
      .closes(DailyCloses(.binance, Series([(today - 9, 5), (today - 1, 6)])))
    }
    world.want(pane, closesSince: today - 30)
    world.pass(.seconds(600), pane)
    #expect(pane.closesAsked.count == 1)
    #expect(series(pane)?[today - 5] == nil && series(pane)?.count == 2)
  }

  @Test func whatCantBeMeantIsLeftOut() {
    let pane = world.pane(on: LiveMemory())
    let today = today
    pane.answerCloses { _ in
      .closes(
        DailyCloses(
          .binance,
          Series([
            (today - 3_000, 5), (today - 4, -7), (today - 3, 1e12), (today - 2, 0.5),
            (today - 1, 90_000), (today, 91_000), (today + 9, 92_000),
          ])))
    }
    world.want(pane, closesSince: today - 30)
    world.pass(.seconds(1), pane)
    #expect(series(pane) == Series([(today - 1, 90_000)]))
  }

  // MARK: Who

  @Test(arguments: [true, false]) func whoFollowsFetchesNoneAndShowsThemWithinASecond(isTold: Bool)
  {
    let memory = LiveMemory(isTelling: isTold)
    let leader = world.pane(on: memory)
    let follower = world.pane(on: world.wait { await memory.another() } ?? memory)
    for pane in [leader, follower] {
      answer(pane, of: .binance)
      world.want(pane, closesSince: today - 30)
    }
    world.pass(.seconds(10), leader, follower)
    world.pass(.seconds(1), follower)
    #expect(leader.closesAsked.count == 1 && follower.closesAsked.isEmpty)
    #expect(series(follower)?.count == 30 && follower.snapshot.closes == leader.snapshot.closes)
    // Once it is gone, the other goes on from what is kept.
    world.quit(leader)
    world.pass((today + 1).start - follower.clock.wall + .seconds(300), follower)
    #expect(follower.closesAsked.map { $0[.binance] } == [today])
    #expect(series(follower)?.count == 31)
  }

  // MARK: Of whom

  /// Days of two sources never stand in one line, and none takes another's place.
  @Test func theShownClosesAreOfOneSource() {
    var kept = KeptCloses()
    #expect(kept.shown == nil)
    _ = kept.take(Self.closes(.okx, today - 9...today - 1, plus: 1))
    _ = kept.take(Self.closes(.binance, today - 5...today - 1))
    // As long, but with more days.
    #expect(kept.shown == Self.closes(.okx, today - 9...today - 1, plus: 1))
    _ = kept.take(Self.closes(.binance, today - 9...today - 6))
    #expect(kept.shown == Self.closes(.binance, today - 9...today - 1))
    // One that goes on longer.
    _ = kept.take(Self.closes(.deribit, today - 2...today))
    #expect(kept.shown?.exchange == .deribit && kept.shown?.series.count == 3)
    #expect(kept.all.map(\.exchange) == [.binance, .okx, .deribit])
    let isMore = kept.take(Self.closes(.deribit, today...today))
    #expect(!isMore)
  }

  @Test func aNewerValueOfTheSameSourceStands() {
    var kept = KeptCloses()
    _ = kept.take(Self.closes(.binance, today - 2...today - 1))
    let isMore = kept.take(Self.closes(.binance, today - 1...today - 1, plus: 0.5))
    #expect(isMore)
    #expect(kept.shown?.series[today - 1] == Double((today - 1).number) + 0.5)
    #expect(kept.firstLacking(of: .binance, in: today - 4...today) == today - 4)
    #expect(kept.firstLacking(of: .binance, in: today - 2...today) == today)
    #expect(kept.firstLacking(of: .okx, in: today - 2...today) == today - 2)
  }

  /// What can't be kept is shown, and is kept once it can be.
  @Test func whatCouldntBeKeptIsKeptLater() {
    var ledger = LiveLedger(feeds: Feeds.all)
    let isMore = ledger.take(Self.closes(.okx, today - 3...today - 1))
    #expect(isMore)
    let changes = ledger.takeChanges()
    #expect(changes.closes == [Self.closes(.okx, today - 3...today - 1)] && !ledger.hasUnsaved)
    ledger.putBack(changes)
    #expect(ledger.hasUnsaved)
    let again = ledger.takeChanges()
    #expect(again.closes == changes.closes)
  }
}
