import ClockSupport
import Liquidations
import Testing

@testable import Refresh

/// Several refreshers on one store, as several panes are on one archive. One that hangs hears nothing
/// either, so where one does the store tells nobody.
@Suite(.timeLimit(.minutes(20))) struct FollowerTests {
  @Test(arguments: [true, false]) func oneFetchesAndAllShowIt(isTold: Bool) async throws {
    try await Panes.run(panes: 3, isTold: isTold) { panes in
      await panes.all[0].source.calls(1)
      await panes.pass(.milliseconds(1_200))
      for pane in panes.all {
        await pane.snapshot { snapshot in snapshot.keys.allSatisfy { snapshot[$0].isLoading } }
      }
      panes.all[0].source.answerAll([7])
      await panes.all[0].settled()
      await panes.pass(.milliseconds(1_200))
      for (number, pane) in panes.all.enumerated() {
        let snapshot = await pane.settled()
        #expect(snapshot.standing == (number == 0 ? .leads : .follows))
        #expect(snapshot[.okxLong].series == fetched([7]).series)
        #expect(snapshot.schedule == .next(Bench.start + .seconds(3_600)))
        #expect(snapshot.quota == .init(spent: 8, limit: 10_000))
      }
      #expect(panes.all.map(\.source.state.value.total) == [8, 0, 0])
    }
  }

  @Test func aFollowerSeesHowACallFailed() async throws {
    try await Panes.run(panes: 2) { panes in
      await panes.all[0].source.calls(1)
      panes.all[0].source.fail(.okxLong, .forbidden)
      panes.all[0].source.answerAll()
      await panes.all[0].settled(fresh: 7)
      await panes.pass(.milliseconds(1_200))
      let snapshot = await panes.all[1].settled(fresh: 7)
      #expect(snapshot[.okxLong].error == FetchError(.okxLong, .forbidden))
    }
  }

  @Test(arguments: [true, false])
  func whatAFollowerAsksForTheLeaderFetches(isTold: Bool) async throws {
    try await Panes.run(panes: 2, isTold: isTold) { panes in
      await panes.all[0].source.calls(1)
      panes.all[0].source.answerAll()
      await panes.all[0].settled()
      await panes.pass(.milliseconds(1_200))
      await panes.all[1].settled()
      await panes.all[1].refresher.refresh(RefreshRequest(at: Bench.start))
      await panes.pass(.milliseconds(1_200), panes: [1, 0])
      await panes.all[0].source.calls(2)
      panes.all[0].source.answerAll([1, 2])
      await panes.all[0].ended(16)
      await panes.pass(.milliseconds(1_200))
      await panes.all[1].snapshot { $0[.okxLong].series == fetched([1, 2]).series }
      #expect(panes.all[1].source.state.value.total == 0)
    }
  }

  @Test func whenTheLeaderQuitsAnotherGoesOn() async throws {
    try await Panes.run(panes: 2) { panes in
      await panes.all[0].source.calls(1)
      panes.all[0].source.fail(.okxLong, .rateLimited(retryAfter: .seconds(1_000)))
      panes.all[0].source.answerAll()
      await panes.all[0].settled(fresh: 7)
      await panes.quit(0)
      await panes.pass(.seconds(500), panes: [1])
      await panes.pass(.seconds(500), panes: [1])
      await panes.all[1].source.call(1, of: .okxLong)
      #expect(panes.all[1].source.state.value.total == 1)
      panes.all[1].source.answer(.okxLong, [1])
      let snapshot = await panes.all[1].settled()
      #expect(snapshot.schedule == .next(Bench.start + .seconds(3_600)))
      #expect(snapshot.standing == .leads)
    }
  }

  @Test func whatHangsIsOvertakenAndFollowsWhenItIsBack() async throws {
    try await Panes.run(panes: 2, isTold: false) { panes in
      await panes.all[0].source.calls(1)
      for _ in 0..<4 { await panes.pass(Leadership.renewal, panes: [1]) }
      await panes.all[1].source.calls(1)
      panes.all[1].source.answerAll([5])
      let overtaken = await panes.all[1].settled()
      #expect(overtaken.quota?.spent == 16)
      // What is shown is announced a moment later.
      await panes.pass(.milliseconds(1_200), panes: [1])
      await panes.pass(Leadership.renewal * 4, panes: [0])
      panes.all[0].source.fail(.okxLong, .unauthorized)
      panes.all[0].source.answer(.bybitShort, [5, 6])
      // Once it is kept the other finds it when it looks.
      await panes.all[0].ended(2)
      await panes.pass(.milliseconds(1_200))
      for pane in panes.all {
        let snapshot = await pane.snapshot {
          $0[.bybitShort].series == fetched([5, 6]).series && !$0.isLoading
        }
        #expect(snapshot.errors.isEmpty)
        #expect(snapshot.schedule == overtaken.schedule)
      }
      #expect(panes.all[0].source.state.value.total == 8)
    }
  }

  @Test func aFollowerThatIsAskedTakesAFreeLeaseAtOnce() async throws {
    try await Panes.run(panes: 2) { panes in
      await panes.all[0].source.calls(1)
      panes.all[0].source.answerAll()
      await panes.all[0].settled()
      await panes.quit(0)
      await panes.pass(.milliseconds(1_200), panes: [1])
      await panes.all[1].refresher.refresh(RefreshRequest(at: Bench.start))
      await panes.all[1].source.calls(1)
    }
  }

  /// Seconds from the last answer to the request, and from that to the leader's next renewal.
  @Test(arguments: [0, 2, 9])
  func whatADeadLeaderWasAskedForWhoTakesOverFetches(after: Int) async throws {
    try await Panes.run(panes: 2, isTold: false) { panes in
      let (dead, follower) = (panes.all[0], panes.all[1])
      await dead.source.calls(1)
      dead.source.answerAll()
      await dead.settled()
      // From here on the leader's clock stands still: it holds the lease and does nothing.
      await panes.pass(.seconds(after), panes: [1])
      await follower.refresher.refresh(RefreshRequest(at: follower.clock.wall))
      for _ in 0..<4 { await panes.pass(Leadership.renewal, panes: [1]) }
      await follower.source.calls(1)
    }
  }

  @Test func aRefusedTokenIsTriedAnewByWhoTakesOverAndWasAsked() async throws {
    try await Panes.run(panes: 2, isTold: false) { panes in
      let (dead, follower) = (panes.all[0], panes.all[1])
      await dead.source.calls(1)
      dead.source.failAll(.unauthorized)
      await dead.snapshot { $0.errors.count == 8 && !$0.isLoading }
      await panes.pass(.seconds(2), panes: [1])
      await follower.refresher.refresh(RefreshRequest(at: follower.clock.wall))
      for _ in 0..<4 { await panes.pass(Leadership.renewal, panes: [1]) }
      await follower.source.calls(1)
    }
  }

  @Test func whatALeaderHadNotFetchedWhenItDiedWhoTakesOverFetches() async throws {
    try await Panes.run(panes: 2, isTold: false) { panes in
      let (dead, follower) = (panes.all[0], panes.all[1])
      await dead.source.calls(1)
      dead.source.answerAll()
      await dead.settled()
      await panes.pass(.seconds(2))
      await follower.refresher.refresh(RefreshRequest(at: follower.clock.wall))
      await panes.pass(.milliseconds(1_200), panes: [1, 0])
      await dead.source.calls(2)
      dead.source.answer(.okxLong, [1, 2])
      await dead.ended(9)
      for _ in 0..<4 { await panes.pass(Leadership.renewal, panes: [1]) }
      await follower.source.calls(1, of: SeriesKey.liquidations.filter { $0 != .okxLong })
      #expect(follower.source.state.value.calls[.okxLong] == nil)
    }
  }

  @Test func whatALeaderHasFetchedBeforeItDiedIsNotFetchedAgain() async throws {
    try await Panes.run(panes: 2, isTold: false) { panes in
      let (dead, follower) = (panes.all[0], panes.all[1])
      await dead.source.calls(1)
      dead.source.answerAll()
      await dead.settled()
      await panes.pass(.seconds(2))
      await follower.refresher.refresh(RefreshRequest(at: follower.clock.wall))
      await panes.pass(.milliseconds(1_200), panes: [1, 0])
      await dead.source.calls(2)
      dead.source.answerAll([1, 2])
      await dead.snapshot { !$0.isLoading && $0[.okxLong].series == fetched([1, 2]).series }
      for _ in 0..<4 { await panes.pass(Leadership.renewal, panes: [1]) }
      await panes.all[1].snapshot { $0.quota?.spent == 16 && !$0.isLoading }
      #expect(follower.source.state.value.total == 0)
    }
  }

  @Test func aWallClockThatIsSetDoesNotMakeManyRefreshesOfOne() async throws {
    try await Panes.run(panes: 3) { panes in
      await panes.all[0].source.calls(1)
      panes.all[0].source.answerAll()
      await panes.all[0].settled()
      for seconds in [-30_000, 20_000, -10_000, 5_000] {
        for pane in panes.all { pane.clock.setWall(by: .seconds(seconds)) }
        for _ in 0..<20 { await panes.pass(.milliseconds(1_200)) }
      }
      #expect(panes.all.map(\.source.state.value.total).reduce(0, +) == 8)
    }
  }

  @Test func aMachineThatSleptRefreshesOnceAmongAll() async throws {
    try await Panes.run(panes: 3) { panes in
      await panes.all[0].source.calls(1)
      panes.all[0].source.answerAll()
      await panes.all[0].settled()
      await panes.pass(.seconds(30_000))
      await panes.all[0].source.calls(2)
      panes.all[0].source.answerAll([1, 2])
      await panes.all[0].snapshot { $0[.okxLong].series == fetched([1, 2]).series }
      for _ in 0..<20 { await panes.pass(.milliseconds(1_200)) }
      for pane in panes.all {
        let snapshot = await pane.settled()
        #expect(snapshot.oldest == Bench.start + .seconds(30_000))
      }
      #expect(panes.all.map(\.source.state.value.total) == [16, 0, 0])
    }
  }

  @Test func aSpentQuotaIsSaidByAllAndResumesForAll() async throws {
    let policy = RefreshPolicy(callsAMonth: 8)
    try await Panes.run(panes: 2, policy: policy) { panes in
      await panes.all[0].source.calls(1)
      panes.all[0].source.answerAll()
      await panes.all[0].settled()
      let turn = Month(of: Bench.start).next.start + .seconds(90)
      await panes.pass(.milliseconds(1_200))
      for pane in panes.all {
        let snapshot = await pane.settled()
        #expect(snapshot.quota == .init(spent: 8, limit: 8, resumes: turn))
        #expect(snapshot.schedule == .next(turn))
      }
      await panes.all[1].refresher.refresh(RefreshRequest(at: Bench.start))
      await panes.pass(.milliseconds(1_200), panes: [1, 0])
      #expect(panes.all[0].source.state.value.total == 8)
      await panes.all[1].refresher.refresh(RefreshRequest(at: Bench.start, isBeyondQuota: true))
      await panes.pass(.milliseconds(1_200), panes: [1, 0])
      await panes.all[0].source.calls(2)
      panes.all[0].source.answerAll()
      await panes.all[0].settled()
      await panes.pass(turn - Bench.start)
      await panes.all[0].source.calls(3)
      let snapshot = await panes.all[0].snapshot { $0.quota?.spent == 8 }
      #expect(snapshot.quota?.spent == 8)
    }
  }

  @Test func callsThatReachNobodyAreGivenBack() async throws {
    try await Panes.run(panes: 1) { panes in
      let pane = panes.all[0]
      await pane.source.calls(1)
      pane.source.fail(.okxLong, .noConnection(host: "h"))
      pane.source.fail(.bybitShort, .timedOut(.seconds(20)))
      pane.source.answerAll()
      await pane.snapshot { $0.freshCount == 6 && $0.errors.count == 2 }
      await pane.ended(8)
      #expect(await pane.store.load(at: Bench.start).spent == 7)
      await pane.snapshot { $0.quota?.spent == 7 }
    }
  }

  @Test(arguments: [2, 3]) func allGoByTheSeriesThatTheyAreGiven(count: Int) async throws {
    let keys = Array(SeriesKey.liquidations.suffix(count))
    try await Panes.run(panes: 2, keys: keys) { panes in
      await panes.all[0].source.calls(1, of: keys)
      panes.all[0].source.fail(keys[0], .forbidden)
      panes.all[0].source.answerAll([-3])
      for pane in panes.all {
        let snapshot = await pane.settled(fresh: count - 1)
        #expect(snapshot.keys == keys && snapshot.errors.map(\.key) == [keys[0]])
        #expect(snapshot.quota?.spent == count)
        #expect(snapshot[keys[1]].series == fetched([-3]).series)
      }
      #expect(panes.all.map(\.source.state.value.total) == [count, 0])
    }
  }

  /// Milliseconds from one pane's request to the other's.
  @Test(arguments: [0, 400, 1_000])
  func twoWhoAskWithinASecondMakeOneRefresh(after: Int) async throws {
    try await Panes.run(panes: 2) { panes in
      let (leader, follower) = (panes.all[0], panes.all[1])
      await leader.source.calls(1)
      leader.source.answerAll()
      for pane in panes.all { await pane.settled() }
      await panes.pass(.seconds(600))
      await leader.refresher.refresh(RefreshRequest(at: leader.clock.wall))
      await leader.source.calls(2)
      leader.source.answerAll([1, 2])
      await follower.snapshot { $0.freshCount == 8 && $0.oldest == follower.clock.wall }
      await panes.pass(.milliseconds(after))
      await follower.refresher.refresh(RefreshRequest(at: follower.clock.wall))
      // What the leader announces next says that it has heard of it.
      let heard = RefreshRequest(at: follower.clock.wall)
      await leader.announces { $0?.heard == heard }
      await panes.pass(.seconds(20))
      #expect(leader.source.state.value.total == 16)
    }
  }

  @Test func theRulesOfWhoRefreshesAreSaidWhereTheyAreOthers() async throws {
    let policies = [
      RefreshPolicy(interval: .seconds(7_200), callsAMonth: 500), RefreshPolicy(),
      RefreshPolicy(interval: .seconds(7_200), callsAMonth: 500),
    ]
    try await Panes.run(panes: 3, policies: policies) { panes in
      await panes.all[0].source.calls(1)
      let said = await panes.all[1].snapshot { $0.fault != nil }
      #expect(
        said.fault?.sentence
          == "Another liqtop does the refreshing, with its own settings: every 120 min, 500 calls a month."
      )
      #expect(said.fault?.isWriting == true)
      await panes.all[1].snapshot { $0.quota?.limit == 500 }
      let same = await panes.all[2].snapshot { $0.isLoading }
      #expect(same.fault == nil)
      await panes.quit(0)
      await panes.pass(Leadership.renewal, panes: [1])
      await panes.all[1].snapshot { $0.fault == nil && $0.quota?.limit == 10_000 }
    }
  }
}

extension Bench {
  /// Waits until the plan that is stored is as it is waited for.
  fileprivate func announces(_ isMet: (AnnouncedPlan?) -> Bool) async {
    while !Task.isCancelled {
      if isMet(await store.load(at: Bench.start).announced) { return }
      await Task.yield()
    }
  }
}
