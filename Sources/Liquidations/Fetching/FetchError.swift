/// Why one series could not be had, in a form that never holds the token.
public struct FetchError: Error, Hashable, Codable, Sendable {
  /// What went wrong.
  public enum Reason: Hashable, Codable, Sendable {
    /// 401: the token is missing or wrong.
    case unauthorized
    /// 403: the token may not read this metric.
    case forbidden
    /// 404: there is no such metric.
    case notFound
    /// 429: too many calls; `retryAfter` if the server said when to come back. It may be that the
    /// server speaks of a quota, but not of which.
    case rateLimited(retryAfter: Duration?, namesQuota: Bool? = nil)
    /// 429: the month's calls are used, as the server counts them; `retryAfter` if it said when
    /// to come back, or if that was guessed.
    case quotaSpent(retryAfter: Duration?)
    /// Another 4xx; or one of those above as a web page, which is of something before the server.
    case rejected(status: Int, byPage: Bool? = nil)
    /// A 5xx; `retryAfter` if the server said when to come back.
    case server(status: Int, retryAfter: Duration?)
    /// A 3xx: not followed, because the token would travel with it.
    case redirected(status: Int)
    /// A status that is none of these.
    case unexpected(status: Int)
    /// No whole answer within the time.
    case timedOut(Duration)
    /// No connection to the host came about, within the time if that was the reason, or because of
    /// the proxy: the call reached nobody.
    case noConnection(host: String, within: Duration? = nil, proxy: ProxyFault? = nil)
    /// The connection was lost before the whole answer was there.
    case connectionLost(host: String)
    /// The host's name has no address.
    case nameNotFound(host: String)
    /// The host's certificate or handshake was refused: the call reached nobody.
    case tls(host: String, fault: TLSFault? = nil)
    /// The answer is longer than `limit` bytes.
    case tooLarge(limit: Int)
    /// The answer isn't a liquidations series.
    case payload(PayloadFault)
  }

  /// What a proxy, named by host and port, did instead of connecting.
  public enum ProxyFault: Hashable, Codable, Sendable {
    /// The variable may hold the login, beside the proxy's name.
    case wantsLogin(String, variable: String? = nil)
    case refuses(String)

    /// What it did, and what to do where something can be done.
    ///
    /// - Parameter time: after how long it was given up, if for that; such as ` within 5 s`.
    public func explanation(_ host: String, _ time: String = "") -> String {
      switch self {
      case .wantsLogin(let proxy, let variable):
        "the proxy \(proxy) needs a user name and password; put them in \(variable ?? "https_proxy")"
      case .refuses(let proxy): "the proxy \(proxy) doesn't connect to \(host)\(time)"
      }
    }
  }

  /// What is wrong with a payload, and where.
  public struct PayloadFault: Hashable, Codable, Sendable {
    /// What is wrong, in plain words, such as `the value is not a number`.
    public let what: String
    /// The 0-based place in the outer array; nil if it concerns the whole answer.
    public let position: Int?

    public init(_ what: String, at position: Int? = nil) {
      self.what = what
      self.position = position
    }
  }

  public let key: SeriesKey
  public let reason: Reason

  // As archives have it.
  private enum CodingKeys: String, CodingKey {
    case key = "metric"
    case reason
  }

  public init(_ key: SeriesKey, _ reason: Reason) {
    self.key = key
    self.reason = reason
  }

  public init(_ metric: Metric, _ reason: Reason) {
    self.init(.liquidations(metric), reason)
  }

  /// Whether the same call may succeed a little later.
  public var isTransient: Bool {
    switch reason {
    case .rateLimited, .server, .timedOut, .noConnection, .connectionLost, .nameNotFound: true
    case .rejected(_, let byPage): byPage == true
    case .tls(_, let fault): fault?.isTransient == true
    default: false
    }
  }

  /// Whether the server has answered, and said no to this call as it stands.
  public var isRefusal: Bool {
    switch reason {
    case .unauthorized, .forbidden, .notFound: true
    case .rejected(_, let byPage): byPage != true
    default: false
    }
  }

  /// When the server asks to be called again, if it said so.
  public var retryAfter: Duration? {
    switch reason {
    case .rateLimited(let retryAfter, _), .quotaSpent(let retryAfter), .server(_, let retryAfter):
      retryAfter
    default: nil
    }
  }
}

extension FetchError {
  /// A few words for a crowded line, such as `429 too many calls`.
  public var shortDescription: String {
    switch reason {
    case .unauthorized: "401 token refused"
    case .forbidden: "403 not in this plan"
    case .notFound: "404 no such metric"
    case .rateLimited: "429 too many calls"
    case .quotaSpent: "429 quota used up"
    case .rejected(let status, let byPage):
      byPage == true ? "\(status) web page" : "\(status) refused"
    case .server(let status, _): "\(status) server error"
    case .redirected(let status): "\(status) redirect"
    case .unexpected(let status): "\(status) unexpected"
    case .timedOut: "timed out"
    case .noConnection: "no connection"
    case .connectionLost: "connection lost"
    case .nameNotFound: "name not found"
    case .tls(_, let fault): fault?.shortDescription ?? "TLS refused"
    case .tooLarge: "answer too large"
    case .payload: "unreadable answer"
    }
  }
}

extension FetchError: CustomStringConvertible {
  /// One sentence: what happened, to what, and what to do where something can be done.
  public var description: String {
    "\(key.name): \(explanation)"
  }

  /// The same without the series, for errors that several have in common.
  public var explanation: String {
    switch reason {
    case .unauthorized: "the server refused the token (401); check it"
    case .forbidden: "the token may not read this metric (403); check the plan it belongs to"
    case .notFound: "the server has no such metric (404); check the base URL"
    case .rateLimited(let after, _): "too many calls (429)\(Self.wait(after))"
    case .quotaSpent: "the server says that the token's calls are used up (429)"
    case .rejected(let status, let byPage):
      byPage == true
        ? "something in front of the server refused the call with a web page (\(status))"
        : "the server refused the call (\(status))"
    case .server(let status, let after): "the server failed (\(status))\(Self.wait(after))"
    case .redirected(let status):
      "the server redirects (\(status)), which is not followed; check the base URL"
    case .unexpected(let status): "the server answered with status \(status)"
    case .timedOut(let limit): "no answer within \(limit.components.seconds) s"
    case .noConnection(let host, let limit, let fault):
      Self.noConnection(host, limit.map { " within \($0.components.seconds) s" } ?? "", fault)
    case .connectionLost(let host): "the connection to \(host) was lost"
    case .nameNotFound(let host): "the name \(host) can't be found; check the network"
    case .tls(let host, let fault):
      fault?.explanation(host) ?? "the certificate of \(host) can't be trusted"
    case .tooLarge(let limit): "the answer is larger than \(limit >> 20) MiB"
    case .payload(let fault):
      "\(fault.what)\(fault.position.map { " (entry \($0))" } ?? "")"
    }
  }

  private static func noConnection(_ host: String, _ time: String, _ fault: ProxyFault?) -> String {
    fault?.explanation(host, time) ?? "no connection to \(host)\(time)"
  }

  private static func wait(_ after: Duration?) -> String {
    guard let seconds = after?.components.seconds, seconds > 0 else { return "" }
    if seconds >= 7_200 { return "; it asks to wait \(seconds / 3_600) h" }
    return "; it asks to wait " + (seconds >= 120 ? "\(seconds / 60) min" : "\(seconds) s")
  }
}
