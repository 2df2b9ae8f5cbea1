import ClockSupport
import Liquidations
import Refresh
import Testing

/// Where those wait who write to a disk that doesn't answer.
private actor Gate {
  private var isOpen = false
  private var waiting: [CheckedContinuation<Void, Never>] = []

  func pass() async {
    if isOpen { return }
    await withCheckedContinuation { waiting.append($0) }
  }

  func open() {
    isOpen = true
    for waiter in waiting { waiter.resume() }
    waiting = []
  }
}

/// A store in which nothing is kept before its gate is opened.
private struct SlowStore: SeriesStore {
  let memory = MemoryStore()
  let gate = Gate()

  func load(at now: Timestamp) async -> StoredState { await memory.load(at: now) }

  func save(
    _ fetched: FetchedSeries, validator: Validator?, of key: SeriesKey, asOf: Timestamp
  ) async -> Series {
    await gate.pass()
    return await memory.save(fetched, validator: validator, of: key, asOf: asOf)
  }

  func confirm(_ key: SeriesKey, asOf: Timestamp) async { await memory.confirm(key, asOf: asOf) }

  func record(_ error: FetchError, at now: Timestamp) async {
    await gate.pass()
    await memory.record(error, at: now)
  }

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

  func news(of topic: Topic) async -> AsyncStream<Void>? { await memory.news(of: topic) }
}

/// What is seen while the disk takes its time.
@Suite(.timeLimit(.minutes(20))) struct SlowStoreTests {
  @Test func whatCameIsShownBeforeItIsWritten() async throws {
    let store = SlowStore()
    let bench = Bench(policy: RefreshPolicy(), start: Bench.start, store: store)
    await withTaskGroup(of: Void.self) { group in
      group.addTask { await bench.refresher.run() }
      await bench.source.calls(1)
      bench.source.answerAll([7])
      let shown = await bench.snapshot { $0.freshCount == 8 }
      #expect(shown[.okxLong].series == fetched([7]).series)
      #expect(shown.history.first(of: Metric(.okx, .long)) != nil)
      #expect(await store.load(at: Bench.start).readings.isEmpty)
      await store.gate.open()
      await bench.settled()
      group.cancelAll()
    }
    #expect(await store.load(at: Bench.start).readings.count == 8)
  }

  @Test func whatFailedIsSaidBeforeItIsWritten() async throws {
    let store = SlowStore()
    let bench = Bench(policy: RefreshPolicy(), start: Bench.start, store: store)
    await withTaskGroup(of: Void.self) { group in
      group.addTask { await bench.refresher.run() }
      await bench.source.calls(1)
      bench.source.failAll(.forbidden)
      await bench.snapshot { $0.errors.count == 8 }
      #expect(await store.load(at: Bench.start).readings.isEmpty)
      await store.gate.open()
      await bench.snapshot { !$0.isLoading }
      group.cancelAll()
    }
  }

  @Test func whatIsKeptElsewhereIsShownOnceItIsWritten() async throws {
    let store = SlowStore()
    let bench = Bench(policy: RefreshPolicy(), start: Bench.start, store: store)
    await withTaskGroup(of: Void.self) { group in
      group.addTask { await bench.refresher.run() }
      await bench.source.calls(1)
      // Another has kept more days meanwhile.
      _ = await store.memory.another().save(
        fetched([1, 2, 3]), validator: nil, of: .okxLong, asOf: Bench.start)
      bench.source.answerAll([7])
      await bench.snapshot { $0.freshCount == 8 }
      await store.gate.open()
      let shown = await bench.settled()
      #expect(shown[.okxLong].series == fetched([7, 2, 3]).series)
      group.cancelAll()
    }
  }

  @Test func whatOthersWriteMeanwhileTakesBackNothingThatIsShown() async throws {
    let store = SlowStore()
    let bench = Bench(policy: RefreshPolicy(), start: Bench.start, store: store)
    await withTaskGroup(of: Void.self) { group in
      group.addTask { await bench.refresher.run() }
      await bench.source.calls(1)
      bench.source.answerAll([7])
      await bench.snapshot { $0.freshCount == 8 }
      _ = await store.memory.another().take(5, of: 10_000, at: Bench.start)
      let shown = await bench.snapshot { $0.quota?.spent == 13 }
      #expect(shown.freshCount == 8)
      #expect(shown[.okxLong].series == fetched([7]).series)
      await store.gate.open()
      await bench.settled()
      group.cancelAll()
    }
  }

  @Test func aRetryIsCountedFromTheFailureNotFromItsWriting() async throws {
    let store = SlowStore()
    let bench = Bench(policy: RefreshPolicy(), start: Bench.start, store: store)
    await withTaskGroup(of: Void.self) { group in
      group.addTask { await bench.refresher.run() }
      await bench.source.calls(1)
      bench.source.failAll(.server(status: 502, retryAfter: nil))
      await bench.snapshot { $0.errors.count == 8 }
      bench.clock.advance(by: .seconds(2))
      await store.gate.open()
      await bench.source.calls(2)
      group.cancelAll()
    }
  }
}
