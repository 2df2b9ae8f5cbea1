import Liquidations
import Refresh
import TerminalSupport
import Testing
import WorkSupport

@testable import Archive

#if os(Linux)
  import Glibc
#endif

@Suite(.timeLimit(.minutes(20)), .deadlines) struct SharingTests {
  private let start = ArchiveFolder.start

  // MARK: - The lease

  @Test func oneLeads() async throws {
    let site = try ArchiveFolder()
    let (one, two) = (site.archive(), site.archive())
    #expect(await one.leads(at: start))
    #expect(await !two.leads(at: start))
    #expect(await one.leads(at: start + .seconds(1)))
  }

  @Test(arguments: [150, 3_600, -150, -86_400])
  func aLeaseThatIsNotRenewedIsFreeEitherWayOfTheClock(seconds: Int) async throws {
    let site = try ArchiveFolder()
    let (one, two) = (site.archive(), site.archive())
    #expect(await one.leads(at: start))
    #expect(await two.leads(at: start + .seconds(seconds)))
    #expect(await !one.leads(at: start + .seconds(seconds)))
  }

  @Test(arguments: [149, -149])
  func aLeaseIsHeldUntilThen(seconds: Int) async throws {
    let site = try ArchiveFolder()
    let (one, two) = (site.archive(), site.archive())
    #expect(await one.leads(at: start))
    #expect(await !two.leads(at: start + .seconds(seconds)))
  }

  @Test func aRenewedLeaseLastsFromThen() async throws {
    let site = try ArchiveFolder()
    let (one, two) = (site.archive(), site.archive())
    #expect(await one.leads(at: start))
    #expect(await one.leads(at: start + .seconds(10)))
    #expect(await !two.leads(at: start + .seconds(159)))
    #expect(await two.leads(at: start + .seconds(160)))
  }

  @Test func theLeaseOfADeadProcessOfTheSamePlaceIsFree() async throws {
    let site = try ArchiveFolder()
    let archive = site.archive()
    #expect(await archive.leads(at: start))
    let ended = try Command.run(["sh", "-c", "printf $$"]).output
    let own = LeaseHolder().text.split(separator: "/").map(String.init)
    let here = own[..<3].joined(separator: "/")
    for (holder, isFree) in [
      ("\(here)/\(ended)/x", true), ("\(here)/\(own[3])/x", false), ("\(here)/0/x", false),
      // The same number in another container, before another boot, on another host.
      ("\(own[0])/\(own[1])/pid:[1]/\(ended)/x", false),
      ("\(own[0])/another/\(own[2])/\(ended)/x", false),
      ("elsewhere/\(own[1])/\(own[2])/\(ended)/x", false),
      // As an older program wrote it.
      ("\(own[0])/\(ended)/x", false), ("anything", false),
    ] {
      try site.database().run("UPDATE leaders SET holder = ?1", .text(holder))
      #expect(LeaseHolder(text: holder).isIdle == isFree, "\(holder)")
      #expect(await site.archive().leads(at: start) == isFree, "\(holder)")
    }
  }

  #if os(Linux)
    @Test func theLeaseOfAProcessThatIsStoppedOrUnreapedIsFree() async throws {
      let child = try Child("sleep", "60")
      #expect(!child.holder.isIdle)
      child.send(SIGSTOP)
      #expect(child.hasBecome(WSTOPPED) && child.holder.isIdle)
      child.send(SIGCONT)
      #expect(child.hasBecome(WCONTINUED) && !child.holder.isIdle)
      child.send(SIGKILL)
      // Its end is seen, and it is left unreaped.
      #expect(child.hasBecome(WEXITED | WNOWAIT) && child.holder.isIdle)
    }
  #endif

  @Test func whoResignsFreesItAndOnlyItsOwn() async throws {
    let site = try ArchiveFolder()
    let (one, two) = (site.archive(), site.archive())
    #expect(await one.leads(at: start))
    await two.resign(.refresh)
    #expect(await !two.leads(at: start))
    await one.close()
    #expect(await two.leads(at: start))
  }

  @Test func sourcesAndTokensHaveLeadersOfTheirOwn() async throws {
    let site = try ArchiveFolder()
    #expect(await site.archive().leads(at: start))
    #expect(await site.archive(source: "https://other").leads(at: start))
    #expect(await site.archive(token: "other").leads(at: start))
  }

  // MARK: - What they tell one another

  @Test func allSeeTheLeadersPlanAndTheNewestRequest() async throws {
    let site = try ArchiveFolder()
    let (leader, follower) = (site.archive(), site.archive())
    let plan = AnnouncedPlan(
      loading: [.okxLong, .bybitShort], schedule: .next(start + .seconds(3_600)))
    let request = RefreshRequest(at: start, isBeyondQuota: true)
    await leader.announce(plan)
    await follower.ask(request)
    #expect(await follower.load(at: start).announced == plan)
    #expect(await leader.load(at: start).asked == request)
  }

  @Test func theVersionChangesForOthersWithWhateverLoadGives() async throws {
    let site = try ArchiveFolder()
    let (one, two) = (site.archive(), site.archive())
    var seen = await two.version()
    func hasChanged() async -> Bool {
      let version = await two.version()
      defer { seen = version }
      return version != seen
    }
    await one.save(series([1]), of: .okxLong, asOf: start)
    #expect(await hasChanged())
    await one.confirm(.okxLong, asOf: start)
    #expect(await hasChanged())
    await one.record(FetchError(.okxLong, .forbidden), at: start)
    #expect(await hasChanged())
    await one.announce(AnnouncedPlan(loading: [], schedule: .none))
    #expect(await hasChanged())
    await one.ask(RefreshRequest(at: start))
    #expect(await hasChanged())
    #expect(await one.take(1, of: 10, at: start) == 1)
    #expect(await hasChanged())
    await one.giveBack(1, at: start)
    #expect(await hasChanged())
    await two.save(series([2]), of: .okxLong, asOf: start)
    #expect(await !hasChanged())
  }

  @Test func theVersionStaysWhereNothingIsToBeSeen() async throws {
    let site = try ArchiveFolder()
    let (one, two) = (site.archive(), site.archive())
    let plan = AnnouncedPlan(loading: [.okxLong, .bybitShort], schedule: .none)
    await one.announce(plan)
    let version = await two.version()
    #expect(await one.leads(at: start))
    #expect(await one.leads(at: start + .seconds(5)))
    await one.announce(plan)
    #expect(await one.take(1, of: 0, at: start) == 0)
    await one.resign(.refresh)
    _ = await one.load(at: start)
    #expect(await two.version() == version)
  }

  // MARK: - Calls

  @Test func callsAreCountedForTheTokenAndTheMonth() async throws {
    let site = try ArchiveFolder()
    let (one, two) = (site.archive(), site.archive(source: "https://other"))
    #expect(await one.take(8, of: 10, at: start) == 8)
    #expect(await two.take(8, of: 10, at: start) == 2)
    #expect(await one.take(1, of: 10, at: start) == 0)
    #expect(await one.load(at: start).spent == 10)
    #expect(await site.archive(token: "other").take(8, of: 10, at: start) == 8)
    let july = Timestamp(seconds: start.seconds + 16 * 86_400)
    #expect(await one.load(at: july).spent == 0)
    #expect(await one.take(8, of: 10, at: july) == 8)
    #expect(
      try site.rows("SELECT month, count FROM calls ORDER BY token, month", columns: 2) == [
        "2026-06|10", "2026-07|8", "2026-06|8",
      ])
  }

  @Test func callsThatReachedNobodyAreGivenBackDownToNone() async throws {
    let site = try ArchiveFolder()
    let archive = site.archive()
    #expect(await archive.take(8, of: 100, at: start) == 8)
    await archive.giveBack(3, at: start)
    #expect(await archive.load(at: start).spent == 5)
    await archive.giveBack(9, at: start)
    #expect(await archive.load(at: start).spent == 0)
    #expect(await archive.take(-1, of: 100, at: start) == 0)
    #expect(await archive.load(at: start).spent == 0)
  }

  @Test func aClockThatIsSetHarmsNoCount() async throws {
    let site = try ArchiveFolder()
    let archive = site.archive()
    let wrong = Timestamp(seconds: start.seconds - 400 * 86_400)
    #expect(await archive.take(8, of: 100, at: start) == 8)
    #expect(await archive.take(8, of: 100, at: wrong) == 8)
    await archive.save(series([1]), of: .okxLong, asOf: wrong)
    await archive.save(series([2]), of: .okxLong, asOf: start)
    let kept = await archive.load(at: start)
    #expect(kept.spent == 8)
    #expect(kept.readings[.okxLong] == SeriesReading(series: series([2]).series, asOf: start))
  }
}
