import AsyncHTTPClient
public import Liquidations
import Logging
import NIOCore
import NIOHTTP1

/// Calls the API: one GET a metric, each by itself, eight at once if need be.
///
/// Redirects are not followed and no proxy is used, since the token would travel; certificates are
/// always verified. It has no log.
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
  let limits: Limits
  private let token: APIToken
  private let userAgent: String
  private let now: @Sendable () -> Timestamp
  private let http: HTTPClient

  private static let silence = Logger(label: "newhedge") { _ in SwiftLogNoOpLogHandler() }

  init(
    base: BaseURL, token: APIToken, userAgent: String, limits: Limits,
    now: @escaping @Sendable () -> Timestamp, http: HTTPClient
  ) {
    self.base = base
    self.token = token
    self.userAgent = userAgent
    self.limits = limits
    self.now = now
    self.http = http
  }

  /// Fetches and decodes one metric's whole history.
  ///
  /// - Parameter validator: of the answer that is had already; `.unchanged` says it still stands.
  /// - Throws: `FetchError`, which never holds the token. A cancelled task gets `.noConnection` at
  ///   once; ask `Task.isCancelled` to tell it from a real one.
  public func series(
    of metric: Metric, unlessUnchanged validator: Validator? = nil
  ) async throws(FetchError) -> Answer {
    let outcome = await withTaskGroup(of: Result<RawAnswer, FetchError>?.self) { group in
      group.addTask { await answer(for: metric, unlessUnchanged: validator) }
      group.addTask { await timeout(of: metric) }
      defer { group.cancelAll() }
      for await first in group {
        if let first { return first }
      }
      return .failure(FetchError(metric, .noConnection(host: base.host)))
    }
    guard case .body(let bytes, let validator) = try outcome.get() else { return .unchanged }
    let fetched = try Payload.decode(bytes.readableBytesView, metric: metric, today: now().day)
    return .series(fetched, validator)
  }

  private func timeout(of metric: Metric) async -> Result<RawAnswer, FetchError>? {
    do {
      try await Task.sleep(for: limits.whole)
      return .failure(FetchError(metric, .timedOut(limits.whole)))
    } catch {
      return nil
    }
  }

  private func answer(
    for metric: Metric, unlessUnchanged validator: Validator?
  ) async -> Result<RawAnswer, FetchError>? {
    do {
      let deadline = NIODeadline.now() + TimeAmount(limits.whole)
      let response = try await http.execute(
        request(for: metric, unlessUnchanged: validator), deadline: deadline, logger: Self.silence)
      if response.status == .notModified, validator != nil { return .success(.unchanged) }
      let retryAfter = response.headers.first(name: "Retry-After")
      let wait = retryAfter.flatMap { RetryAfter.wait($0, now: now()) }
      if await saysQuotaSpent(response, wait: wait) {
        return .failure(FetchError(metric, .quotaSpent(retryAfter: wait)))
      }
      if let reason = FetchError.Reason(status: Int(response.status.code), retryAfter: wait) {
        return .failure(FetchError(metric, reason))
      }
      let body = try await response.body.collect(upTo: limits.bytes)
      return .success(.body(body, Validator(response.headers)))
    } catch {
      return .failure(FetchError(metric, reason(for: error)))
    }
  }

  private func saysQuotaSpent(_ response: HTTPClientResponse, wait: Duration?) async -> Bool {
    guard response.status == .tooManyRequests else { return false }
    var body = ByteBuffer()
    do {
      for try await part in response.body {
        body.writeImmutableBuffer(part)
        if body.readableBytes >= QuotaAnswer.bodyLimit { break }
      }
    } catch {
      // A body that breaks off says as much as it said.
    }
    let text = String(decoding: body.readableBytesView.prefix(QuotaAnswer.bodyLimit), as: UTF8.self)
    return QuotaAnswer.isMeant(wait: wait, headers: response.headers, body: text)
  }

  private func request(
    for metric: Metric, unlessUnchanged validator: Validator?
  ) -> HTTPClientRequest {
    var request = HTTPClientRequest(url: base.url(for: metric, token: token))
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

/// An answer before it is decoded.
private enum RawAnswer: Sendable {
  case body(ByteBuffer, Validator?)
  case unchanged
}

extension Validator {
  /// Nil if the server offers neither.
  fileprivate init?(_ headers: HTTPHeaders) {
    self.init(
      etag: headers.first(name: "ETag"), lastModified: headers.first(name: "Last-Modified"))
    if self == Validator() { return nil }
  }
}
