public import APIServer
public import Liquidations
public import Newhedge

/// The demo: generated data, served by the API server and fetched from it as any other.
public enum Demo {
  /// The demo's token: no secret, and good for the demo's server alone.
  public static func token() throws(TokenError) -> APIToken {
    try APIToken("demo0liqtop0demo0liqtop0", from: .program)
  }

  /// The server of the generated data.
  ///
  /// - Parameter now: the wall clock, up to which there are data.
  public static func server(
    token: APIToken, host: String = "127.0.0.1", port: Int,
    now: @escaping @Sendable () -> Timestamp
  ) throws(DemoHistoryError) -> LiquidationsServer {
    let store = DemoStore(try DemoHistory())
    return LiquidationsServer(token: token, host: host, port: port) { metric in
      await store.series(of: metric, at: now())
    }
  }

  /// Serves the demo on a free loopback port while `body` runs; returns what that does.
  public static func serve<Value: Sendable>(
    now: @escaping @Sendable () -> Timestamp,
    _ body: @escaping @Sendable (BaseURL, APIToken) async throws -> Value
  ) async throws -> Value {
    let token = try token()
    let server = try server(token: token, port: 0, now: now)
    let (ports, port) = AsyncStream.makeStream(of: Int.self)
    return try await withThrowingTaskGroup(of: Value?.self) { group in
      group.addTask {
        try await server.run { port.yield($0) }
        return nil
      }
      group.addTask {
        for await port in ports {
          return try await body(try BaseURL("http://127.0.0.1:\(port)"), token)
        }
        return nil
      }
      defer { group.cancelAll() }
      // Of the two that end when cancelled, the server may be the first.
      for try await value in group.compactMap(\.self) { return value }
      throw CancellationError()
    }
  }
}

/// Generates the demo's history once a minute at most, for all eight metrics together.
private actor DemoStore {
  private let history: DemoHistory
  private var made: (minute: Int64, series: [Metric: Series])?

  init(_ history: DemoHistory) {
    self.history = history
  }

  func series(of metric: Metric, at now: Timestamp) -> Series {
    let minute = now.seconds / 60
    if made?.minute != minute { made = (minute, history.series(at: now)) }
    return made?.series[metric] ?? .empty
  }
}
