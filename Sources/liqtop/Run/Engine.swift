import Archive
import Demo
public import Liquidations
public import Newhedge
public import Refresh

/// What fetches. It runs apart from whoever reads what it yields, and knows none of its readers.
struct Engine: Sendable {
  /// Where the eight series come from.
  enum Source: Sendable {
    case api(BaseURL, APIToken)
    /// The program's own server on a free loopback port: the demo walks the path of real data.
    case demo
  }

  let source: Source
  /// How to get there.
  var route = Route()

  /// Where what is fetched is kept, in an archive or for the demo in memory, and what a first frame shows of it.
  ///
  /// - Parameters:
  ///   - path: of the archive's file; nil if there is no place for one.
  ///   - keepsNothing: whether it isn't to be used.
  func store(
    path: String?, keepsNothing: Bool
  ) -> (store: any SeriesStore, kept: StoredState) {
    switch source {
    case .api(let base, let token):
      let archive = SeriesArchive(
        path: keepsNothing ? nil : path, isWanted: !keepsNothing, source: "\(base)",
        token: token.fingerprint, runtimeFolder: UserFolders(Environment.all).runtime,
        now: WallClock.now)
      return (archive, archive.loadHistoryHere(at: WallClock.now()))
    case .demo: return (MemoryStore(), StoredState())
    }
  }

  /// Refreshes on schedule and on request, and publishes each snapshot, until the task is cancelled.
  func refresh(
    _ policy: RefreshPolicy, store: any SeriesStore, requests: AsyncStream<RefreshRequest>,
    publish: @escaping @Sendable (Snapshot) -> Void
  ) async throws(ProgramError) {
    try await withClient { client in
      let refresher = Refresher(
        source: client, store: store, policy: policy, clock: NetworkClock(), now: WallClock.now)
      await withTaskGroup { group in
        group.addTask { await refresher.run() }
        group.addTask {
          for await snapshot in refresher.snapshots { publish(snapshot) }
        }
        group.addTask {
          for await request in requests { await refresher.refresh(request) }
        }
      }
      // Before the client, which may take its time to let go of a server that is gone.
      await close(store)
    }
  }

  /// Lets go of the archive's file: a process that exits while it is open leaves the log behind.
  func close(_ store: any SeriesStore) async {
    await (store as? SeriesArchive)?.close()
  }

  /// Lends `body` a client of the source.
  ///
  /// - Throws: `ProgramError` if the demo's server can't run.
  func withClient<Value: Sendable>(
    _ body: @escaping @Sendable (NewhedgeClient) async -> Value
  ) async throws(ProgramError) -> Value {
    switch source {
    case .api(let base, let token):
      return await Self.withClient(base, route, token, body)
    case .demo:
      do {
        return try await Demo.serve(now: WallClock.milliseconds) { base, token, _ in
          await Self.withClient(base, Route(), token, body)
        }
      } catch {
        throw ProgramError("the demo can't serve its data: \(error)", .unavailable)
      }
    }
  }

  private static func withClient<Value: Sendable>(
    _ base: BaseURL, _ route: Route, _ token: APIToken,
    _ body: @escaping @Sendable (NewhedgeClient) async -> Value
  ) async -> Value {
    await NewhedgeClient.withClient(
      base: base, by: route, token: token, userAgent: "liqtop/\(version)", now: WallClock.now, body)
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
