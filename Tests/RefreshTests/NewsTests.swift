import ClockSupport
import Liquidations
import Synchronization
import Testing

@testable import Refresh

/// A store whose news aren't always to be had.
private final class UnsteadyStore: SeriesStore {
  let memory: MemoryStore
  /// How often news were asked for, and who listens.
  let state = Watched(State())

  struct State: Sendable {
    var asked = 0
    var canTell = false
    var listener: AsyncStream<Void>.Continuation?
  }

  init(_ memory: MemoryStore) {
    self.memory = memory
  }

  func news(of topic: Topic) async -> AsyncStream<Void>? {
    state.change { state in
      state.asked += 1
      guard state.canTell else { return nil }
      let (news, listener) = AsyncStream.makeStream(of: Void.self)
      state.listener = listener
      return news
    }
  }

  func load(at now: Timestamp) async -> StoredState { await memory.load(at: now) }

  func save(
    _ fetched: FetchedSeries, validator: Validator?, of key: SeriesKey, asOf: Timestamp
  ) async -> Series {
    await memory.save(fetched, validator: validator, of: key, asOf: asOf)
  }

  func confirm(_ key: SeriesKey, asOf: Timestamp) async { await memory.confirm(key, asOf: asOf) }

  func record(_ error: FetchError, at now: Timestamp) async { await memory.record(error, at: now) }

  func lead(_ topic: Topic, at now: Timestamp) async -> LeaseAnswer {
    await memory.lead(topic, at: now)
  }

  func resign(_ topic: Topic) async { await memory.resign(topic) }

  func announce(_ plan: AnnouncedPlan) async { await memory.announce(plan) }

  func ask(_ request: RefreshRequest) async { await memory.ask(request) }

  func take(_ calls: Int, of limit: Int, at now: Timestamp) async -> Int {
    await memory.take(calls, of: limit, at: now)
  }

  func giveBack(_ calls: Int, at now: Timestamp) async { await memory.giveBack(calls, at: now) }

  func version() async -> UInt64 { await memory.version() }
}

/// What a refresher does where the store's news come late, or end.
@Suite(.timeLimit(.minutes(20))) struct NewsTests {
  @Test func newsThatCannotBeHadAreAskedForAgainAndEndWithTheirStream() async throws {
    let store = UnsteadyStore(MemoryStore())
    let bench = Bench(policy: RefreshPolicy(), start: Bench.start, store: store)
    await withTaskGroup(of: Void.self) { group in
      group.addTask { await bench.refresher.run() }
      await bench.source.calls(1)
      bench.source.answerAll()
      await bench.settled()
      // While nothing is told it is looked often, and the lease is tried every 12 s.
      await bench.rest(until: .milliseconds(1_200))
      store.state.change { $0.canTell = true }
      bench.clock.advance(by: .seconds(12))
      await bench.rest(until: .seconds(72))
      #expect(store.state.value.asked == 2)
      // Told, it looks at once.
      await store.memory.another().ask(RefreshRequest(at: bench.clock.wall))
      _ = store.state.value.listener?.yield()
      await bench.source.calls(2)
      bench.source.answerAll()
      // Told no more, it looks often again, and asks for news with the next lease.
      store.state.change { $0.canTell = false }
      store.state.value.listener?.finish()
      await bench.rest(until: .milliseconds(13_200))
      store.state.change { $0.canTell = true }
      bench.clock.advance(by: .seconds(12))
      await store.state.wait { $0.asked == 3 }
      await bench.rest(until: .seconds(84))
      group.cancelAll()
    }
  }

  @Test func whoIsOvertakenAsksForItsLeaseAtOnce() async throws {
    let memory = MemoryStore()
    let bench = Bench(policy: RefreshPolicy(), start: Bench.start, store: memory)
    await withTaskGroup(of: Void.self) { group in
      group.addTask { await bench.refresher.run() }
      await bench.source.calls(1)
      bench.source.answerAll()
      await bench.settled()
      await bench.rest(until: .seconds(60))
      // Another clock has it that the lease is long over.
      let other = memory.another()
      _ = await other.lead(.refresh, at: Bench.start + .seconds(1_000))
      bench.clock.setWall(by: .seconds(1_000))
      let schedule = Snapshot.Schedule.next(Bench.start + .seconds(9_000))
      await other.announce(AnnouncedPlan(loading: [], schedule: schedule))
      await bench.snapshot { $0.schedule == schedule }
      group.cancelAll()
    }
  }

  @Test func nothingNewPublishesNothing() async throws {
    let memory = MemoryStore()
    let bench = Bench(policy: RefreshPolicy(), start: Bench.start, store: memory)
    await withTaskGroup(of: Void.self) { group in
      group.addTask { await bench.refresher.run() }
      await bench.source.calls(1)
      bench.source.answerAll()
      await bench.settled()
      await bench.rest(until: .seconds(60))
      let published = Mutex(0)
      group.addTask {
        for await _ in bench.refresher.snapshots { published.withLock { $0 += 1 } }
      }
      let other = memory.another()
      for renewal in 1...5 {
        // Changes the version, and nothing that is shown.
        _ = await other.lead(.refresh, at: bench.clock.wall)
        await other.giveBack(0, at: bench.clock.wall)
        bench.clock.advance(by: .seconds(60))
        await bench.rest(until: .seconds(60 * (renewal + 1)))
      }
      #expect(published.withLock { $0 } == 0)
      group.cancelAll()
    }
  }
}
