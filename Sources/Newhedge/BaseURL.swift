import FoundationEssentials
public import Liquidations
import NIOCore

/// Where the API is: scheme, host, port and a path prefix, checked so that the token is safe there.
public struct BaseURL: Hashable, Sendable {
  /// The host's name or address as it stands in the URL, IPv6 in brackets.
  public let host: String

  /// Whether it is `https`: what goes there is then seen by nobody in between.
  public let isEncrypted: Bool
  let port: Int

  private let text: String

  private init(text: String, host: String, port: Int?, isEncrypted: Bool) {
    self.text = text
    self.host = host
    self.isEncrypted = isEncrypted
    self.port = port ?? (isEncrypted ? 443 : 80)
  }

  /// The real one: `https://newhedge.io`.
  public static let newhedge = BaseURL(
    text: "https://newhedge.io", host: "newhedge.io", port: nil, isEncrypted: true)

  /// Parses such as `https://newhedge.io` or `http://127.0.0.1:8787/desk`.
  ///
  /// - Parameters:
  ///   - text: `https`, or `http` towards loopback; no user, query or fragment.
  ///   - allowsInsecureHTTP: whether `http` may go to any host, in clear, with the token.
  /// - Throws: `BaseURLError`, whose sentence doesn't repeat the text: a secret may be in it.
  public init(_ text: String, allowsInsecureHTTP: Bool = false) throws(BaseURLError) {
    let isPlain = text.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7f && $0 != UInt8(ascii: "\\") }
    guard isPlain, let parts = URLComponents(string: text) else { throw .notAURL }
    let scheme = parts.scheme?.lowercased()
    guard scheme == "https" || scheme == "http" else { throw .scheme }
    guard parts.user == nil, parts.password == nil else { throw .userInfo }
    guard !text.contains("?"), !text.contains("#") else { throw .query }
    guard let host = parts.encodedHost?.lowercased(), Self.isHost(host) else { throw .host }
    guard (1...65_535).contains(parts.port ?? 443) else { throw .port }
    guard scheme == "https" || allowsInsecureHTTP || Self.isLoopback(host) else {
      throw .insecure(host: host)
    }
    var path = parts.percentEncodedPath[...]
    while path.last == "/" { path.removeLast() }
    let port = parts.port.map { ":\($0)" } ?? ""
    self.init(
      text: "\(scheme ?? "https")://\(host)\(port)\(path)", host: host, port: parts.port,
      isEncrypted: scheme == "https")
  }

  /// `{base}/api/v2/metrics/liquidations/{slug}?api_token={token}`: a secret, for the call alone.
  public func url(for metric: Metric, token: APIToken) -> String {
    "\(text)\(LiquidationsPath.path(of: metric))"
      + "?\(LiquidationsPath.tokenParameter)=\(token.secret)"
  }

  /// What shows the server's certificate, and is no call.
  var front: String { "\(isEncrypted ? "https" : "http")://\(host):\(port)/" }

  /// Whether the host is this machine: the token then stays on it.
  public var isLoopback: Bool { Self.isLoopback(host) }

  private static func isHost(_ host: String) -> Bool {
    if host.hasPrefix("[") { return address(host)?.protocol == .inet6 }
    return !host.isEmpty
      && host.utf8.allSatisfy { byte in
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"),
          UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"):
          true
        default: false
        }
      }
  }

  /// - Parameter host: as it stands in a URL, IPv6 in brackets.
  package static func isLoopback(_ host: String) -> Bool {
    if host == "localhost" { return true }
    guard let address = address(host), let numeric = address.ipAddress else { return false }
    return address.protocol == .inet6 ? numeric == "::1" : numeric.hasPrefix("127.")
  }

  /// The numeric address that the host is; nil for a name.
  private static func address(_ host: String) -> SocketAddress? {
    var host = host[...]
    if host.hasPrefix("["), host.hasSuffix("]") { host = host.dropFirst().dropLast() }
    // The loss of the error is meant: what isn't an address is a name.
    return try? SocketAddress(ipAddress: String(host), port: 0)
  }
}

extension BaseURL: CustomStringConvertible {
  /// The URL without a slash at its end.
  public var description: String { text }
}
