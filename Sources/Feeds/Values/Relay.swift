import FoundationEssentials

/// What stands in for all exchanges (`exchanges_url`): `wss://host/path?query` becomes
/// `wss://RELAY/host/path?query`, and `ws` if the relay isn't encrypted; requests likewise.
public struct Relay: Hashable, Sendable {
  /// Host, port and a path without a slash at its end.
  let authority: String
  public let isEncrypted: Bool

  /// Parses such as `http://127.0.0.1:9000` or `wss://relay.example/feeds`.
  ///
  /// - Parameters:
  ///   - text: with `http` or `ws` only towards loopback; no user, query or fragment.
  ///   - allowsInsecureHTTP: whether any host may be spoken to in clear.
  /// - Throws: `RelayError`, whose sentence doesn't repeat the text.
  public init(_ text: String, allowsInsecureHTTP: Bool = false) throws(RelayError) {
    let isPlain = text.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7f && $0 != UInt8(ascii: "\\") }
    guard isPlain, let parts = URLComponents(string: text) else { throw .notAURL }
    switch parts.scheme?.lowercased() {
    case "https", "wss": isEncrypted = true
    case "http", "ws": isEncrypted = false
    default: throw .scheme
    }
    guard parts.user == nil, parts.password == nil else { throw .userInfo }
    guard !text.contains("?"), !text.contains("#") else { throw .query }
    guard let host = parts.encodedHost?.lowercased(), Self.isHost(host) else { throw .host }
    guard (1...65_535).contains(parts.port ?? 443) else { throw .port }
    guard isEncrypted || allowsInsecureHTTP || Self.isLoopback(host) else { throw .insecure }
    var path = parts.percentEncodedPath[...]
    while path.last == "/" { path.removeLast() }
    authority = "\(host)\(parts.port.map { ":\($0)" } ?? "")\(path)"
  }

  /// Its host, with the port if one was given.
  var place: String { String(authority.prefix { $0 != "/" }) }

  /// The scheme to use in place of one of an exchange.
  func scheme(_ scheme: String) -> String { isEncrypted ? scheme : String(scheme.dropLast()) }

  private static func isHost(_ host: String) -> Bool {
    let inside =
      host.hasPrefix("[") && host.hasSuffix("]") ? host.dropFirst().dropLast() : host[...]
    let isAddress = inside.count < host.count
    return !inside.isEmpty
      && inside.utf8.allSatisfy { byte in
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "f"), UInt8(ascii: "0")...UInt8(ascii: "9"),
          UInt8(ascii: "."):
          true
        case UInt8(ascii: ":"): isAddress
        case UInt8(ascii: "g")...UInt8(ascii: "z"), UInt8(ascii: "-"), UInt8(ascii: "_"): !isAddress
        default: false
        }
      }
  }

  private static func isLoopback(_ host: String) -> Bool {
    if host == "localhost" || host == "[::1]" { return true }
    let parts = host.split(separator: ".", omittingEmptySubsequences: false)
    return parts.count == 4 && parts[0] == "127" && parts.allSatisfy { UInt8($0) != nil }
  }
}

extension Relay: CustomStringConvertible {
  /// The URL, as `https` or `http`, without a slash at its end.
  public var description: String { "\(isEncrypted ? "https" : "http")://\(authority)" }
}

/// Why a text names no relay.
public enum RelayError: Error, Hashable, Sendable {
  case notAURL, scheme, userInfo, query, host, port, insecure
}

extension RelayError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .notAURL: "it is not a URL"
    case .scheme: "it must begin with https://, wss://, http:// or ws://"
    case .userInfo: "it must hold no user name and no password"
    case .query: "it must hold no query and no fragment"
    case .host: "it names no host"
    case .port: "its port must be 1 to 65535"
    case .insecure:
      "http:// and ws:// are for this machine only; use https://, or allow it with --insecure-http"
    }
  }
}
