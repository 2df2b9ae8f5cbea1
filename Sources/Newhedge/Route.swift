package import AsyncHTTPClient
import FoundationEssentials
package import Liquidations
package import NIOSSL

/// How to get to a server: through which proxy, and on whose word its certificate is trusted.
public struct Route: Hashable, Sendable {
  /// Nil for none.
  private let address: ProxyAddress?
  let authorities: Authorities

  /// Straight, trusting whom the system trusts.
  public init() {
    address = nil
    authorities = Authorities()
  }

  /// The way that the environment says, by the variables that most programs go by.
  ///
  /// There is no proxy for plain http, where it would see the token, nor to this machine.
  ///
  /// - Parameters:
  ///   - environment: `https_proxy` and `no_proxy`, or the same in capitals; `SSL_CERT_FILE` and
  ///     `SSL_CERT_DIR`.
  ///   - file: of certificates to trust instead of all others; nil for none.
  /// - Throws: `RouteError` if the proxy's address can't be understood.
  public init(
    to base: BaseURL, _ environment: [String: String], authorities file: String? = nil
  ) throws(RouteError) {
    try self.init(
      toHost: base.host, port: base.port, isEncrypted: base.isEncrypted, environment,
      authorities: file)
  }

  /// The same to any server.
  ///
  /// - Parameter host: as it stands in a URL, IPv6 in brackets.
  package init(
    toHost host: String, port: Int, isEncrypted: Bool, _ environment: [String: String],
    authorities file: String?
  ) throws(RouteError) {
    func said(_ name: String) -> (name: String, text: String)? {
      [name, name.uppercased()].lazy.compactMap { name in
        environment[name].flatMap { $0.isEmpty ? nil : (name, $0) }
      }.first
    }
    let exceptions = ProxyExceptions(said("no_proxy")?.text ?? "")
    let isStraight =
      !isEncrypted || BaseURL.isLoopback(host) || exceptions.contain(host, port: port)
    address =
      if !isStraight, let proxy = said("https_proxy") {
        try ProxyAddress(proxy.text, from: proxy.name)
      } else { nil }
    // Read, they take longer than the whole start, and plain http asks for none.
    authorities = isEncrypted ? Authorities(environment, file: file) : Authorities()
  }

  /// The proxy, for the library.
  package var proxy: HTTPClient.Configuration.Proxy? {
    address.map { .server(host: $0.host, port: $0.port, authorization: $0.authorization) }
  }

  /// The proxy's host and port; nil without one.
  package var proxyName: String? { address?.description }

  /// What logs in at the proxy, as a header has it; nil without a name.
  package var proxyLogin: String? { address?.authorization?.headerValue }

  /// Why no certificate can be trusted; nil if one can.
  package var fault: TLSFault? { authorities.fault }

  /// The variable that says it; nil without one.
  package var proxyVariable: String? { address?.variable }

  /// The proxy's place; a host of numbers without brackets.
  package var proxyPlace: (host: String, port: Int)? { address.map { ($0.host, $0.port) } }

  /// TLS from version 1.2 on, with these authorities.
  package var tls: TLSConfiguration {
    var tls = TLSConfiguration.makeClientConfiguration()
    tls.minimumTLSVersion = .tlsv12
    if let roots = authorities.roots { tls.trustRoots = roots }
    return tls
  }

  /// What is said of the way to that server: the proxy and the authorities; nothing of plain http,
  /// which has neither.
  public func words(to base: BaseURL) -> [String] {
    guard base.isEncrypted else { return [] }
    let way = address.map { "through the proxy \($0), from \($0.variable)" }
    return [way ?? "without a proxy", authorities.words]
  }

  /// Why a file of authorities can't be used, whatever is called, in a sentence; nil if it can.
  public static func fault(ofAuthorities file: String) -> String? {
    Authorities([:], file: file).fault == nil
      ? nil : "no authorities can be read from \(file)"
  }

  /// Why no certificate can be trusted on the way to that server, in a sentence; nil if one can.
  public func fault(to base: BaseURL) -> String? {
    base.isEncrypted ? authorities.fault?.explanation(base.host) : nil
  }
}

/// Where a proxy is, and how one logs in there; printed it is host and port.
struct ProxyAddress: Hashable, Sendable, CustomStringConvertible, CustomReflectable {
  let host: String
  let port: Int
  /// The variable that said it.
  let variable: String
  private let login: Login?

  private struct Login: Hashable {
    let name: String
    let password: String
  }

  init(_ text: String, from variable: String) throws(RouteError) {
    let text = text.contains("://") ? text : "http://\(text)"
    guard let parts = URLComponents(string: text), let host = parts.host, !host.isEmpty,
      (1...65_535).contains(parts.port ?? 80)
    else { throw .notAnAddress(variable) }
    guard parts.scheme?.lowercased() == "http" else { throw .unknownKind(variable) }
    self.host = host.hasPrefix("[") ? String(host.dropFirst().dropLast()) : host
    port = parts.port ?? 80
    self.variable = variable
    login = parts.user.map { Login(name: $0, password: parts.password ?? "") }
  }

  var authorization: HTTPClient.Authorization? {
    login.map { .basic(username: $0.name, password: $0.password) }
  }

  var description: String { host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)" }

  var customMirror: Mirror { Mirror(self, children: []) }
}

/// Why the environment's proxy can't be used, as a sentence that doesn't repeat its address: there
/// may be a password in it.
public struct RouteError: Error, Hashable, Sendable, CustomStringConvertible {
  /// One sentence: what is wrong with which variable, and what to write instead.
  public let description: String

  static func notAnAddress(_ variable: String) -> RouteError {
    RouteError(description: "\(variable) is not the address of a proxy; write it like \(example)")
  }

  static func unknownKind(_ variable: String) -> RouteError {
    RouteError(
      description: "\(variable) names a proxy that isn't http; write it like \(example)")
  }

  private static let example = "http://proxy.example:3128"
}
