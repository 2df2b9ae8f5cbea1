public import Feeds
public import Newhedge

/// The demo: generated data, served by the API's server and by those of the exchanges, and fetched from
/// them as any other.
public enum Demo {
  /// The demo's token: no secret, and good for the demo's server alone.
  public static func token() throws(TokenError) -> APIToken {
    try APIToken("demo0liqtop0demo0liqtop0", from: .program)
  }

  /// Serves the demo on free loopback ports while `body` runs; returns what that does.
  ///
  /// - Parameters:
  ///   - now: the wall clock, in milliseconds since 1970-01-01T00:00Z, up to which there are data.
  ///   - body: told where the API is and the token for it, and what stands in for the exchanges.
  public static func serve<Value: Sendable>(
    now: @escaping @Sendable () -> Int64,
    _ body: @escaping @Sendable (BaseURL, APIToken, _ exchanges: Relay) async throws -> Value
  ) async throws -> Value {
    let token = try token()
    let servers = try DemoServers(token: token, port: 0, exchangesPort: 0, now: now)
    let (ports, ready) = AsyncStream.makeStream(of: DemoServers.Ports.self)
    return try await withThrowingTaskGroup(of: Value?.self) { group in
      group.addTask {
        try await servers.run { ready.yield($0) }
        return nil
      }
      group.addTask {
        for await ports in ports {
          return try await body(
            try BaseURL("http://127.0.0.1:\(ports.api)"), token,
            try Relay("http://127.0.0.1:\(ports.exchanges)"))
        }
        return nil
      }
      defer { group.cancelAll() }
      // Of the two that end when cancelled, the servers may be the first.
      for try await value in group.compactMap(\.self) { return value }
      throw CancellationError()
    }
  }
}
