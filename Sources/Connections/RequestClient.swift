import AsyncHTTPClient
import Feeds
import Liquidations
import NIOCore
import NIOHTTP1
import NIOHTTPCompression
import Newhedge

/// Makes the exchanges' requests, over connections that are kept for the next.
///
/// Redirects are not followed, and certificates are always verified.
struct RequestClient: Sendable {
  private let straight: HTTPClient
  /// Through the proxy; nil without one.
  private let proxied: HTTPClient?
  private let ways: Ways
  private let userAgent: String
  private let limits: Limits
  private let clock: FeedClock

  init(_ ways: Ways, userAgent: String, _ limits: Limits, _ clock: FeedClock) {
    self.ways = ways
    self.userAgent = userAgent
    self.limits = limits
    self.clock = clock
    straight = Self.client(ways.straight, limits)
    proxied = ways.proxied.map { Self.client($0, limits) }
  }

  private static func client(_ route: Route, _ limits: Limits) -> HTTPClient {
    var pool = HTTPClient.Configuration.ConnectionPool(
      idleTimeout: .seconds(10), concurrentHTTP1ConnectionsPerHostSoftLimit: 2)
    // When to try again is the feed's to decide.
    pool.retryConnectionEstablishment = false
    var configuration = HTTPClient.Configuration(
      tlsConfiguration: route.tls, redirectConfiguration: .disallow,
      timeout: HTTPClient.Configuration.Timeout(connect: limits.connect), connectionPool: pool,
      proxy: route.proxy, decompression: .enabled(limit: .size(limits.answerSize)))
    configuration.httpVersion = .http1Only
    configuration.http1_1ConnectionDebugInitializer = {
      AnswerGuard.enter($0, limit: 2 * limits.answerSize)
    }
    return HTTPClient(eventLoopGroup: NetworkLoop.group, configuration: configuration)
  }

  /// Asks, and calls back once, unless the client is shut down before.
  func get(_ url: FeedURL, _ answered: @escaping @Sendable (FeedAnswer) -> Void) {
    guard let (call, route) = call(url) else { return answered(.failed(.unreachable)) }
    call.futureResult.whenComplete { answered(answer($0, by: route)) }
  }

  /// Asks, and waits for the answer; not if the task is cancelled.
  func answer(to url: FeedURL) async -> FeedAnswer {
    guard let (call, route) = call(url) else { return .failed(.unreachable) }
    return await withTaskCancellationHandler {
      do {
        return answer(.success(try await call.futureResult.get()), by: route)
      } catch {
        return answer(.failure(error), by: route)
      }
    } onCancel: {
      call.cancel()
    }
  }

  private func call(_ url: FeedURL) -> (HTTPClient.Task<HTTPClient.Response>, Route)? {
    guard let place = Place(url, ways.relay),
      let request = try? HTTPClient.Request(
        url: url.text(ways.relay),
        headers: [
          "User-Agent": userAgent, "Accept": "application/json", "Accept-Encoding": "gzip",
        ])
    else { return nil }
    let route = ways.route(to: place)
    let http = route.proxyPlace == nil ? straight : proxied ?? straight
    let call = http.execute(
      request: request,
      delegate: ResponseAccumulator(request: request, maxBodySize: limits.answerSize),
      deadline: .now() + limits.answer)
    return (call, route)
  }

  private func answer(
    _ result: Result<HTTPClient.Response, any Error>, by route: Route
  ) -> FeedAnswer {
    switch result {
    case .success(let response): answer(response)
    case .failure(let error): .failed(Ending(error, by: route, at: clock.time))
    }
  }

  private func answer(_ response: HTTPClient.Response) -> FeedAnswer {
    let body = response.body?.readableBytesView
    guard response.status == .ok else {
      let wait = response.headers.first(name: "Retry-After").flatMap {
        RetryAfter.wait($0, now: clock.time)
      }
      return .refused(
        HTTPRefusal(
          status: Int(response.status.code), retryAfter: wait,
          body: body.map { Array($0.prefix(limits.refusal)) } ?? []))
    }
    return .body(body.map { Array($0) } ?? [])
  }

  /// Cuts off what is under way.
  func shutDown() async { await NewhedgeClient.shutDown(straight, proxied) }
}
