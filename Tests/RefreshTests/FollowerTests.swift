import Liquidations
import Refresh
import Testing

/// Several refreshers on one store, as several panes are on one archive.
@Suite(.timeLimit(.minutes(1))) struct FollowerTests {
  @Test func oneFetchesAndAllShowIt() async throws {
    try await Desk.run(panes: 3) { desk in
      await desk.panes[0].source.calls(1)
      await desk.pass(.milliseconds(1_200))
      for pane in desk.panes {
        await pane.snapshot { snapshot in Metric.allCases.allSatisfy { snapshot[$0].isLoading } }
      }
      desk.panes[0].source.answerAll([7])
      await desk.panes[0].settled()
      await desk.pass(.milliseconds(1_200))
      for pane in desk.panes {
        let snapshot = await pane.settled()
        #expect(snapshot[.okxLong].series == fetched([7]).series)
        #expect(snapshot.schedule == .next(Bench.start + .seconds(3_600)))
        #expect(snapshot.quota == .init(spent: 8, limit: 10_000))
      }
      #expect(desk.panes.map(\.source.state.value.total) == [8, 0, 0])
    }
  }

  @Test func aFollowerSeesHowACallFailed() async throws {
    try await Desk.run(panes: 2) { desk in
      await desk.panes[0].source.calls(1)
      desk.panes[0].source.fail(.okxLong, .forbidden)
      desk.panes[0].source.answerAll()
      await desk.panes[0].settled(fresh: 7)
      await desk.pass(.milliseconds(1_200))
      let snapshot = await desk.panes[1].settled(fresh: 7)
      #expect(snapshot[.okxLong].error == FetchError(.okxLong, .forbidden))
    }
  }

  @Test func whatAFollowerAsksForTheLeaderFetches() async throws {
    try await Desk.run(panes: 2) { desk in
      await desk.panes[0].source.calls(1)
      desk.panes[0].source.answerAll()
      await desk.panes[0].settled()
      await desk.pass(.milliseconds(1_200))
      await desk.panes[1].settled()
      await desk.panes[1].refresher.refresh(RefreshRequest(at: Bench.start))
      await desk.pass(.milliseconds(1_200), panes: [1, 0])
      await desk.panes[0].source.calls(2)
      desk.panes[0].source.answerAll([1, 2])
      await desk.panes[0].snapshot { $0[.okxLong].series == fetched([1, 2]).series }
      await desk.pass(.milliseconds(1_200))
      await desk.panes[1].snapshot { $0[.okxLong].series == fetched([1, 2]).series }
      #expect(desk.panes[1].source.state.value.total == 0)
    }
  }

  @Test func whenTheLeaderQuitsAnotherGoesOn() async throws {
    try await Desk.run(panes: 2) { desk in
      await desk.panes[0].source.calls(1)
      desk.panes[0].source.fail(.okxLong, .rateLimited(retryAfter: .seconds(1_000)))
      desk.panes[0].source.answerAll()
      await desk.panes[0].settled(fresh: 7)
      await desk.quit(0)
      await desk.pass(.seconds(500), panes: [1])
      await desk.pass(.seconds(500), panes: [1])
      await desk.panes[1].source.call(1, of: .okxLong)
      #expect(desk.panes[1].source.state.value.total == 1)
      desk.panes[1].source.answer(.okxLong, [1])
      let snapshot = await desk.panes[1].settled()
      #expect(snapshot.schedule == .next(Bench.start + .seconds(3_600)))
    }
  }

  @Test func whatHangsIsOvertakenAndFollowsWhenItIsBack() async throws {
    try await Desk.run(panes: 2) { desk in
      await desk.panes[0].source.calls(1)
      for _ in 0..<4 { await desk.pass(.seconds(12), panes: [1]) }
      await desk.panes[1].source.calls(1)
      desk.panes[1].source.answerAll([5])
      let overtaken = await desk.panes[1].settled()
      #expect(overtaken.quota?.spent == 16)
      // What is shown is announced a moment later.
      await desk.pass(.milliseconds(1_200), panes: [1])
      await desk.pass(.seconds(48), panes: [0])
      desk.panes[0].source.fail(.okxLong, .unauthorized)
      desk.panes[0].source.answer(.bybitShort, [5, 6])
      // Once it is shown here it is kept, and the other finds it when it looks.
      await desk.panes[0].snapshot { $0[.bybitShort].series == fetched([5, 6]).series }
      await desk.pass(.milliseconds(1_200))
      for pane in desk.panes {
        let snapshot = await pane.snapshot {
          $0[.bybitShort].series == fetched([5, 6]).series && !$0.isLoading
        }
        #expect(snapshot.errors.isEmpty)
        #expect(snapshot.schedule == overtaken.schedule)
      }
      #expect(desk.panes[0].source.state.value.total == 8)
    }
  }

  @Test func aFollowerThatIsAskedTakesAFreeLeaseAtOnce() async throws {
    try await Desk.run(panes: 2) { desk in
      await desk.panes[0].source.calls(1)
      desk.panes[0].source.answerAll()
      await desk.panes[0].settled()
      await desk.quit(0)
      await desk.pass(.milliseconds(1_200), panes: [1])
      await desk.panes[1].refresher.refresh(RefreshRequest(at: Bench.start))
      await desk.panes[1].source.calls(1)
    }
  }

  /// Seconds from the last answer to the request, and from that to the leader's next renewal.
  @Test(arguments: [0, 2, 9])
  func whatADeadLeaderWasAskedForWhoTakesOverFetches(after: Int) async throws {
    try await Desk.run(panes: 2) { desk in
      let (dead, follower) = (desk.panes[0], desk.panes[1])
      await dead.source.calls(1)
      dead.source.answerAll()
      await dead.settled()
      // From here on the leader's clock stands still: it holds the lease and does nothing.
      await desk.pass(.seconds(after), panes: [1])
      await follower.refresher.refresh(RefreshRequest(at: follower.clock.wall))
      for _ in 0..<36 { await desk.pass(.milliseconds(1_200), panes: [1]) }
      await follower.source.calls(1)
    }
  }

  @Test func aRefusedTokenIsTriedAnewByWhoTakesOverAndWasAsked() async throws {
    try await Desk.run(panes: 2) { desk in
      let (dead, follower) = (desk.panes[0], desk.panes[1])
      await dead.source.calls(1)
      dead.source.failAll(.unauthorized)
      await dead.snapshot { $0.errors.count == 8 && !$0.isLoading }
      await desk.pass(.seconds(2), panes: [1])
      await follower.refresher.refresh(RefreshRequest(at: follower.clock.wall))
      for _ in 0..<36 { await desk.pass(.milliseconds(1_200), panes: [1]) }
      await follower.source.calls(1)
    }
  }

  @Test func whatALeaderHadNotFetchedWhenItDiedWhoTakesOverFetches() async throws {
    try await Desk.run(panes: 2) { desk in
      let (dead, follower) = (desk.panes[0], desk.panes[1])
      await dead.source.calls(1)
      dead.source.answerAll()
      await dead.settled()
      await desk.pass(.seconds(2))
      await follower.refresher.refresh(RefreshRequest(at: follower.clock.wall))
      await desk.pass(.milliseconds(1_200), panes: [1, 0])
      await dead.source.calls(2)
      dead.source.answer(.okxLong, [1, 2])
      await dead.snapshot { $0[.okxLong].series == fetched([1, 2]).series }
      for _ in 0..<36 { await desk.pass(.milliseconds(1_200), panes: [1]) }
      await follower.source.calls(1, of: Metric.allCases.filter { $0 != .okxLong })
      #expect(follower.source.state.value.calls[.okxLong] == nil)
    }
  }

  @Test func whatALeaderHasFetchedBeforeItDiedIsNotFetchedAgain() async throws {
    try await Desk.run(panes: 2) { desk in
      let (dead, follower) = (desk.panes[0], desk.panes[1])
      await dead.source.calls(1)
      dead.source.answerAll()
      await dead.settled()
      await desk.pass(.seconds(2))
      await follower.refresher.refresh(RefreshRequest(at: follower.clock.wall))
      await desk.pass(.milliseconds(1_200), panes: [1, 0])
      await dead.source.calls(2)
      dead.source.answerAll([1, 2])
      await dead.snapshot { !$0.isLoading && $0[.okxLong].series == fetched([1, 2]).series }
      for _ in 0..<36 { await desk.pass(.milliseconds(1_200), panes: [1]) }
      await desk.panes[1].snapshot { $0.quota?.spent == 16 && !$0.isLoading }
      #expect(follower.source.state.value.total == 0)
    }
  }

  @Test func aWallClockThatIsSetDoesNotMakeManyRefreshesOfOne() async throws {
    try await Desk.run(panes: 3) { desk in
      await desk.panes[0].source.calls(1)
      desk.panes[0].source.answerAll()
      await desk.panes[0].settled()
      for seconds in [-30_000, 20_000, -10_000, 5_000] {
        for pane in desk.panes { pane.clock.setWall(by: .seconds(seconds)) }
        for _ in 0..<20 { await desk.pass(.milliseconds(1_200)) }
      }
      #expect(desk.panes.map(\.source.state.value.total).reduce(0, +) == 8)
    }
  }

  @Test func aMachineThatSleptRefreshesOnceAmongAll() async throws {
    try await Desk.run(panes: 3) { desk in
      await desk.panes[0].source.calls(1)
      desk.panes[0].source.answerAll()
      await desk.panes[0].settled()
      await desk.pass(.seconds(30_000))
      await desk.panes[0].source.calls(2)
      desk.panes[0].source.answerAll([1, 2])
      await desk.panes[0].snapshot { $0[.okxLong].series == fetched([1, 2]).series }
      for _ in 0..<20 { await desk.pass(.milliseconds(1_200)) }
      for pane in desk.panes {
        let snapshot = await pane.settled()
        #expect(snapshot.oldest == Bench.start + .seconds(30_000))
      }
      #expect(desk.panes.map(\.source.state.value.total) == [16, 0, 0])
    }
  }

  @Test func aSpentQuotaIsSaidByAllAndResumesForAll() async throws {
    let policy = RefreshPolicy(callsAMonth: 8)
    try await Desk.run(panes: 2, policy: policy) { desk in
      await desk.panes[0].source.calls(1)
      desk.panes[0].source.answerAll()
      await desk.panes[0].settled()
      let turn = Month(of: Bench.start).next.start + .seconds(90)
      await desk.pass(.milliseconds(1_200))
      for pane in desk.panes {
        let snapshot = await pane.settled()
        #expect(snapshot.quota == .init(spent: 8, limit: 8, resumes: turn))
        #expect(snapshot.schedule == .next(turn))
      }
      await desk.panes[1].refresher.refresh(RefreshRequest(at: Bench.start))
      await desk.pass(.milliseconds(1_200), panes: [1, 0])
      #expect(desk.panes[0].source.state.value.total == 8)
      await desk.panes[1].refresher.refresh(RefreshRequest(at: Bench.start, isBeyondQuota: true))
      await desk.pass(.milliseconds(1_200), panes: [1, 0])
      await desk.panes[0].source.calls(2)
      desk.panes[0].source.answerAll()
      await desk.panes[0].settled()
      await desk.pass(turn - Bench.start)
      await desk.panes[0].source.calls(3)
      let snapshot = await desk.panes[0].snapshot { $0.quota?.spent == 8 }
      #expect(snapshot.quota?.spent == 8)
    }
  }

  @Test func callsThatReachNobodyAreGivenBack() async throws {
    try await Desk.run(panes: 1) { desk in
      let pane = desk.panes[0]
      await pane.source.calls(1)
      pane.source.fail(.okxLong, .noConnection(host: "h"))
      pane.source.fail(.bybitShort, .timedOut(.seconds(20)))
      pane.source.answerAll()
      await pane.snapshot { $0.freshCount == 6 && $0.errors.count == 2 }
      #expect(await pane.store.load(at: Bench.start).spent == 7)
      await pane.snapshot { $0.quota?.spent == 7 }
    }
  }
}
