import ClockSupport
import Liquidations
import Refresh
import Testing

@Suite(.timeLimit(.minutes(20))) struct RefresherTests {
  @Test func callsAllEightBeforeAnyHasAnswered() async throws {
    try await Bench.run { bench in
      await bench.source.calls(1)
      await bench.snapshot { snapshot in snapshot.keys.allSatisfy { snapshot[$0].isLoading } }
      bench.source.answerAll()
      let snapshot = await bench.settled()
      #expect(snapshot.schedule == .next(bench.moment(.seconds(3_600))))
      #expect(bench.source.state.value.total == 8)
    }
  }

  @Test func publishesEachAsItArrives() async throws {
    try await Bench.run { bench in
      await bench.source.calls(1)
      for (count, metric) in Metric.allCases.reversed().enumerated() {
        bench.source.answer(.liquidations(metric), [1])
        let snapshot = await bench.snapshot {
          $0.freshCount == count + 1 && !$0[metric].isLoading
        }
        #expect(snapshot[metric].status == .fresh(asOf: bench.moment(.zero)))
        #expect(snapshot.history.first(of: metric) != nil)
      }
    }
  }

  @Test func publishesWhatIsKeptBeforeAnyCall() async throws {
    let asOf = Bench.start + .seconds(-7_200)
    try await Bench.run(kept: [.okxLong: .init(series: fetched([5]).series, asOf: asOf)]) { bench in
      let kept = await bench.snapshot { $0[.okxLong].asOf == asOf }
      #expect(kept[.okxLong].series == fetched([5]).series)
      await bench.source.calls(1)
      bench.source.fail(.okxLong, .noConnection(host: "h"))
      let failed = await bench.snapshot { $0[.okxLong].error != nil }
      #expect(
        failed[.okxLong].status
          == .stale(asOf: asOf, FetchError(.okxLong, .noConnection(host: "h"))))
      #expect(failed[.okxLong].series == fetched([5]).series)
    }
  }

  @Test func whatIsKeptAndCurrentWaitsForItsTime() async throws {
    let kept = SeriesReading(
      series: fetched([5]).series, asOf: Bench.start + .seconds(-600))
    let all = Dictionary(uniqueKeysWithValues: SeriesKey.liquidations.map { ($0, kept) })
    try await Bench.run(kept: all) { bench in
      let snapshot = await bench.settled()
      #expect(snapshot.schedule == .next(bench.moment(.seconds(3_000))))
      bench.clock.advance(by: .seconds(3_000))
      await bench.source.calls(1)
    }
  }

  @Test func savesWhatItReceives() async throws {
    try await Bench.run { bench in
      await bench.source.calls(1)
      bench.source.answerAll([7])
      await bench.settled()
      let kept = await bench.store.load(at: Bench.start).readings
      #expect(kept.count == 8)
      #expect(kept[.okxLong] == .init(series: fetched([7]).series, asOf: bench.moment(.zero)))
    }
  }

  @Test func oneThatFailsTouchesNoOther() async throws {
    try await Bench.run { bench in
      await bench.source.calls(1)
      bench.source.fail(.okxLong, .payload(.init("it is not a list")))
      bench.source.fail(.bybitShort, .forbidden)
      bench.source.answerAll()
      let snapshot = await bench.settled(fresh: 6)
      #expect(
        snapshot[.bybitShort].status == .refused(asOf: nil, FetchError(.bybitShort, .forbidden)))
      #expect(snapshot.errors.count == 2)
      #expect(snapshot.schedule == .next(bench.moment(.seconds(3_600))))
      #expect(bench.source.state.value.total == 8)
    }
  }

  @Test func retriesAloneAndSaysWhyMeanwhile() async throws {
    try await Bench.run { bench in
      await bench.source.calls(1)
      bench.source.fail(.okxLong, .server(status: 502, retryAfter: nil))
      bench.source.answerAll()
      for (attempt, seconds) in [2, 4].enumerated() {
        let waiting = await bench.snapshot { $0.freshCount == 7 && $0[.okxLong].error != nil }
        #expect(waiting[.okxLong].isLoading)
        bench.clock.advance(by: .seconds(seconds))
        await bench.source.call(attempt + 2, of: .okxLong)
        bench.source.fail(.okxLong, .timedOut(.seconds(attempt)))
        await bench.snapshot { $0[.okxLong].error?.reason == .timedOut(.seconds(attempt)) }
      }
      bench.clock.advance(by: .seconds(8))
      await bench.source.call(4, of: .okxLong)
      bench.source.answer(.okxLong, [3])
      let snapshot = await bench.settled()
      #expect(snapshot[.okxLong].error == nil)
      #expect(bench.source.state.value.total == 11)
    }
  }

  @Test func doesNotRetryBeforeTheTimeTheServerAsksFor() async throws {
    try await Bench.run { bench in
      await bench.source.calls(1)
      bench.source.fail(.okxLong, .rateLimited(retryAfter: .seconds(20)))
      bench.source.answerAll()
      await bench.snapshot { $0.freshCount == 7 && $0[.okxLong].error != nil }
      bench.clock.advance(by: .seconds(21))
      await bench.clock.sleeping.wait { $0 == 1 && bench.clock.nextDeadline == .seconds(22) }
      #expect(bench.source.state.value.total == 8)
      bench.clock.advance(by: .seconds(1))
      await bench.source.call(2, of: .okxLong)
    }
  }

  @Test func comesBackByItselfWhenTheServerDoes() async throws {
    try await Bench.run { bench in
      await bench.source.calls(1)
      bench.source.answerAll([4])
      await bench.settled()
      bench.clock.advance(by: .seconds(3_600))
      await failFourTimes(bench)
      let down = await bench.snapshot { !$0.isLoading && $0.errors.count == 8 }
      #expect(down.schedule == .next(bench.moment(.seconds(3_600 + 14 + 60))))
      #expect(down[.okxLong].asOf == bench.moment(.zero))
      #expect(down[.okxLong].series == fetched([4]).series)

      bench.clock.advance(by: .seconds(60))
      await bench.source.calls(6)
      bench.source.answerAll([4, 5])
      let up = await bench.settled()
      #expect(up.errors.isEmpty)
      #expect(up.oldest == bench.moment(.seconds(3_674)))
      #expect(up.schedule == .next(bench.moment(.seconds(7_200))))
    }
  }

  /// Fails the second to fifth call of all eight, and moves on to each.
  private func failFourTimes(_ bench: Bench) async {
    for (attempt, wait) in [2, 4, 8, 0].enumerated() {
      await bench.source.calls(attempt + 2)
      let reason = FetchError.Reason.noConnection(host: "attempt \(attempt)")
      bench.source.failAll(reason)
      await bench.snapshot { snapshot in snapshot.errors.count { $0.reason == reason } == 8 }
      bench.clock.advance(by: .seconds(wait))
    }
  }

  @Test func aRefusedTokenHaltsTheScheduleAndKeepsTheOthersAnswers() async throws {
    try await Bench.run { bench in
      await bench.source.calls(1)
      bench.source.fail(.okxLong, .unauthorized)
      let halted = Snapshot.Schedule.halted(FetchError(.okxLong, .unauthorized))
      await bench.snapshot { $0.schedule == halted }
      bench.source.answerAll()
      let snapshot = await bench.settled(fresh: 7)
      #expect(snapshot.schedule == halted)
      bench.clock.advance(by: .seconds(7_200))
      await bench.atRest()

      await bench.refresher.refresh(RefreshRequest(at: Bench.start))
      await bench.snapshot { $0.isLoading }
      await bench.source.calls(2)
      let restarted = await bench.snapshot { $0.isLoading && $0.schedule != halted }
      #expect(restarted.schedule == .next(bench.moment(.seconds(10_800))))
      bench.source.answerAll()
      await bench.settled()
    }
  }

  @Test func refreshesEveryHour() async throws {
    try await Bench.run { bench in
      for hour in 1...3 {
        await bench.source.calls(hour)
        bench.source.answerAll()
        let next = bench.moment(.seconds(hour * 3_600))
        await bench.snapshot { !$0.isLoading && $0.schedule == .next(next) }
        bench.clock.advance(by: .seconds(3_600))
      }
      await bench.source.calls(4)
    }
  }

  @Test func refreshesSoonAfterMidnight() async throws {
    let start = (Bench.start.day + 1).start + .seconds(-600)
    try await Bench.run(start: start) { bench in
      await bench.source.calls(1)
      bench.source.answerAll()
      let snapshot = await bench.settled()
      #expect(snapshot.schedule == .next(start + .seconds(690)))
      bench.clock.advance(by: .seconds(690))
      await bench.source.calls(2)
    }
  }

  @Test func theUserJoinsARefreshAndHurriesItsRetries() async throws {
    try await Bench.run { bench in
      await bench.source.calls(1)
      bench.source.fail(.okxLong, .noConnection(host: "h"))
      bench.source.answer(.bybitShort, [1])
      await bench.snapshot { $0[.okxLong].error != nil && $0.freshCount == 1 }
      // Until then it is still under way, and the user has joined it.
      await bench.ended(2)
      bench.clock.advance(by: .seconds(1))
      for _ in 0..<20 { await bench.refresher.refresh(RefreshRequest(at: Bench.start)) }
      await bench.source.call(2, of: .okxLong)
      #expect(bench.source.state.value.total == 9)
      bench.source.answerAll()
      await bench.settled()
      #expect(bench.source.state.value.total == 9)
    }
  }

  @Test func theUserRefreshesAtOnceAndTheHourBeginsAnew() async throws {
    try await Bench.run { bench in
      await bench.source.calls(1)
      bench.source.answerAll()
      await bench.settled()
      bench.clock.advance(by: .seconds(600))
      await bench.atRest()
      bench.clock.advance(by: .seconds(100))
      await bench.refresher.refresh(RefreshRequest(at: Bench.start))
      await bench.source.calls(2)
      bench.source.answerAll([1, 2])
      let snapshot = await bench.snapshot { $0.oldest == bench.moment(.seconds(700)) }
      #expect(snapshot.schedule == .next(bench.moment(.seconds(4_300))))
    }
  }

  @Test func aWallClockSetBackIsHarmless() async throws {
    try await Bench.run { bench in
      await bench.source.calls(1)
      bench.source.answerAll()
      await bench.settled()
      bench.clock.setWall(by: .seconds(-1_000_000))
      bench.clock.advance(by: .seconds(600))
      await bench.snapshot { $0.schedule == .next(bench.moment(.seconds(3_600 - 1_000_000))) }
      bench.clock.advance(by: .seconds(3_000))
      await bench.source.calls(2)
    }
  }

  @Test func anIdleRefresherOnlyRenewsItsLease() async throws {
    try await Bench.run { bench in
      await bench.source.calls(1)
      bench.source.answerAll()
      await bench.settled()
      for renewal in 1...5 {
        await bench.rest(until: .seconds(60 * renewal))
        bench.clock.advance(by: .seconds(60))
      }
    }
  }

  @Test func anIdleRefresherGlancesAtAStoreThatCannotTell() async throws {
    try await Bench.run(isTold: false) { bench in
      await bench.source.calls(1)
      bench.source.answerAll()
      await bench.settled()
      for glance in 1...5 {
        await bench.rest(until: .milliseconds(1_200 * glance))
        bench.clock.advance(by: .milliseconds(1_200))
      }
    }
  }

  @Test func aSlowReaderSeesOnlyTheNewest() async throws {
    try await Bench.run { bench in
      await bench.source.calls(1)
      bench.source.answerAll()
      await bench.outcomes.wait { $0 == 8 }
      // The actor is free again only when the last of them is published.
      await bench.refresher.refresh(RefreshRequest(at: Bench.start))
      var snapshots = bench.refresher.snapshots.makeAsyncIterator()
      #expect(await snapshots.next()?.freshCount == 8)
    }
  }

  @Test func cancellationEndsEveryCallAndTheStream() async throws {
    let clock = ManualClock(start: Bench.start)
    let source = HeldSource()
    let refresher = Refresher(
      source: source, store: MemoryStore(), clock: clock, now: { clock.wall })
    let run = Task { await refresher.run() }
    await source.calls(1)
    source.fail(.okxLong, .noConnection(host: "h"))
    await clock.sleeping.wait { $0 == 1 }
    run.cancel()
    await run.value
    #expect(source.state.value.pending.isEmpty)
    #expect(source.state.value.cancelled == 7)
    #expect(clock.sleeping.value == 0)
    var last: Snapshot?
    for await snapshot in refresher.snapshots { last = snapshot }
    let errors = last?.errors.filter { $0.key != .okxLong }
    #expect(errors == [])
  }
}
