import Alerts
import Archive
import Connections
import Demo
public import Liquidations
import Live
public import Newhedge
public import Refresh

/// What fetches and listens. It runs apart from whoever reads what it yields, and knows none of its
/// readers.
struct Engine: Sendable {
  /// Where the eight series come from.
  enum Source: Sendable {
    case api(BaseURL, APIToken)
    /// The program's own servers on free loopback ports: the demo walks the path of real data, that of
    /// the exchanges' feeds too if they are listened to.
    case demo(isLive: Bool)
    /// From nowhere, for want of a token; what is kept of that base is shown all the same.
    case feeds(BaseURL)
    /// From nowhere: only what the archive keeps of that source is shown, an import or a base URL.
    case kept(String)
  }

  /// What it tells its readers.
  enum News: Sendable {
    case snapshot(Snapshot)
    case live(LiveSnapshot)
    /// Older rows of the tape that were asked for; nil if they can't be read.
    case tape(TapePart, [Liquidation]?)
    /// The daily closes that are kept, where the exchanges aren't listened to.
    case closes(DailyCloses)
    /// What is to be told of alerts.
    case alerts(AlertSnapshot)
    /// An alert has fired, whichever program found it.
    case fired(Firing)
    /// An alert has fired for which this program's terminal is to call its user.
    case called(Firing)
  }

  /// Where what it brings is kept.
  struct Stores: Sendable {
    let series: any SeriesStore
    let live: any LiveStore
    let alerts: any AlertStore

    /// Nil if both are in memory from the beginning.
    var archive: SeriesArchive? { series as? SeriesArchive }

    /// What is shown at first, read on the caller's thread.
    func kept() -> StoredState {
      archive?.loadHistoryHere(at: WallClock.now()) ?? StoredState()
    }

    /// The same, told on the archive's own thread while the caller's goes on.
    func readKept(then tell: @escaping @Sendable (StoredState) -> Void) {
      guard let archive else { return tell(StoredState()) }
      archive.loadHistory(at: WallClock.now(), then: tell)
    }
  }

  let source: Source
  /// How to get there.
  var route = Route()
  /// How to get to the exchanges' own feeds; nil if they aren't listened to, and in the demo.
  var ways: Ways?
  /// Where the exchanges are reached, as the archive has it; said also where nobody listens to them.
  var exchanges = SeriesArchive.exchanges
  /// The alerts that are looked at; nil if there are none, and in the demo, whose data are no news.
  var alerts: AlertWork?

  /// Whether the exchanges' own feeds are listened to.
  var isLive: Bool {
    if case .demo(let isLive) = source { isLive } else { ways != nil }
  }

  /// Whether the API, or the demo's, is called.
  var fetches: Bool {
    switch source {
    case .api, .demo: true
    case .feeds, .kept: false
    }
  }

  /// Where what is brought is kept: in an archive, which isn't opened before it is needed, or for the demo
  /// in memory.
  ///
  /// - Parameters:
  ///   - path: of the archive's file; nil if there is no place for one.
  ///   - keepsNothing: whether it isn't to be used.
  func stores(path: String?, keepsNothing: Bool) -> Stores {
    let (source, token): (String, APIToken?)
    switch self.source {
    case .api(let base, let own): (source, token) = ("\(base)", own)
    case .feeds(let base): (source, token) = ("\(base)", nil)
    case .kept(let name): (source, token) = (name, nil)
    case .demo: return Stores(series: MemoryStore(), live: LiveMemory(), alerts: AlertMemory())
    }
    let archive = SeriesArchive(
      path: keepsNothing ? nil : path, isWanted: !keepsNothing, source: source,
      token: token?.fingerprint ?? "", exchanges: exchanges, rules: alertWatchers,
      runtimeFolder: UserFolders(Environment.all).runtime, now: WallClock.now)
    let live: any LiveStore = keepsNothing ? LiveMemory() : archive
    let alerts: any AlertStore = keepsNothing ? AlertMemory() : archive
    return Stores(series: archive, live: live, alerts: alerts)
  }

  /// What is the same of all who look at the same alerts: their rules, and whether they see the days.
  private var alertWatchers: String {
    let seesDays = if case .feeds = source { false } else { true }
    return (alerts?.rules.fingerprint ?? "") + (seesDays ? "" : " feeds")
  }

  /// Refreshes on schedule and on request, listens beside that, and publishes each snapshot of either,
  /// until the task is cancelled.
  ///
  /// - Parameters:
  ///   - parts: the older rows of the tape that are asked for; nil where nobody asks.
  ///   - seen: comes when a user has seen the alerts that were told.
  func run(
    _ policy: RefreshPolicy, _ stores: Stores, requests: AsyncStream<RefreshRequest>,
    parts: AsyncStream<TapePart>? = nil, seen: AsyncStream<Void>? = nil,
    publish: @escaping @Sendable (News) -> Void
  ) async throws(ProgramError) {
    let watch = alerts.map { AlertWatch($0, stores.alerts, publish) }
    guard fetches else {
      let feed = feed(by: ways, stores.live)
      await withTaskGroup { group in
        // Beside the feeds, which a slow disk doesn't hold up.
        group.addTask {
          let kept = await stores.series.load(at: WallClock.now())
          if let first = kept.firstDay { await Self.want(feed, first, stores, publish) }
        }
        if let feed { group.addTask { await Self.listen(feed, parts, watch, publish) } }
        group.addTask { await watch?.run(seen) }
        if case .kept = source {
          group.addTask { await follow(stores.series, policy, publish) }
        }
      }
      return await close(stores)
    }
    try await withClient { client, ways in
      let refresher = Refresher(
        source: client, store: stores.series, policy: policy, clock: NetworkClock(),
        now: WallClock.now)
      let feed = feed(by: ways, stores.live)
      await withTaskGroup { group in
        group.addTask { await refresher.run() }
        group.addTask {
          for await snapshot in refresher.snapshots {
            publish(.snapshot(snapshot))
            await watch?.take(snapshot)
            if let first = snapshot.history.days?.lowerBound {
              await Self.want(feed, first, stores, publish)
            }
          }
        }
        group.addTask {
          for await request in requests { await refresher.refresh(request) }
        }
        if let feed { group.addTask { await Self.listen(feed, parts, watch, publish) } }
        group.addTask { await watch?.run(seen) }
      }
      // Before the client, which may take its time to let go of a server that is gone.
      await close(stores)
    }
  }

  /// What listens to the exchanges, or follows who does; nil without a way.
  private func feed(by ways: Ways?, _ store: any LiveStore) -> LiveFeed? {
    ways.map { ways in
      LiveFeed(
        source: ExchangeConnections(by: ways, userAgent: "liqtop/\(version)"), store: store,
        feeds: ExchangeConnections.feeds, clock: NetworkClock(), now: WallClock.now)
    }
  }

  private static func listen(
    _ feed: LiveFeed, _ parts: AsyncStream<TapePart>?, _ watch: AlertWatch?,
    _ publish: @escaping @Sendable (News) -> Void
  ) async {
    await withTaskGroup { group in
      group.addTask {
        guard let parts else { return }
        for await part in parts { publish(.tape(part, await feed.tape(part))) }
      }
      group.addTask { await feed.run() }
      group.addTask {
        for await snapshot in feed.snapshots {
          publish(.live(snapshot))
          await watch?.take(snapshot)
        }
      }
    }
  }

  /// Publishes what others put into the archive of a source that nobody fetches.
  private func follow(
    _ store: any SeriesStore, _ policy: RefreshPolicy,
    _ publish: @escaping @Sendable (News) -> Void
  ) async {
    var version = await store.version()
    while !Task.isCancelled {
      let newest = await store.version()
      if newest != version {
        let (kept, now) = (await store.load(at: WallClock.now()), WallClock.now())
        publish(.snapshot(Snapshot(kept, policy: policy, at: now)))
        version = newest
      }
      if let news = await store.news(of: .refresh), await store.version() == version {
        for await _ in news { break }
      } else {
        try? await NetworkClock().sleep(for: .seconds(2))
      }
    }
  }

  /// Has the closes of the days that are shown fetched; where nobody is listened to, those that are kept are
  /// read.
  private static func want(
    _ feed: LiveFeed?, _ first: Day, _ stores: Stores,
    _ publish: @escaping @Sendable (News) -> Void
  ) async {
    if let feed {
      await feed.want(closesSince: first)
    } else if let closes = await stores.archive?.closes(at: WallClock.now()) {
      publish(.closes(closes))
    }
  }

  /// Lets go of the archive's file: a process that exits while it is open leaves the log behind.
  func close(_ stores: Stores) async { await stores.archive?.close() }

  /// Lends `body` a client of the source, and tells it how to get to the exchanges.
  ///
  /// - Throws: `ProgramError` if the demo's server can't run, or there is no token to call with.
  func withClient<Value: Sendable>(
    _ body: @escaping @Sendable (NewhedgeClient, Ways?) async -> Value
  ) async throws(ProgramError) -> Value {
    switch source {
    case .api(let base, let token):
      return await Self.withClient(base, route, token) { await body($0, ways) }
    case .feeds, .kept: throw ProgramError(Self.noToken, .configuration)
    case .demo(let isLive):
      do {
        return try await Demo.serve(now: WallClock.milliseconds) { base, token, exchanges in
          let ways = isLive ? try Ways(relay: exchanges) : nil
          return await Self.withClient(base, Route(), token) { await body($0, ways) }
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

extension StoredState {
  /// The first day of which anything is kept.
  fileprivate var firstDay: Day? {
    readings.values.compactMap { $0.series.days?.lowerBound }.min()
  }
}
