import Liquidations
import Newhedge
import Refresh
import Wording

/// One refresh of all series, for a program that ends after it: by the lease and the quota, as in a
/// dashboard. Where another holds the lease, that one is asked and what it writes is waited for.
struct OneRefresh: Sendable {
  /// What was known at its end; nil if it couldn't begin.
  let snapshot: Snapshot?
  /// Why not all series are fresh; nil if they are.
  let failure: ProgramError?

  static func run(_ settings: ProgramSettings, _ environment: [String: String]) -> OneRefresh {
    do {
      return try runBlocking(on: NetworkLoop.executor) {
        do throws(ProgramError) {
          return try await run(settings, environment)
        } catch {
          return OneRefresh(snapshot: nil, failure: error)
        }
      }
    } catch {
      return OneRefresh(snapshot: nil, failure: ProgramError("\(error)", .unavailable))
    }
  }

  private nonisolated(nonsending) static func run(
    _ settings: ProgramSettings, _ environment: [String: String]
  ) async throws(ProgramError) -> OneRefresh {
    let engine = try await Engine.chosen(by: settings, environment)
    let path = settings.archivePath
    let stores = engine.stores(path: path, keepsNothing: settings.keepsNothing)
    let awaited = AwaitedRefresh(start: await begin(after: stores.kept()))
    let policy = settings.policy
    let end = try await engine.withClient { client, _ in
      let refresher = Refresher(
        source: client, store: stores.series, policy: policy, clock: NetworkClock(),
        now: WallClock.now)
      return await wait(for: refresher, awaited)
    }
    await engine.close(stores)
    return OneRefresh(snapshot: end, failure: end.map { fault(of: $0, awaited) } ?? nil)
  }

  /// When it begins: in another second than what is kept, so that what it brings can be told from that.
  private static func begin(after kept: StoredState) async -> Timestamp {
    let times = kept.readings.values.flatMap { [$0.asOf, $0.failedAt].compactMap(\.self) }
    if let newest = times.max(), newest == WallClock.now() { await nap(.seconds(1)) }
    return WallClock.now()
  }

  private static func nap(_ time: Duration) async {
    // Cut short it is over, too.
    try? await NetworkClock().sleep(until: NetworkClock().now.advanced(by: time))
  }

  private enum Event: Sendable {
    case snapshot(Snapshot)
    case secondRequest
    case late
  }

  /// What was known when all had an answer, nothing more could come, or the time was over.
  private static func wait(
    for refresher: Refresher, _ awaited: AwaitedRefresh
  ) async -> Snapshot? {
    let (events, happened) = AsyncStream.makeStream(of: Event.self)
    return await withDiscardingTaskGroup { group in
      group.addTask { await refresher.run() }
      group.addTask {
        for await snapshot in refresher.snapshots { happened.yield(.snapshot(snapshot)) }
      }
      group.addTask {
        await nap(AwaitedRefresh.secondRequest)
        happened.yield(.secondRequest)
        await nap(AwaitedRefresh.longest - AwaitedRefresh.secondRequest)
        happened.yield(.late)
      }
      defer { group.cancelAll() }
      return await last(of: events, refresher, awaited)
    }
  }

  /// The newest snapshot at the end. Nothing is asked for before it is known what the quota has left.
  private static func last(
    of events: AsyncStream<Event>, _ refresher: Refresher, _ awaited: AwaitedRefresh
  ) async -> Snapshot? {
    var (newest, hasAsked): (Snapshot?, Bool) = (nil, false)
    for await event in events {
      switch event {
      case .late: return newest
      case .secondRequest where hasAsked:
        await refresher.refresh(RefreshRequest(at: WallClock.now()))
      case .secondRequest: break
      case .snapshot(let snapshot):
        newest = snapshot
        if awaited.isOver(snapshot) { return snapshot }
        guard !hasAsked, snapshot.quota != nil else { continue }
        hasAsked = true
        await refresher.refresh(RefreshRequest(at: awaited.start))
      }
    }
    return newest
  }

  private static func fault(of snapshot: Snapshot, _ awaited: AwaitedRefresh) -> ProgramError? {
    let stale = snapshot.keys.filter { !awaited.isFresh(snapshot[$0]) }
    guard let first = stale.first else { return nil }
    let error = stale.compactMap { snapshot[$0].error }.first
    let count = stale.count == snapshot.keys.count ? "" : " of \(stale.count) series"
    guard let error else {
      let reason =
        snapshot.quota?.resumes.map { "the month's calls are used up until \($0.isoMinute)" }
        ?? "\(first.name) has no answer after \(AwaitedRefresh.longest.components.seconds) s"
      return ProgramError("the refresh\(count) failed: \(reason).", .unavailable)
    }
    let isRefused = error.reason == .unauthorized || error.reason == .forbidden
    return ProgramError(
      "the refresh\(count) failed: \(error.explanation).", isRefused ? .refused : .unavailable)
  }
}
