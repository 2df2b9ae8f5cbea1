import Feeds
import FoundationEssentials

/// Where a connection leads: what a URL says, and nothing more.
struct Place: Hashable, Sendable {
  let isEncrypted: Bool
  /// As it stands in a URL, IPv6 in brackets.
  let host: String
  let port: Int
  /// With the query.
  let path: String

  /// - Parameters:
  ///   - url: of an exchange.
  ///   - relay: what stands in for it; nil for the exchange itself.
  init?(_ url: FeedURL, _ relay: Relay?) {
    guard let parts = URLComponents(string: url.text(relay)), let host = parts.encodedHost,
      let scheme = parts.scheme
    else { return nil }
    isEncrypted = scheme == "wss" || scheme == "https"
    self.host = host
    port = parts.port ?? (isEncrypted ? 443 : 80)
    path = parts.percentEncodedPath + (parts.percentEncodedQuery.map { "?\($0)" } ?? "")
  }

  /// The host as the system takes it.
  var name: String { host.hasPrefix("[") ? String(host.dropFirst().dropLast()) : host }

  /// The host as its header has it.
  var authority: String { port == (isEncrypted ? 443 : 80) ? host : "\(host):\(port)" }
}
