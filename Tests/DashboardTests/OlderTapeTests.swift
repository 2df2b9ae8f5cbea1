import Canvas
import Liquidations
import PictureSupport
import Testing
import WorkSupport

@testable import Dashboard
@testable import Live

/// Rows of the tape that aren't in memory any more.
@Suite(.longWork) struct OlderTapeTests {
  private static let start = Samples.today.start.seconds

  /// One order every two seconds, the last of so many at the samples' midnight.
  private func orders(_ numbers: ClosedRange<Int>) -> [Liquidation] { numbers.map { order($0) } }

  private func order(_ number: Int) -> Liquidation {
    let usd = Double(1_000 + number % 100_000)
    return Liquidation(
      Exchange.allCases[number % 3], "BTCUSDT", number % 2 == 0 ? .long : .short,
      milliseconds: (Self.start + Int64(number) * 2) * 1_000, bitcoin: usd / 90_000,
      price: 90_000, usd: usd, identity: "\(number)")
  }

  /// A store of orders 1 to 9,000, of which memory has the newest 2,000.
  private func live(upTo last: Int = 9_000) -> LiveSnapshot {
    var live = LiveSamples.snapshot
    live.tape = Tape()
    live.tape.insert(orders(max(1, last - 1_999)...last))
    return live
  }

  private func answer(_ part: TapePart, upTo last: Int = 9_000) -> [Liquidation] {
    let found = orders(1...last).filter { $0.milliseconds < part.before ?? .max }
    return Array(found.reversed().prefix(part.limit))
  }

  private func part(_ effects: [Effect]) -> TapePart? {
    effects.compactMap { if case .readTape(let part) = $0 { part } else { nil } }.first
  }

  private func tape() -> DashboardState {
    var state = LiveSamples.state(live: live())
    state.type(.character("T"))
    return state
  }

  @Test func nothingIsReadBeforeSomebodyGoesThere() {
    var state = tape()
    #expect(part(state.type(.down)) == nil && state.olderTape == nil)
    #expect(state.tape.count == 2_000)
  }

  @Test func whoComesToTheEndOfMemoryReadsOn() throws {
    var state = tape()
    let asked = try #require(part(state.type(.end)))
    // Of the oldest second in memory some may have gone.
    #expect(asked.before == (Self.start + 7_001 * 2 + 1) * 1_000 && asked.limit == 2_000)
    // Once, and no key waits for it.
    #expect(part(state.type(.down)) == nil && state.reply == "Older rows are being read.")
    let cursor = state.tapePlace.cursor
    _ = reduce(&state, .tape(asked, answer(asked)))
    #expect(state.tape.count == 1_999 + 1_999 && state.tapePlace.cursor == cursor)
    state.type(.down)
    #expect(state.tape[state.tapeCursor].time.seconds == Self.start + 7_000 * 2)
  }

  /// Every order is on it once, to the oldest; there it says what the end is.
  @Test func itGoesToTheOldestThatIsKept() {
    var state = tape()
    var effects = state.type(.end)
    var pages = 0
    while let part = part(effects), pages < 20 {
      pages += 1
      effects = reduce(&state, .tape(part, answer(part)))
      effects += state.type(.end)
    }
    #expect(pages == 4 && state.tape.count == 9_000)
    #expect(state.tape.map(\.key.second) == (1...9_000).reversed().map { Self.start + $0 * 2 })
    state.type(.down)
    #expect(
      state.reply
        == "That is the oldest row that is kept: of eight days and 200,000 liquidations at most.")
  }

  @Test func anAnswerToAnotherQuestionIsNoPart() throws {
    var state = tape()
    let asked = try #require(part(state.type(.end)))
    _ = reduce(&state, .tape(TapePart(before: 5), orders(1...2).reversed()))
    #expect(state.tape.count == 2_000 && state.olderTape?.asked == asked)
  }

  @Test func whatCannotBeReadIsSaid() throws {
    var state = tape()
    let asked = try #require(part(state.type(.end)))
    #expect(part(reduce(&state, .tape(asked, nil))) == nil)
    state.type(.down)
    #expect(
      state.reply == "Older rows can't be read: there is no archive that can be used.")
    #expect(state.tape.count == 2_000)
  }

  /// What memory gives up meanwhile isn't lost between the two.
  @Test func newOrdersLeaveNoHole() throws {
    var state = tape()
    let asked = try #require(part(state.type(.end)))
    _ = reduce(&state, .tape(asked, answer(asked)))
    let (count, key) = (state.tape.count, state.tapePlace.cursor)
    for last in stride(from: 9_100, through: 10_500, by: 100) {
      _ = reduce(&state, .live(live(upTo: last), now: LiveSamples.now))
    }
    #expect(state.tape.count == count + 1_500 && state.tapePlace.cursor == key)
    let seconds = state.tape.map(\.key.second)
    #expect(zip(seconds, seconds.dropFirst()).allSatisfy { $0 - $1 == 2 })
    // After more than all of it has gone at once, they begin anew.
    _ = reduce(&state, .live(live(upTo: 20_000), now: LiveSamples.now))
    #expect(state.olderTape?.rows.isEmpty ?? true)
  }

  @Test func exchangesAndSizesChooseAmongThemToo() throws {
    var state = tape()
    let asked = try #require(part(state.type(.end)))
    _ = reduce(&state, .tape(asked, answer(asked)))
    state.type(.character("2"))
    #expect(state.tape.allSatisfy { $0.key.exchange == .bybit } && state.tape.count > 1_300)
    state.type(.character("0"), .character("s"))
    #expect(state.tape.allSatisfy { $0.usd >= 10_000 })
  }

  @Test(arguments: [Key.home, .character("T")]) func theyAreLetGoOf(key: Key) throws {
    var state = tape()
    let asked = try #require(part(state.type(.end)))
    _ = reduce(&state, .tape(asked, answer(asked)))
    state.type(key)
    #expect(state.olderTape == nil && state.tape.count <= 2_000)
  }

  /// A second in which more was than a page holds is whole all the same.
  @Test func aStormWithinASecondIsWhole() throws {
    let storm = (0..<3_000).map { number in
      Liquidation(
        .okx, "BTC-USDT-SWAP", .long, milliseconds: Self.start * 1_000 + Int64(number % 1_000),
        bitcoin: 0.1, price: 90_000, usd: 9_000, identity: "\(number)")
    }.sorted { $0.milliseconds > $1.milliseconds }
    var tape = Tape()
    tape.insert(orders(1...2_000))
    var older = try #require(OlderTape(below: tape))
    let first = older.next()
    #expect(first?.before == (Self.start + 3) * 1_000)
    older.take(try #require(first), Array(storm.prefix(2_000)))
    #expect(older.rows.isEmpty)
    let second = older.next()
    #expect(second?.limit == 10_000)
    older.take(try #require(second), storm)
    let third = older.next()
    #expect(older.rows.map(\.count) == [3_000] && older.end == .kept && third == nil)
  }

  @Test func memoryIsBounded() throws {
    var tape = Tape()
    tape.insert(orders(100_000...101_999))
    var older = try #require(OlderTape(below: tape))
    while let part = older.next() {
      let last = Int(((part.before ?? 0) / 1_000 - Self.start - 1) / 2)
      older.take(part, orders(last - part.limit + 1...last).reversed())
    }
    #expect(older.end == .memory && older.rows.count < OlderTape.mostRows + 2_000)
    #expect(older.end?.words == "Only 50,000 older rows are read; Home gives them back.")
  }
}
