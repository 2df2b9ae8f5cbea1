import AsyncHTTPClient
public import Liquidations
import Logging
import NIOCore
import NIOHTTP1

/// Calls the API: one GET a metric, each by itself, eight at once if need be.
///
/// Redirects are not followed, since the token would travel, and a proxy sees nothing but whom it
/// connects to; certificates are always verified. It has no log.
public struct NewhedgeClient: Sendable {
  /// What one call may take.
  public struct Limits: Hashable, Sendable {
    /// From the name's resolution to a connection that is ready, TLS included.
    public var connect: Duration
    /// From the start of the call to the end of the answer.
    public var whole: Duration
    /// The size of an answer in bytes, as sent and unpacked.
    public var bytes: Int

    public init(
      connect: Duration = .seconds(5), whole: Duration = .seconds(20), bytes: Int = 16 << 20
    ) {
      self.connect = connect
      self.whole = whole
      self.bytes = bytes
    }
  }

  let base: BaseURL
  let route: Route
  let limits: Limits
  private let token: APIToken
  private let userAgent: String
  let now: @Sendable () -> Timestamp
  private let http: HTTPClient
  /// The one that takes the other of this machine's own addresses for `localhost`; nil for any other
  /// host.
  private let other: HTTPClient?

  static let silence = Logger(label: "newhedge") { _ in SwiftLogNoOpLogHandler() }

  init(
    base: BaseURL, route: Route, token: APIToken, userAgent: String, limits: Limits,
    now: @escaping @Sendable () -> Timestamp, http: HTTPClient, other: HTTPClient?
  ) {
    self.base = base
    self.route = route
    self.token = token
    self.userAgent = userAgent
    self.limits = limits
    self.now = now
    self.http = http
    self.other = other
  }

  /// Fetches and decodes one metric's whole history.
  ///
  /// - Parameter validator: of the answer that is had already; `.unchanged` says it still stands.
  /// - Throws: `FetchError`, which never holds the token. A cancelled task gets `.noConnection` at
  ///   once; ask `Task.isCancelled` to tell it from a real one.
  public func series(
    of metric: Metric, unlessUnchanged validator: Validator? = nil
  ) async throws(FetchError) -> Answer {
    do throws(FetchError) {
      return try await series(of: metric, unlessUnchanged: validator, by: http)
    } catch {
      guard let other, case .noConnection = error.reason, !Task.isCancelled else { throw error }
      do throws(FetchError) {
        return try await series(of: metric, unlessUnchanged: validator, by: other)
      } catch let second {
        if case .noConnection = second.reason { throw error }
        throw second
      }
    }
  }

  private func series(
    of metric: Metric, unlessUnchanged validator: Validator?, by http: HTTPClient
  ) async throws(FetchError) -> Answer {
    let answer: RawAnswer
    let receiver = AnswerReceiver(limit: limits.bytes)
    do {
      answer = try await receive(
        request(for: metric, unlessUnchanged: validator), by: http, receiver)
    } catch {
      throw FetchError(metric, await reason(for: error, hasSent: receiver.hasSent))
    }
    if answer.head.status == .notModified, validator != nil { return .unchanged }
    let sent = serverTime(answer.head.headers)
    if let reason = reason(for: answer, sent: sent) { throw FetchError(metric, reason) }
    let fetched = try Payload.decode(
      answer.body.readableBytesView, metric: metric, today: now().day, serverToday: sent?.day)
    return .series(fetched, Validator(answer.head.headers))
  }

  /// What an answer says instead of a series; nil for 200.
  private func reason(for answer: RawAnswer, sent: Timestamp?) -> FetchError.Reason? {
    let headers = answer.head.headers
    // By the server's own clock, which its date was meant by.
    let wait = headers.first(name: "Retry-After").flatMap {
      RetryAfter.wait($0, now: sent ?? now())
    }
    switch answer.head.status {
    case .tooManyRequests:
      return QuotaAnswer.reason(wait: wait, headers: headers, body: answer.text)
    case .unauthorized where answer.isPage, .forbidden where answer.isPage:
      return .rejected(status: Int(answer.head.status.code), byPage: true)
    default:
      return FetchError.Reason(status: Int(answer.head.status.code), retryAfter: wait)
    }
  }

  /// The time by the server's clock, if it tells one that can be.
  private func serverTime(_ headers: HTTPHeaders) -> Timestamp? {
    headers.first(name: "Date").flatMap { HTTPDate.moment(APIToken.trimmed($0)) }.flatMap {
      Timestamp.bounds.contains($0) ? $0 : nil
    }
  }

  /// Sends a request and receives the answer, as far as it matters.
  ///
  /// Not by the client's own `async` functions, which begin tasks on the standard executor.
  private func receive(
    _ request: HTTPClient.Request, by http: HTTPClient, _ receiver: AnswerReceiver
  ) async throws -> RawAnswer {
    let call = http.execute(
      request: request, delegate: receiver, eventLoop: .indifferent,
      deadline: .now() + TimeAmount(limits.whole), logger: Self.silence)
    do {
      return try await withTaskCancellationHandler {
        try await call.get()
      } onCancel: {
        call.cancel()
      }
    } catch let end as HTTPClientError where end == .cancelled {
      throw end
    } catch {
      // A refusal that breaks off says as much as it said.
      guard let refusal = receiver.refusal else { throw error }
      return refusal
    }
  }

  private func request(
    for metric: Metric, unlessUnchanged validator: Validator?
  ) throws -> HTTPClient.Request {
    var request = try HTTPClient.Request(url: base.url(for: metric, token: token))
    request.headers = [
      "User-Agent": userAgent, "Accept": "application/json", "Accept-Encoding": "gzip",
    ]
    if let etag = validator?.etag { request.headers.add(name: "If-None-Match", value: etag) }
    if let date = validator?.lastModified {
      request.headers.add(name: "If-Modified-Since", value: date)
    }
    return request
  }
}

extension Validator {
  /// Nil if the server offers neither.
  fileprivate init?(_ headers: HTTPHeaders) {
    self.init(
      etag: headers.first(name: "ETag"), lastModified: headers.first(name: "Last-Modified"))
    if self == Validator() { return nil }
  }
}
