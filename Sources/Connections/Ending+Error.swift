import AsyncHTTPClient
import Feeds
import Liquidations
import NIOCore
import NIOExtras
import NIOHTTP1
import NIOHTTPCompression
import NIOPosix
import NIOSSL
import NIOWebSocket
import Newhedge

extension Ending {
  /// How an error ended a connection, or kept one from coming about.
  ///
  /// - Parameter certificate: which the other end showed, if it is known.
  init(
    _ error: any Error, by route: Route, certificate: NIOSSLCertificate? = nil,
    at now: Timestamp
  ) {
    switch error {
    case let error as NIOConnectionError: self.init(error)
    case let error as NIOHTTP1ProxyConnectHandler.Error: self.init(error, by: route)
    case let error as HTTPClientError: self.init(error, by: route)
    case NIOSSLError.uncleanShutdown: self = .broken
    case _ where TLSFault.isOfTLS(error):
      self = .tls(
        TLSFault(error) ?? route.fault ?? certificate.flatMap { TLSFault(validityOf: $0, at: now) }
          ?? .unknownAuthority)
    case ChannelError.connectTimeout: self = .timedOut
    case is NIOWebSocketError, is NIOWebSocketFrameAggregator.Error, is HTTPParserError,
      is NIOHTTPClientUpgradeError, is ResponseAccumulator.ResponseTooBigError,
      is NIOTooManyBytesError, is NIOHTTPDecompression.DecompressionError,
      is NIOHTTPDecompression.ExtraDecompressionError, is SocketHandler.Nonsense:
      self = .garbled
    default: self = .broken
    }
  }

  /// A name without an address, or every address tried in vain; the last one says why.
  private init(_ error: NIOConnectionError) {
    guard let last = error.connectionErrors.last?.error else {
      self = .nameNotFound
      return
    }
    if case ChannelError.connectTimeout = last { self = .timedOut } else { self = .unreachable }
  }

  private init(_ error: NIOHTTP1ProxyConnectHandler.Error, by route: Route) {
    guard let name = route.proxyName else {
      self = .unreachable
      return
    }
    self =
      error == .proxyAuthenticationRequired()
      ? .proxy(.wantsLogin(name, variable: route.proxyVariable)) : .proxy(.refuses(name))
  }

  private init(_ error: HTTPClientError, by route: Route) {
    self =
      switch error {
      case .deadlineExceeded, .connectTimeout, .readTimeout, .tlsHandshakeTimeout,
        .getConnectionFromPoolTimeout:
        .timedOut
      case .proxyAuthenticationRequired:
        route.proxyName.map { .proxy(.wantsLogin($0, variable: route.proxyVariable)) }
          ?? .unreachable
      case .invalidProxyResponse, .httpProxyHandshakeTimeout:
        route.proxyName.map { .proxy(.refuses($0)) } ?? .unreachable
      default: .broken
      }
  }
}
