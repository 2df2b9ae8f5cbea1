package import AsyncHTTPClient
public import Liquidations
import NIOCore
import NIOHTTPCompression
import NIOSSL

extension NewhedgeClient {
  /// Runs `body` with a client whose connections end with it, whether it returns or throws.
  ///
  /// Nothing is opened before the first call, and the certificates of the authorities are read with
  /// the first `https` one. At the end calls that are still under way are cut off.
  ///
  /// - Parameters:
  ///   - route: how to get to the server.
  ///   - userAgent: the program's name and version, such as `liqtop/1.0`.
  ///   - now: the clock, for `Retry-After` dates and for what counts as the future.
  public static func withClient<Outcome, Failure: Error>(
    base: BaseURL, by route: Route = Route(), token: APIToken, userAgent: String,
    limits: Limits = Limits(), now: @escaping @Sendable () -> Timestamp,
    isolation: isolated (any Actor)? = #isolation,
    _ body: (NewhedgeClient) async throws(Failure) -> Outcome
  ) async throws(Failure) -> Outcome {
    var configuration = configuration(route, limits)
    let http = HTTPClient(eventLoopGroup: NetworkLoop.group, configuration: configuration)
    // The system's list of hosts may name only one of the two, and the server listen on the other.
    configuration.dnsOverride = ["localhost": "::1"]
    let other =
      base.host == "localhost"
      ? HTTPClient(eventLoopGroup: NetworkLoop.group, configuration: configuration) : nil
    let client = NewhedgeClient(
      base: base, route: route, token: token, userAgent: userAgent, limits: limits, now: now,
      http: http, other: other)
    do throws(Failure) {
      let outcome = try await body(client)
      await shutDown(http, other)
      return outcome
    } catch {
      await shutDown(http, other)
      throw error
    }
  }

  static func configuration(_ route: Route, _ limits: Limits) -> HTTPClient.Configuration {
    var pool = HTTPClient.Configuration.ConnectionPool(
      idleTimeout: .seconds(10),
      // Twice the metrics: a call that was cut off may hold its connection a moment longer.
      concurrentHTTP1ConnectionsPerHostSoftLimit: 2 * Metric.allCases.count)
    // A refused connection is told at once; when to try again is the caller's to decide.
    pool.retryConnectionEstablishment = false
    var configuration = HTTPClient.Configuration(
      tlsConfiguration: route.tls,
      redirectConfiguration: .disallow,
      timeout: HTTPClient.Configuration.Timeout(connect: TimeAmount(limits.connect)),
      connectionPool: pool,
      proxy: route.proxy,
      decompression: .enabled(limit: .size(limits.bytes)))
    // What an HTTP/2 connection may be flooded with has no bound; and one answer takes no more.
    configuration.httpVersion = .http1Only
    // The head, and what marks the chunks of a body, are less than the body may be.
    configuration.http1_1ConnectionDebugInitializer = {
      AnswerGuard.enter($0, limit: 2 * limits.bytes)
    }
    return configuration
  }

  /// Waits for the connections to close, but not for one whose attempt has yet to fail.
  package static func shutDown(_ clients: HTTPClient?...) async {
    for client in clients { if let client { await shutDown(client) } }
  }

  private static func shutDown(_ http: HTTPClient) async {
    let loop = NetworkLoop.group.any()
    let closed = loop.makePromise(of: Void.self)
    http.shutdown { _ in closed.succeed() }
    let patience = loop.scheduleTask(in: .milliseconds(200)) { closed.succeed() }
    // A cancelled caller waits too.
    try? await closed.futureResult.get()
    patience.cancel()
  }
}
