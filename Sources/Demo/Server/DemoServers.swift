public import APIServer
import Liquidations
public import Newhedge

/// The servers of the generated data: the API's, and one for all four exchanges.
public struct DemoServers: Sendable {
  /// Where they listen.
  public struct Ports: Hashable, Sendable {
    public let api: Int
    public let exchanges: Int
  }

  private let api: LiquidationsServer
  private let exchanges: DemoExchanges

  /// - Parameters:
  ///   - token: what a caller of the API has to show; the exchanges ask for none.
  ///   - host: the name or address to listen on.
  ///   - port: the API's; 0 takes a free one.
  ///   - exchangesPort: the exchanges'; 0 takes a free one, nil the one after the API's if it can be had.
  ///   - now: the wall clock, in milliseconds since 1970-01-01T00:00Z, up to which there are data.
  public init(
    token: APIToken, host: String = "127.0.0.1", port: Int, exchangesPort: Int?,
    now: @escaping @Sendable () -> Int64
  ) throws(DemoHistoryError) {
    let history = try DemoHistory()
    let (store, tape) = (DemoStore(history), DemoTape(history))
    let clock = { @Sendable in Timestamp(seconds: now() / 1_000) }
    let reports = ReportSource(
      source: "demo", days: { await store.snapshot(at: clock()) },
      live: { step, time in tape.record(step, in: time, at: clock()) }, now: clock)
    api = LiquidationsServer(token: token, host: host, port: port, reports: reports) { metric in
      await store.series(of: metric, at: clock())
    }
    exchanges = DemoExchanges(
      tape, host: host, port: exchangesPort ?? (port == 0 ? 0 : port &+ 1),
      orFree: exchangesPort == nil, now: now)
  }

  /// Serves until it is stopped.
  ///
  /// - Parameters:
  ///   - stop: what ends it besides a cancelled task.
  ///   - onReady: told the ports once both accept connections.
  /// - Throws: `ServerError` if one of them can't listen.
  public func run(
    stoppingOn stop: LiquidationsServer.Stop = .cancellation,
    onReady: @escaping @Sendable (Ports) -> Void
  ) async throws {
    try await exchanges.listening { exchangesPort in
      try await api.run(stoppingOn: stop) { apiPort in
        onReady(Ports(api: apiPort, exchanges: exchangesPort))
      }
    }
  }
}

/// Generates the demo's history once a minute at most, for all metrics together.
private actor DemoStore {
  private let history: DemoHistory
  private var made: (minute: Int64, series: [Metric: Series])?

  init(_ history: DemoHistory) {
    self.history = history
  }

  func series(of metric: Metric, at now: Timestamp) -> Series {
    made(at: now).series[metric] ?? .empty
  }

  /// All series side by side, as of the minute.
  func snapshot(at now: Timestamp) -> Snapshot {
    let made = made(at: now)
    var snapshot = Snapshot()
    snapshot.update(Metric.allCases) { metric, reading in
      reading.series = made.series[metric] ?? .empty
      reading.asOf = Timestamp(seconds: made.minute * 60)
    }
    return snapshot
  }

  private func made(at now: Timestamp) -> (minute: Int64, series: [Metric: Series]) {
    let minute = now.seconds / 60
    if let made, made.minute == minute { return made }
    let new = (minute, history.series(at: now))
    made = new
    return new
  }
}
