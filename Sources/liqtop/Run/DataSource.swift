import Archive
import Dashboard
import Demo
public import Liquidations
public import Newhedge
public import Refresh

/// Where the eight series come from.
enum DataSource: Sendable {
  case api(BaseURL, APIToken)
  /// The program's own server on a free loopback port: the demo walks the path of real data.
  case demo

  /// The source as the screen names it.
  var name: DashboardState.Source {
    switch self {
    case .api(let base, _): .host(base.host)
    case .demo: .demo
    }
  }

  /// Where what is fetched is kept, in an archive or for the demo in memory, and what a first frame shows of it.
  ///
  /// - Parameter path: of the archive's file; nil if there is no place for one.
  func store(path: String?) -> (store: any SeriesStore, kept: StoredState) {
    switch self {
    case .api(let base, let token):
      let archive = SeriesArchive(
        path: path, source: "\(base)", token: token.fingerprint,
        runtimeFolder: UserFolders(Environment.all).runtime, now: WallClock.now)
      return (archive, archive.loadHistoryHere(at: WallClock.now()))
    case .demo: return (MemoryStore(), StoredState())
    }
  }

  /// Refreshes on schedule and on request, and sends each snapshot, until the task is cancelled.
  ///
  /// - Returns: why the source ended by itself; nil if it was cancelled.
  func run(
    _ policy: RefreshPolicy, store: any SeriesStore, requests: AsyncStream<RefreshRequest>,
    feed: AsyncStream<DashboardEvent>.Continuation
  ) async -> ProgramError? {
    switch self {
    case .api(let base, let token):
      await Self.refresh(base, token, policy, store: store, requests: requests, feed: feed)
      return nil
    case .demo:
      do {
        try await Demo.serve(now: WallClock.now) { base, token in
          await Self.refresh(base, token, policy, store: store, requests: requests, feed: feed)
        }
        return nil
      } catch {
        feed.finish()
        return ProgramError("the demo can't serve its data: \(error)", .unavailable)
      }
    }
  }

  private static func refresh(
    _ base: BaseURL, _ token: APIToken, _ policy: RefreshPolicy, store: any SeriesStore,
    requests: AsyncStream<RefreshRequest>, feed: AsyncStream<DashboardEvent>.Continuation
  ) async {
    await NewhedgeClient.withClient(
      base: base, token: token, userAgent: "liqtop/\(version)", now: WallClock.now
    ) { client in
      let refresher = Refresher(
        source: client, store: store, policy: policy, now: WallClock.now)
      await withTaskGroup { group in
        group.addTask { await refresher.run() }
        group.addTask {
          for await snapshot in refresher.snapshots {
            feed.yield(.snapshot(snapshot, now: WallClock.now()))
            // Answers that come together are drawn together.
            try? await Task.sleep(for: .milliseconds(40))
          }
        }
        group.addTask {
          for await request in requests { await refresher.refresh(request) }
        }
      }
    }
  }
}

extension NewhedgeClient: SeriesSource {
  public func series(
    of key: SeriesKey, unlessUnchanged validator: Validator?
  ) async throws(FetchError) -> Answer {
    switch key {
    case .liquidations(let metric): try await series(of: metric, unlessUnchanged: validator)
    }
  }
}
