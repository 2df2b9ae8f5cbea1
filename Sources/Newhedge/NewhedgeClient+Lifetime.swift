import AsyncHTTPClient
public import Liquidations
import NIOCore
import NIOHTTPCompression
import NIOSSL

extension NewhedgeClient {
  /// Runs `body` with a client whose connections end with it, whether it returns or throws.
  ///
  /// Nothing is opened before the first call, and the certificates of the system's authorities are
  /// read with the first `https` one. At the end calls that are still under way are cut off.
  ///
  /// - Parameters:
  ///   - userAgent: the program's name and version, such as `liqtop/1.0`.
  ///   - now: the clock, for `Retry-After` dates and for what counts as the future.
  public static func withClient<Outcome, Failure: Error>(
    base: BaseURL, token: APIToken, userAgent: String, limits: Limits = Limits(),
    now: @escaping @Sendable () -> Timestamp,
    isolation: isolated (any Actor)? = #isolation,
    _ body: (NewhedgeClient) async throws(Failure) -> Outcome
  ) async throws(Failure) -> Outcome {
    let http = HTTPClient(
      eventLoopGroup: NetworkLoop.group, configuration: configuration(limits))
    let client = NewhedgeClient(
      base: base, token: token, userAgent: userAgent, limits: limits, now: now, http: http)
    do throws(Failure) {
      let outcome = try await body(client)
      await shutDown(http)
      return outcome
    } catch {
      await shutDown(http)
      throw error
    }
  }

  private static func configuration(_ limits: Limits) -> HTTPClient.Configuration {
    var tls = TLSConfiguration.makeClientConfiguration()
    tls.minimumTLSVersion = .tlsv12
    var pool = HTTPClient.Configuration.ConnectionPool(
      idleTimeout: .seconds(10),
      // Twice the metrics: a call that was cut off may hold its connection a moment longer.
      concurrentHTTP1ConnectionsPerHostSoftLimit: 2 * Metric.allCases.count)
    // A refused connection is told at once; when to try again is the caller's to decide.
    pool.retryConnectionEstablishment = false
    return HTTPClient.Configuration(
      tlsConfiguration: tls,
      redirectConfiguration: .disallow,
      timeout: HTTPClient.Configuration.Timeout(connect: TimeAmount(limits.connect)),
      connectionPool: pool,
      proxy: nil,
      decompression: .enabled(limit: .size(limits.bytes)))
  }

  /// Waits for the connections to close, but not for one whose attempt has yet to fail.
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
