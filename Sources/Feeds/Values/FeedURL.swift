/// Where an exchange is asked or listened to.
public struct FeedURL: Hashable, Sendable {
  /// `wss` for connections, `https` for requests.
  public let scheme: String
  public let host: String
  /// Nil for the scheme's own, 443.
  public let port: Int?
  /// From the first slash on.
  public let path: String
  /// Without the question mark; empty for none.
  public let query: String

  private init(scheme: String, _ host: String, port: Int?, _ path: String, query: String) {
    self.scheme = scheme
    self.host = host
    self.port = port
    self.path = path
    self.query = query
  }

  static func socket(_ host: String, port: Int? = nil, _ path: String) -> FeedURL {
    FeedURL(scheme: "wss", host, port: port, path, query: "")
  }

  /// - Parameter query: without the question mark, and made of what needs no escape.
  static func request(_ host: String, _ path: String, query: String = "") -> FeedURL {
    FeedURL(scheme: "https", host, port: nil, path, query: query)
  }

  /// Where to turn to: the exchange itself, or what stands in for it.
  public func text(_ relay: Relay? = nil) -> String {
    let rest = path + (query.isEmpty ? "" : "?\(query)")
    if let relay { return "\(relay.scheme(scheme))://\(relay.authority)/\(host)\(rest)" }
    return "\(scheme)://\(host)\(port.map { ":\($0)" } ?? "")\(rest)"
  }
}

extension FeedURL: CustomStringConvertible {
  public var description: String { text() }
}
