import ClockSupport
import Liquidations
import LiveSupport
import Synchronization
import Testing
import WorkSupport

@testable import Live

/// A store that counts what is asked of it, and that may be unable to write, or be another one.
private struct TestedStore: LiveStore {
  struct State {
    var saves = 0
    var isWritable = true
    var isReachable = true
  }

  final class Shared: Sendable {
    let state = Mutex(State())
  }

  let memory: LiveMemory
  let shared = Shared()

  init(_ memory: LiveMemory = LiveMemory()) { self.memory = memory }

  func lead(_ topic: Topic, at now: Timestamp) async -> LeaseAnswer {
    guard shared.state.withLock(\.isReachable) else { return LeaseAnswer(.onRequest, version: 0) }
    return await memory.lead(topic, at: now)
  }

  func resign(_ topic: Topic) async { await memory.resign(topic) }

  func news(of topic: Topic) async -> AsyncStream<Void>? { await memory.news(of: topic) }

  func loadLive(
    since edition: LiveEdition?, listens: Bool, at now: Timestamp
  ) async -> StoredLive? {
    await memory.loadLive(since: edition, listens: listens, at: now)
  }

  func saveLive(
    _ changes: LiveChanges, after edition: LiveEdition, at now: Timestamp
  ) async -> SaveAnswer {
    guard shared.state.withLock({ $0.isWritable && $0.isReachable }) else {
      return .unwritten(StoreFault("Full.", isWriting: false))
    }
    shared.state.withLock { $0.saves += 1 }
    return await memory.saveLive(changes, after: edition, at: now)
  }

  func tape(_ part: TapePart) async -> [Liquidation]? { await memory.tape(part) }
}

@Suite(.serialized, .longWork) struct LiveFeedTests {
  private let world = LiveWorld()
  private let store = TestedStore()

  private func kept(_ memory: LiveMemory? = nil) -> StoredLive {
    let memory = memory ?? store.memory
    let kept = world.wait { await memory.loadLive(since: nil, listens: true, at: start) }
    return (kept ?? nil) ?? StoredLive()
  }

  private func count(_ pane: LiveWorld.Pane) -> Int {
    pane.snapshot.sums.tallies(of: .binance, in: hour(0)).both.count
  }

  private func count(_ kept: StoredLive) -> Int {
    kept.hours.reduce(0) { $0 + $1.tallies.both.count }
  }

  private var saves: Int { store.shared.state.withLock(\.saves) }

  // MARK: Alone

  @Test func whatIsHeardIsShownAtOnceAndSavedWithinASecond() {
    let pane = world.pane(on: store)
    #expect(pane.isListening && pane.snapshot.role == .listens)
    world.pass(.seconds(10), pane)
    world.tell(pane, [.liquidations([liquidation(10)])])
    #expect(count(pane) == 1 && pane.snapshot.tape.liquidations.count == 1)
    #expect(count(kept()) == 1)
    world.tell(pane, [.liquidations([liquidation(10.1), liquidation(10)])])
    #expect(count(kept()) == 1)
    world.pass(.seconds(1), pane)
    #expect(count(pane) == 2 && count(kept()) == 2)
  }

  @Test func nothingIsSavedNorPublishedWhileNothingComes() {
    let pane = world.pane(on: store)
    world.tell(pane, [.liquidations([liquidation(0)])])
    world.pass(.seconds(10), pane)
    let (saves, published) = (saves, pane.publishedCount)
    world.pass(.seconds(600), pane)
    #expect(self.saves == saves && pane.publishedCount == published)
  }

  @Test func whatIsQuietIsSavedEveryFiveSeconds() {
    let pane = world.pane(on: store)
    world.pass(.seconds(10), pane)
    let before = saves
    for second in 10..<70 {
      world.tell(
        pane,
        [
          .covered(Feeds.okx, span(second, second + 1)),
          .price(Price(90_000 + Double(second), at: start + .seconds(second), .okx)),
        ])
      world.pass(.seconds(1), pane)
    }
    #expect((10...13).contains(saves - before))
    let kept = kept()
    #expect(kept.coverage[.okx]?.ranges.first?.lowerBound == start.seconds + 10)
    #expect((kept.coverage[.okx]?.end?.seconds ?? 0) >= start.seconds + 70 - 5 - 6)
    #expect(kept.price?.usd == pane.snapshot.price?.usd || kept.price != nil)
  }

  @Test func aStormIsPublishedTenTimesASecondAtMost() {
    let pane = world.pane(on: store)
    world.pass(.seconds(10), pane)
    let before = pane.publishedCount
    for number in 0..<1_000 {
      world.tell(pane, [.liquidations([liquidation(10 + Double(number) / 1_000)])])
      world.pass(.milliseconds(1), pane)
    }
    #expect((5...12).contains(pane.publishedCount - before))
    world.pass(.seconds(1), pane)
    #expect(count(pane) == 1_000)
  }

  @Test func howFeedsAreIsShownAtOnce() {
    let pane = world.pane(on: store)
    world.pass(.seconds(1), pane)
    for feed in Feeds.all { world.tell(pane, [.standing(feed, FeedStanding(.live))]) }
    world.pass(.milliseconds(100), pane)
    #expect(pane.snapshot.liveExchanges == .all)
    let blocked = FeedStanding(.blocked, reason: "Binance refuses this country (HTTP 451).", odd: 3)
    world.tell(pane, [.standing(Feeds.coinM, blocked), .standing(FeedKey(.okx, "x"), blocked)])
    world.pass(.milliseconds(100), pane)
    #expect(pane.snapshot.liveExchanges.exchanges == [.bybit, .okx, .deribit])
    #expect(pane.snapshot.standings[Feeds.coinM] == blocked && pane.snapshot.standings.count == 6)
    world.pass(.seconds(1), pane)
    #expect(kept().standings == pane.snapshot.standings)
  }

  @Test func thePriceIsTheFirstExchangesThatTellsOne() {
    let pane = world.pane(on: store)
    func price(_ usd: Double, _ exchange: Exchange) -> Double? {
      world.tell(pane, [.price(Price(usd, at: pane.clock.wall, exchange))])
      world.pass(.seconds(1), pane)
      return pane.snapshot.price?.usd
    }
    #expect(price(1, .okx) == 1)
    #expect(price(2, .binance) == 2)
    #expect(price(3, .okx) == 2)
    #expect(price(.nan, .binance) == 2 && price(-1, .binance) == 2)
    world.pass(.seconds(15), pane)
    #expect(price(4, .okx) == 4)
    #expect(price(5, .bybit) == 5)
  }

  // MARK: Several

  @Test(arguments: [true, false]) func whoFollowsShowsTheSameWithinASecond(isTold: Bool) {
    let memory = LiveMemory(isTelling: isTold)
    let leader = world.pane(on: memory)
    let other = world.wait { await memory.another() }
    let follower = world.pane(on: other ?? memory)
    world.pass(.seconds(10), leader, follower)
    #expect(!follower.isListening && follower.snapshot.role == .follows)
    world.tell(leader, [.standing(Feeds.okx, FeedStanding(.live))])
    for second in 10..<40 {
      world.tell(
        leader,
        [
          .liquidations([liquidation(Double(second)), liquidation(-Double(second) * 100, 5, .okx)]),
          .covered(Feeds.okx, span(second, second + 1)),
          .price(Price(90_000, at: start + .seconds(second), .okx)),
        ])
      world.pass(.seconds(1), leader, follower)
      world.pass(isTold ? .milliseconds(200) : .seconds(1), follower)
      #expect(count(follower) == second - 9)
    }
    world.pass(.seconds(6), leader, follower)
    #expect(follower.snapshot.sums.coverage == leader.snapshot.sums.coverage)
    #expect(follower.snapshot.tape == leader.snapshot.tape)
    #expect(follower.snapshot.prices == leader.snapshot.prices)
    #expect(follower.snapshot.price == leader.snapshot.price)
    #expect(follower.snapshot.standings == leader.snapshot.standings)
    let window = follower.snapshot.sums.window(.fiveMinutes, at: start + .seconds(60))
    #expect(window == leader.snapshot.sums.window(.fiveMinutes, at: start + .seconds(60)))
  }

  /// An empty tape would be taken for one that has nothing.
  @Test func whoFollowsTellsNothingBeforeItHasRead() {
    let leader = world.pane(on: store)
    world.tell(leader, [.liquidations([liquidation(0), liquidation(1)])])
    world.pass(.seconds(2), leader)
    let other = world.wait { [store] in await store.memory.another() }
    let follower = world.pane(on: other ?? store.memory)
    #expect(follower.snapshot.role == .follows)
    #expect(follower.snapshot.tape.liquidations.count == 2)
  }

  @Test func whenItQuitsAnotherGoesOnWithoutCountingTwice() {
    let leader = world.pane(on: store)
    let other = world.wait { [store] in await store.memory.another() }
    let follower = world.pane(on: other ?? store.memory)
    let events = (0..<30).map { liquidation(Double($0)) }
    world.tell(leader, [.liquidations(events), .covered(Feeds.okx, span(0, 30))])
    world.tell(leader, [.liquidations([liquidation(30)])])
    world.quit(leader)
    #expect(!leader.isListening && count(kept()) == 31)
    world.pass(.seconds(4), follower)
    #expect(follower.isListening && follower.snapshot.role == .listens)
    #expect(follower.known[.okx] == start + .seconds(25))
    world.tell(follower, [.liquidations(events + [liquidation(31)])])
    world.pass(.seconds(1), follower)
    #expect(count(follower) == 32 && count(kept()) == 32)
  }

  @Test func whoHangsIsOvertakenAndAddsNothingWhenItIsBack() {
    let one = world.pane(on: store)
    let other = world.wait { [store] in await store.memory.another() }
    let two = world.pane(on: other ?? store.memory)
    world.tell(one, [.liquidations([liquidation(0)])])
    world.pass(.seconds(2), one)
    // Its time stands still, but the lease's goes on.
    world.pass(.seconds(160), two)
    #expect(two.isListening)
    world.tell(two, [.liquidations([liquidation(100), liquidation(101)])])
    world.pass(.seconds(2), two)
    world.tell(
      one,
      [.liquidations([liquidation(100), liquidation(102)]), .covered(Feeds.okx, span(2, 160))])
    world.pass(.seconds(10), one)
    #expect(!one.isListening && one.snapshot.role == .follows)
    #expect(count(kept()) == 3 && kept().coverage[.okx]?.isEmpty ?? true)
    #expect(count(one) == 3)
    // What is told to who doesn't listen any more is nobody's.
    world.tell(one, [.liquidations([liquidation(103)])])
    #expect(count(one) == 3)
  }

  // MARK: Without a store

  @Test func whatCannotBeSavedIsKeptInMemoryAndSaid() {
    let pane = world.pane(on: store)
    store.shared.state.withLock { $0.isWritable = false }
    for second in 0..<100 {
      world.tell(
        pane,
        [
          .liquidations([liquidation(Double(second))]),
          .covered(Feeds.okx, span(second, second + 1)),
        ])
      world.pass(.seconds(1), pane)
    }
    #expect(count(pane) == 100 && count(kept()) == 0)
    #expect(pane.snapshot.fault == StoreFault("Full.", isWriting: false))
    store.shared.state.withLock { $0.isWritable = true }
    world.pass(.seconds(6), pane)
    #expect(count(kept()) == 100 && pane.snapshot.fault == nil)
    #expect(kept().tape.count == 100)
    #expect(kept().coverage[.okx]?.ranges == [start.seconds..<start.seconds + 95])
  }

  @Test func whoCannotReachTheStoreListensForItself() {
    store.shared.state.withLock { $0.isReachable = false }
    let pane = world.pane(on: store)
    #expect(pane.isListening && pane.snapshot.role == .alone)
    world.tell(pane, [.liquidations([liquidation(0), liquidation(1)])])
    store.shared.state.withLock { $0.isReachable = true }
    world.pass(.seconds(13), pane)
    #expect(pane.snapshot.role == .listens && count(kept()) == 2 && pane.terms == 1)
  }

  @Test func whoCannotReachItForAMomentGoesOnFollowing() {
    let leader = world.pane(on: store)
    let follower = TestedStore(
      world.wait { [store] in await store.memory.another() } ?? LiveMemory())
    let pane = world.pane(on: follower)
    #expect(!pane.isListening)
    follower.shared.state.withLock { $0.isReachable = false }
    world.pass(.seconds(4), pane)
    #expect(!pane.isListening)
    follower.shared.state.withLock { $0.isReachable = true }
    world.pass(.seconds(4), leader, pane)
    follower.shared.state.withLock { $0.isReachable = false }
    world.pass(.seconds(7), pane)
    #expect(pane.isListening && pane.snapshot.role == .alone)
    world.tell(pane, [.liquidations([liquidation(5)])])
    follower.shared.state.withLock { $0.isReachable = true }
    world.pass(.seconds(13), leader, pane)
    // What it counted beside the one who leads is left out.
    #expect(!pane.isListening && pane.snapshot.role == .follows && count(pane) == 0)
  }

  @Test func aStoreThatIsAnotherOneIsGivenWhatItLacks() {
    let memory = LiveMemory()
    let world = LiveWorld()
    let switching = SwitchingStore(memory)
    let pane = world.pane(on: switching)
    world.tell(pane, [.liquidations([liquidation(0), liquidation(-4_000)])])
    world.pass(.seconds(2), pane)
    let new = LiveMemory()
    switching.store.withLock { $0 = new }
    world.tell(pane, [.liquidations([liquidation(2)])])
    world.pass(.seconds(8), pane)
    #expect(count(kept(new)) == 3 && kept(new).tape.count == 3)
    #expect(count(pane) == 2 && pane.terms == 1)
    world.tell(pane, [.liquidations([liquidation(0), liquidation(1)])])
    world.pass(.seconds(2), pane)
    #expect(count(kept(new)) == 4)
  }

  // MARK: Much

  @Test func ofAHundredThousandInFiveSecondsNoneIsLost() {
    let pane = world.pane(on: store)
    let clock = ContinuousClock()
    var random = SplitMix(1)
    let took = clock.measure {
      for second in 0..<5 {
        for part in 0..<10 {
          var batch = (0..<2_000).map { number in
            let place = (second * 10 + part) * 2_000 + number
            return liquidation(
              Double(second) + Double(part) / 10, 1_000, .bybit, place % 3 == 0 ? .short : .long,
              identity: "\(place)")
          }
          batch.shuffle(using: &random)
          world.tell(pane, [.liquidations(batch + batch.prefix(100))])
          world.pass(.milliseconds(100), pane)
        }
      }
    }
    world.pass(.seconds(10), pane)
    let total = pane.snapshot.sums.window(.hour, at: start + .seconds(10)).tallies()
    #expect(total.both.count == 100_000 && total.long.count == 66_666)
    #expect(pane.snapshot.tape.liquidations.count == Tape.length)
    #expect(count(kept()) == 100_000)
    // Many times what it takes, unoptimised, beside other tests.
    #expect(took < .seconds(30))
  }
}

/// A store in whose place there may be another.
private final class SwitchingStore: LiveStore {
  let store: Mutex<LiveMemory>

  init(_ memory: LiveMemory) { store = Mutex(memory) }

  private var memory: LiveMemory { store.withLock { $0 } }

  func lead(_ topic: Topic, at now: Timestamp) async -> LeaseAnswer {
    await memory.lead(topic, at: now)
  }

  func resign(_ topic: Topic) async { await memory.resign(topic) }

  func news(of topic: Topic) async -> AsyncStream<Void>? { nil }

  func loadLive(
    since edition: LiveEdition?, listens: Bool, at now: Timestamp
  ) async -> StoredLive? {
    await memory.loadLive(since: edition, listens: listens, at: now)
  }

  func saveLive(
    _ changes: LiveChanges, after edition: LiveEdition, at now: Timestamp
  ) async -> SaveAnswer {
    await memory.saveLive(changes, after: edition, at: now)
  }

  func tape(_ part: TapePart) async -> [Liquidation]? { await memory.tape(part) }
}
