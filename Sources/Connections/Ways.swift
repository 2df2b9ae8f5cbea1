public import Feeds
import NIOConcurrencyHelpers
import NIOCore
import NIOSSL
public import Newhedge

/// How to get to the exchanges: which relay stands in for them, which proxies lead there, and whose word
/// is taken for certificates.
public struct Ways: Sendable {
  let relay: Relay?
  private let environment: [String: String]
  private let authorities: String?
  /// Without the proxy.
  let straight: Route
  /// Through the proxy; nil if there is none.
  let proxied: Route?

  /// - Parameters:
  ///   - relay: what stands in for all exchanges; nil for none.
  ///   - environment: `https_proxy`, `no_proxy` and the like, as `Route` reads them.
  ///   - file: of certificates to trust instead of all others; nil for none.
  /// - Throws: `RouteError` if the proxy's address can't be understood.
  public init(
    relay: Relay? = nil, _ environment: [String: String] = [:], authorities file: String? = nil
  ) throws(RouteError) {
    self.relay = relay
    self.environment = environment
    authorities = file
    let isEncrypted = relay?.isEncrypted ?? true
    // No exception names it, so that it leads through the proxy if there is one.
    let far = try Route(
      toHost: "exchange.invalid", port: 443, isEncrypted: isEncrypted, environment,
      authorities: file)
    proxied = far.proxyPlace == nil ? nil : far
    straight = try Route(
      toHost: "localhost", port: 443, isEncrypted: isEncrypted, environment, authorities: file)
  }

  /// The way to a place.
  func route(to place: Place) -> Route {
    let route = try? Route(
      toHost: place.host, port: place.port, isEncrypted: place.isEncrypted, environment,
      authorities: authorities)
    // It was understood before.
    return route ?? Route()
  }
}

/// What all encrypted connections have in common, made with the first of them: it reads the
/// certificates of the authorities.
final class Encryption: Sendable {
  private let made = NIOLockedValueBox<NIOSSLContext?>(nil)

  /// - Throws: what is wrong with the authorities.
  func handler(to place: Place, by route: Route) throws -> NIOSSLClientHandler {
    let context = try made.withLockedValue { made in
      if let made { return made }
      var configuration = route.tls
      configuration.applicationProtocols = ["http/1.1"]
      let context = try NIOSSLContext(configuration: configuration)
      made = context
      return context
    }
    // A certificate of an address is compared with where the connection leads.
    let isAddress = (try? NIOCore.SocketAddress(ipAddress: place.name, port: 0)) != nil
    return try NIOSSLClientHandler(
      context: context, serverHostname: isAddress ? nil : place.name)
  }
}
