import Liquidations
import Refresh
import Testing

@Suite struct MemoryStoreTests {
  private let now = Bench.start

  @Test func daysThatAnAnswerNoLongerHasStay() async {
    let store = MemoryStore()
    _ = await store.save(fetched([1, 2, 3]), validator: nil, of: .okxLong, asOf: now)
    let shown = await store.save(fetched([4]), validator: nil, of: .okxLong, asOf: now)
    #expect(shown == fetched([4, 2, 3]).series)
    #expect(await store.load(at: now).readings[.okxLong]?.series == shown)
  }

  @Test func anAnswerAndAnUnchangedOneClearTheError() async {
    let store = MemoryStore()
    let validator = Validator(etag: "\"1\"")
    _ = await store.save(fetched([1]), validator: validator, of: .okxLong, asOf: now)
    let error = FetchError(.okxLong, .forbidden)
    await store.record(error, at: now + .seconds(5))
    let failed = await store.load(at: now).readings[.okxLong]
    #expect(failed?.error == error && failed?.failedAt == now + .seconds(5))
    await store.confirm(.okxLong, asOf: now + .seconds(9))
    #expect(
      await store.load(at: now).readings[.okxLong]
        == .init(series: fetched([1]).series, asOf: now + .seconds(9), validator: validator))
  }

  @Test func oneHoldsTheLeaseUntilItResignsOrFallsSilent() async {
    let first = MemoryStore()
    let second = first.another()
    #expect(await first.lead(at: now))
    #expect(await second.lead(at: now) == false)
    #expect(await first.lead(at: now + .seconds(5)))
    #expect(await second.lead(at: now + .seconds(34)) == false)
    #expect(await second.lead(at: now + .seconds(35)))
    #expect(await first.lead(at: now + .seconds(36)) == false)
    await first.resign()
    #expect(await first.lead(at: now + .seconds(36)) == false)
    await second.resign()
    #expect(await first.lead(at: now + .seconds(36)))
  }

  @Test(arguments: [30, -30, 100_000_000, -100_000_000])
  func aWallClockThatIsSetFreesTheLease(seconds: Int) async {
    let first = MemoryStore()
    let second = first.another()
    _ = await first.lead(at: now)
    #expect(await second.lead(at: now + .seconds(seconds)))
  }

  @Test func callsAreGrantedUpToTheLimitOfTheirMonth() async {
    let first = MemoryStore()
    let second = first.another()
    #expect(await first.take(8, of: 10, at: now) == 8)
    #expect(await second.take(8, of: 10, at: now) == 2)
    #expect(await first.take(1, of: 10, at: now) == 0)
    #expect(await first.load(at: now).spent == 10)
    await second.giveBack(3, at: now)
    #expect(await first.take(8, of: 10, at: now) == 3)
    let next = Month(of: now).next.start
    #expect(await first.load(at: next).spent == 0)
    #expect(await first.take(8, of: 10, at: next) == 8)
  }

  @Test func everyChangeChangesTheVersionForAll() async {
    let first = MemoryStore()
    let second = first.another()
    let plan = AnnouncedPlan(loading: [.okxLong], schedule: .next(now))
    let request = RefreshRequest(at: now)
    let changes: [@Sendable () async -> Void] = [
      { _ = await first.save(fetched([1]), validator: nil, of: .okxLong, asOf: now) },
      { await first.confirm(.okxLong, asOf: now) },
      { await first.record(FetchError(.okxLong, .forbidden), at: now) },
      { await first.announce(plan) }, { await first.ask(request) },
      { _ = await first.take(1, of: 10, at: now) }, { await first.giveBack(1, at: now) },
    ]
    var version = await second.version()
    for change in changes {
      await change()
      let newer = await second.version()
      #expect(newer != version)
      version = newer
    }
    await first.announce(plan)
    _ = await first.lead(at: now)
    #expect(await second.version() == version)
    let kept = await second.load(at: now)
    #expect(kept.announced == plan && kept.asked == request)
  }
}
