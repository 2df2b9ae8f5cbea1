import AsyncHTTPClient
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
    let http = HTTPClient(
      eventLoopGroup: NetworkLoop.group, configuration: configuration(route, limits))
    let client = NewhedgeClient(
      base: base, route: route, token: token, userAgent: userAgent, limits: limits, now: now,
      http: http)
    do throws(Failure) {
      let outcome = try await body(client)
      await shutDown(http)
      return outcome
    } catch {
      await shutDown(http)
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
    configuration.http1_1ConnectionDebugInitializer = AnswerGuard.enter
    return configuration
  }

  /// Waits for the connections to close, but not for one whose attempt has yet to fail.
  static func shutDown(_ http: HTTPClient) async {
    let loop = NetworkLoop.group.any()
    let closed = loop.makePromise(of: Void.self)
    http.shutdown { _ in closed.succeed() }
    let patience = loop.scheduleTask(in: .milliseconds(200)) { closed.succeed() }
    // A cancelled caller waits too.
    try? await closed.futureResult.get()
    patience.cancel()
  }
}
