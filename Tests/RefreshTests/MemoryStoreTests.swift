import ClockSupport
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
    #expect(await first.leads(at: now))
    #expect(await !second.leads(at: now))
    #expect(await first.leads(at: now + .seconds(5)))
    #expect(await !second.leads(at: now + .seconds(154)))
    #expect(await second.leads(at: now + .seconds(155)))
    #expect(await !first.leads(at: now + .seconds(156)))
    await first.resign(.refresh)
    #expect(await !first.leads(at: now + .seconds(156)))
    await second.resign(.refresh)
    #expect(await first.leads(at: now + .seconds(156)))
  }

  @Test(arguments: [150, -150, 100_000_000, -100_000_000])
  func aWallClockThatIsSetFreesTheLease(seconds: Int) async {
    let first = MemoryStore()
    let second = first.another()
    _ = await first.leads(at: now)
    #expect(await second.leads(at: now + .seconds(seconds)))
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

  @Test func everyChangeChangesTheVersionForAllButWhoMadeIt() async {
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
    let own = await first.version()
    for change in changes {
      await change()
      let newer = await second.version()
      #expect(newer != version)
      version = newer
    }
    await first.announce(plan)
    _ = await first.leads(at: now)
    #expect(await second.version() == version)
    #expect(await first.version() == own)
    let kept = await second.load(at: now)
    #expect(kept.announced == plan && kept.asked == request)
  }

  @Test func othersAreToldOfAChangeWhoMadeItIsNot() async throws {
    let first = MemoryStore()
    let second = first.another()
    let news = try #require(await second.news(of: .refresh))
    let own = try #require(await first.news(of: .refresh))
    await first.ask(RefreshRequest(at: now))
    _ = await news.first { _ in true }
    await second.ask(RefreshRequest(at: now))
    _ = await own.first { _ in true }
    #expect(await MemoryStore(isTelling: false).news(of: .refresh) == nil)
  }
}

extension LeaseKeeper {
  fileprivate func leads(at now: Timestamp) async -> Bool {
    await lead(.refresh, at: now).standing == .leads
  }
}
