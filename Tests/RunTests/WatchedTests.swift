import Alerts
import Liquidations
import Testing
import Wording

@testable import Live
@testable import liqtop

/// What is worth a line, from one snapshot to the next.
@Suite struct WatchedTests {
  private let today = Day(number: 20_000)
  private let now: Timestamp
  private var watched: Watched

  init() {
    now = today.start + .seconds(3_600)
    watched = Watched(since: now)
  }

  /// All eight series of three days up to yesterday, received so long ago; shorts are less than nothing.
  private func snapshot(
    age: Duration = .zero, days: Int = 3, from first: Day? = nil,
    edit: (Metric, inout SeriesReading) -> Void = { _, _ in }
  ) -> Snapshot {
    var snapshot = Snapshot()
    snapshot.standing = .leads
    snapshot.schedule = .next(now + .seconds(3_600))
    let first = first ?? today - days
    snapshot.update(Metric.allCases) { metric, reading in
      reading.series = Series(
        (0..<days).map { (first + $0, metric.side == .long ? 1_000_000 : -500_000) })
      reading.asOf = now + (.zero - age)
      edit(metric, &reading)
    }
    return snapshot
  }

  private mutating func texts(_ snapshot: Snapshot, at moment: Timestamp? = nil) -> [String] {
    watched.events(snapshot, at: moment ?? now).map { $0.text(signs: .ascii) }
  }

  private mutating func texts(_ live: LiveSnapshot, at moment: Timestamp? = nil) -> [String] {
    watched.events(live, at: moment ?? now).map { $0.text(signs: .ascii) }
  }

  // MARK: Refreshes

  @Test mutating func whatIsThereAtTheStartIsNoNews() {
    #expect(texts(snapshot()) == ["This liqtop does the refreshing."])
    #expect(texts(snapshot()) == [])
  }

  @Test mutating func aRefreshIsToldOnceItIsWhole() {
    _ = texts(snapshot(age: .seconds(3_600)))
    let half = snapshot(age: .seconds(3_600)) { metric, reading in
      if metric.side == .long { reading.asOf = now } else { reading.isLoading = true }
    }
    #expect(texts(half) == [])
    #expect(texts(snapshot()) == ["Refreshed 8 of 8 series. Next 02:00 UTC."])
    #expect(texts(snapshot()) == [])
  }

  @Test mutating func theFirstRefreshOfAllIsToldWithTheNewestDays() {
    var nothing = Snapshot()
    nothing.standing = .leads
    nothing.update(Metric.allCases) { $1.isLoading = true }
    #expect(texts(nothing) == ["This liqtop does the refreshing."])
    #expect(
      texts(snapshot(days: 4, from: today - 3)) == [
        "Refreshed 8 of 8 series. Next 02:00 UTC.",
        "2024-10-03 is over: long 4.00M, short 2.00M, net +2.00M.",
        "2024-10-04 so far: long 4.00M, short 2.00M, net +2.00M.",
      ])
  }

  @Test mutating func whatFailsIsToldOnceAndSoIsItsEnd() {
    _ = texts(snapshot(age: .seconds(3_600)))
    func failing() -> Snapshot {
      snapshot { metric, reading in
        guard metric.exchange == .okx else { return }
        reading.fail(FetchError(metric, .server(status: 503, retryAfter: nil)), at: now)
        reading.asOf = now + .seconds(-3_600)
      }
    }
    #expect(
      texts(failing()) == [
        "2 of 8 series failed: OKX long, OKX short: the server failed (503). Next 02:00 UTC."
      ])
    #expect(texts(failing()) == [])
    #expect(texts(snapshot()) == ["Refreshed 8 of 8 series. Next 02:00 UTC."])
  }

  /// Whether or not the first snapshot comes while it is tried again.
  @Test(arguments: [true, false])
  mutating func whatFailedBeforeTheStartAndStillDoesIsToldOnce(isLoading: Bool) {
    func failing(isLoading: Bool) -> Snapshot {
      snapshot(age: .seconds(3_600)) { metric, reading in
        reading.fail(FetchError(metric, .server(status: 503, retryAfter: nil)), at: now)
        reading.isLoading = isLoading
      }
    }
    let start = texts(failing(isLoading: isLoading)) + texts(failing(isLoading: false))
    #expect(
      start == [
        "This liqtop does the refreshing.",
        "8 of 8 series failed: the server failed (503). Next 02:00 UTC.",
      ])
    #expect(texts(failing(isLoading: true)) + texts(failing(isLoading: false)) == [])
    #expect(texts(snapshot()) == ["Refreshed 8 of 8 series. Next 02:00 UTC."])
  }

  @Test mutating func aRefusedTokenIsToldWithWhatToDo() {
    _ = texts(snapshot(age: .seconds(3_600)))
    var refused = snapshot(age: .seconds(3_600)) { metric, reading in
      reading.fail(FetchError(metric, .unauthorized), at: now)
    }
    refused.schedule = .halted(FetchError(.allCases[0], .unauthorized))
    #expect(
      texts(refused) == [
        "8 of 8 series failed: the server refused the token (401); check it."
          + " There are no more calls until the configuration is read anew (SIGHUP)."
      ])
    #expect(watched.status == "0 of 8 series fresh, no more refreshes until a reload")
  }

  @Test mutating func whoRefreshesIsToldWhenItChanges() {
    _ = texts(snapshot())
    var followed = snapshot()
    followed.standing = .follows
    #expect(
      texts(followed) == ["Another liqtop does the refreshing; what it fetches is told here."])
    #expect(texts(followed) == [])
  }

  @Test mutating func theQuotaIsToldAsItNearsItsEnd() {
    func spending(_ spent: Int, resumes: Timestamp? = nil) -> Snapshot {
      var spending = snapshot()
      spending.quota = Snapshot.Quota(spent: spent, limit: 10_000, resumes: resumes)
      return spending
    }
    _ = texts(spending(7_900))
    #expect(texts(spending(8_001)) == ["8 001 of the month's 10 000 calls are used."])
    #expect(texts(spending(9_400)) == [])
    #expect(texts(spending(9_600)) == ["9 600 of the month's 10 000 calls are used."])
    #expect(
      texts(spending(9_995, resumes: today.start + .seconds(86_400)))
        == ["9 995 of the month's 10 000 calls are used; fetching resumes 2024-10-05T00:00Z."])
    // Another month.
    #expect(texts(spending(8)) == [])
    #expect(texts(spending(8_008)) == ["8 008 of the month's 10 000 calls are used."])
  }

  @Test mutating func whatIsToBeSaidOfTheArchiveIsSaidOnce() {
    var faulty = snapshot()
    faulty.fault = StoreFault("The disk is full.", isWriting: false)
    #expect(texts(faulty) == ["The disk is full.", "This liqtop does the refreshing."])
    var live = LiveSnapshot(feeds: [])
    live.fault = faulty.fault
    #expect(texts(live) == [])
    #expect(texts(snapshot()) == [])
    live.fault = nil
    #expect(texts(live) == ["All is well with the archive again."])
  }

  // MARK: Days

  @Test mutating func aDayIsToldWhenItIsOverAndAllWasReceivedSince() {
    // Of an hour before midnight, when yesterday wasn't over.
    _ = texts(snapshot(age: .seconds(2 * 3_600)))
    let half = snapshot { metric, reading in
      guard metric.exchange == .okx else { return }
      reading.fail(FetchError(metric, .connectionLost(host: "h")), at: now)
      reading.asOf = now + .seconds(-7_200)
    }
    #expect(texts(half).count == 1)
    #expect(
      texts(snapshot()) == [
        "Refreshed 8 of 8 series. Next 02:00 UTC.",
        "2024-10-03 is over: long 4.00M, short 2.00M, net +2.00M.",
      ])
    #expect(texts(snapshot()) == [])
  }

  @Test mutating func oneThatTheServerRefusesHoldsNoDayUpAndMakesItAFloor() {
    func refusing(_ age: Duration, days: Int) -> Snapshot {
      snapshot(age: age, days: days, from: today - 3) { metric, reading in
        guard metric == Metric(.okx, .long) else { return }
        reading.fail(FetchError(metric, .forbidden), at: now)
        reading.series = Series([(today - 3, 5)])
        reading.asOf = now + .seconds(-86_400 * 2)
      }
    }
    _ = texts(refusing(.seconds(7_200), days: 3))
    #expect(
      texts(refusing(.zero, days: 3)).last
        == "2024-10-03 is over: long >3.00M, short 2.00M. A part is missing.")
  }

  @Test mutating func theFirstValuesOfADayAreToldAsSuchAndOnce() {
    _ = texts(snapshot(age: .seconds(1_800)))
    #expect(
      texts(snapshot(days: 4, from: today - 3)) == [
        "Refreshed 8 of 8 series. Next 02:00 UTC.",
        "2024-10-04 so far: long 4.00M, short 2.00M, net +2.00M.",
      ])
    let more = snapshot(days: 4, from: today - 3) { _, reading in
      reading.asOf = now + .seconds(1)
      reading.series = reading.series.merged(with: Series([(today, 0)]))
    }
    #expect(texts(more) == ["Refreshed 8 of 8 series. Next 02:00 UTC."])
  }

  @Test mutating func valuesOfDaysThatWereOverAreToldWhenTheyChange() {
    _ = texts(snapshot(age: .seconds(60)))
    let revised = snapshot { metric, reading in
      guard metric == Metric(.okx, .short) else { return }
      reading.series = reading.series.merged(with: Series([(today - 1, -750_000)]))
    }
    #expect(
      texts(revised).last == "1 value was revised: 2024-10-03 OKX short 750K (was 500K).")
    // What of the running day changes, and what comes before the first day, is no revision.
    let grown = snapshot(days: 5, from: today - 4) { metric, reading in
      reading.asOf = now + .seconds(60)
      guard metric == Metric(.okx, .short) else { return }
      reading.series = reading.series.merged(with: Series([(today - 1, -750_000)]))
    }
    #expect(
      texts(grown) == [
        "Refreshed 8 of 8 series. Next 02:00 UTC.",
        "2024-10-04 so far: long 4.00M, short 2.00M, net +2.00M.",
      ])
  }

  @Test mutating func aValueOfADayThatNoneWasKnownOfIsNoRevision() {
    // The server had got no further than the day before yesterday.
    _ = texts(snapshot(age: .seconds(60), days: 2, from: today - 3))
    #expect(texts(snapshot(days: 3)).allSatisfy { !$0.contains("revised") })
  }

  @Test mutating func manyRevisionsAreCounted() throws {
    _ = texts(snapshot(age: .seconds(60), days: 30))
    let revised = snapshot(days: 30) { _, reading in
      reading.series = Series(reading.series.entries.map { ($0.day, $0.value * 2) })
    }
    let event = try #require(watched.events(revised, at: now).last)
    #expect(event.text(signs: .ascii).hasSuffix(", and 237 more."))
    guard case .revised(240, let values) = event else {
      Issue.record("\(event)")
      return
    }
    #expect(values.count == 20)
  }

  // MARK: Alerts

  @Test mutating func eachFiringIsToldOnceWhoeverFoundIt() {
    func firing(_ rule: String, after seconds: Int) -> Firing {
      Firing(
        rule: rule, title: rule, text: "\(rule) fired.", day: today,
        moment: now + .seconds(seconds),
        readings: [.init("long", value: 2, limit: 1, .usd)])
    }
    func kept(_ firings: Firing...) -> AlertSnapshot {
      AlertSnapshot(unseen: firings.map { KeptFiring($0, row: 1) })
    }
    let (before, own) = (firing("before", after: -1), firing("own", after: 0))
    let other = firing("other", after: 5)
    #expect(watched.events(kept(before)) == [])
    #expect(watched.events(own) == [.alert(own)])
    #expect(watched.events(kept(other, own, before)) == [.alert(other)])
    #expect(watched.events(other) == [] && watched.events(kept(other, own, before)) == [])
    // The same rule fires again.
    let again = firing("own", after: 600)
    #expect(watched.events(kept(again)) == [.alert(again)])
  }

  // MARK: Feeds

  private let keys = [FeedKey(.binance, "Binance USD-M"), FeedKey(.okx, "OKX")]

  private func live(
    _ states: FeedStanding.State..., reason: String? = nil, cascades: [Cascade] = []
  ) -> LiveSnapshot {
    var live = LiveSnapshot(feeds: keys)
    live.role = .listens
    for (key, state) in zip(keys, states) {
      live.standings[key] = FeedStanding(state, reason: state == .live ? nil : reason)
    }
    live.cascades = cascades
    return live
  }

  @Test mutating func feedsAreToldWhenAllAreHeardAndThoseThatAreLost() {
    #expect(texts(live(.connecting)) == ["This liqtop listens to the exchanges."])
    #expect(texts(live(.live, .connecting)) == [])
    #expect(texts(live(.live, .live)) == ["All 2 feeds of two exchanges are heard."])
    let reason = "OKX refuses this country or network (HTTP 451)."
    #expect(
      texts(live(.live, .blocked, reason: reason)) == ["OKX isn't heard (blocked). \(reason)"])
    #expect(texts(live(.live, .connecting)) == [])
    #expect(texts(live(.live, .blocked, reason: reason)) == [])
    #expect(
      texts(live(.live, .live), at: now + .seconds(240))
        == ["OKX is heard again, after 4 min."])
    #expect(texts(live(.live, .live)) == [])
  }

  @Test mutating func aLossHasOneLineAndAnotherOnceItsKindHasChangedForGood() {
    func lost(_ state: FeedStanding.State, _ reason: String, after seconds: Int) -> [String] {
      texts(live(.live, state, reason: reason), at: now + .seconds(seconds))
    }
    _ = texts(live(.live, .live))
    #expect(
      lost(.unreachable, "www.x closed the connection.", after: 0)
        == ["OKX isn't heard (unreachable). www.x closed the connection."])
    #expect(lost(.unreachable, "streams.x can't be reached.", after: 2) == [])
    #expect(lost(.unreachable, "www.x can't be reached.", after: 90) == [])
    #expect(lost(.silent, "OKX sends nothing.", after: 100) == [])
    #expect(lost(.unreachable, "www.x can't be reached.", after: 120) == [])
    #expect(lost(.blocked, "OKX refuses.", after: 125) == [])
    #expect(lost(.blocked, "OKX refuses.", after: 154) == [])
    #expect(
      lost(.blocked, "OKX refuses.", after: 155) == ["OKX isn't heard (blocked). OKX refuses."])
    #expect(lost(.blocked, "OKX refuses.", after: 300) == [])
    #expect(
      texts(live(.live, .live), at: now + .seconds(300)) == ["OKX is heard again, after 5 min."])
    #expect(lost(.silent, "OKX sends nothing.", after: 301).count == 1)
  }

  @Test mutating func aFeedThatLacksSomethingSaysSo() {
    var lacking = live(.live, .live)
    lacking.standings[keys[1]] = FeedStanding(.live, reason: "Its list can't be had.")
    #expect(texts(lacking).contains("OKX is heard. Its list can't be had."))
    #expect(texts(live(.live, .live)) == ["OKX is heard."])
  }

  @Test mutating func aCascadeIsToldOnceAndNotOneOfBefore() {
    func cascade(minutesAgo: Int) -> Cascade {
      let tallies = Tallies(long: Tally(usd: 2e6, count: 9, largest: 1e6), short: Tally(usd: 1e5))
      return Cascade(
        minute: Slot(.minute, at: now) - minutesAgo, tallies: tallies, median: 40_000)
    }
    let before = [cascade(minutesAgo: 30)]
    _ = texts(live(.live, .live, cascades: before))
    let text =
      "Cascade in the minute 01:00 UTC: >2.10M in 9 orders so far, mostly long; the usual minute has 40.0K."
    #expect(texts(live(.live, .live, cascades: before + [cascade(minutesAgo: 0)])) == [text])
    #expect(texts(live(.live, .live, cascades: before + [cascade(minutesAgo: 0)])) == [])
    let late = [cascade(minutesAgo: 200), cascade(minutesAgo: 5)]
    #expect(
      texts(live(.live, .live, cascades: late)) == [
        "Cascade in the minute 00:55 UTC: >2.10M in 9 orders, mostly long; the usual minute has 40.0K."
      ])
    #expect(watched.status == "2 of 2 exchanges heard")
  }
}
