import AsyncHTTPClient
import Liquidations
import NIOCore
import NIOHTTPCompression
import NIOPosix
import NIOSSL
import SystemPackage

extension FetchError.Reason {
  /// What a status says; nil for 200.
  init?(status: Int, retryAfter: Duration?) {
    switch status {
    case 200: return nil
    case 401: self = .unauthorized
    case 403: self = .forbidden
    case 404: self = .notFound
    case 429: self = .rateLimited(retryAfter: retryAfter)
    // It redirects nowhere, and nobody asked whether anything was modified.
    case 304: self = .unexpected(status: status)
    case 300..<400: self = .redirected(status: status)
    case 400..<500: self = .rejected(status: status)
    case 500..<600: self = .server(status: status, retryAfter: retryAfter)
    default: self = .unexpected(status: status)
    }
  }
}

extension NewhedgeClient {
  /// What an error of the transport means; what isn't known is a lost connection.
  func reason(for error: any Error) -> FetchError.Reason {
    switch error {
    case is NIOTooManyBytesError, NIOHTTPDecompression.DecompressionError.limit:
      .tooLarge(limit: limits.bytes)
    case is NIOHTTPDecompression.DecompressionError,
      is NIOHTTPDecompression.ExtraDecompressionError:
      .payload(FetchError.PayloadFault("the answer can't be unpacked"))
    case let error as HTTPClientError: reason(for: error)
    case let error as NIOConnectionError: reason(for: error)
    case is CancellationError: .noConnection(host: base.host)
    case ChannelError.connectTimeout: .timedOut(limits.connect)
    case NIOSSLError.uncleanShutdown: .connectionLost(host: base.host)
    case is NIOSSLError, is BoringSSLError, is NIOSSLExtraError: .tls(host: base.host)
    case let error as IOError where Self.unreached.contains(Errno(rawValue: error.errnoCode)):
      .noConnection(host: base.host)
    default: .connectionLost(host: base.host)
    }
  }

  /// How the system says that nobody was reached.
  private static let unreached: [Errno] = [
    .connectionRefused, .noRouteToHost, .networkUnreachable, .hostIsDown, .networkDown,
    .addressNotAvailable,
  ]

  private func reason(for error: HTTPClientError) -> FetchError.Reason {
    switch error {
    case .deadlineExceeded: .timedOut(limits.whole)
    case .connectTimeout, .tlsHandshakeTimeout, .getConnectionFromPoolTimeout:
      .timedOut(limits.connect)
    case .cancelled, .alreadyShutdown: .noConnection(host: base.host)
    default: .connectionLost(host: base.host)
    }
  }

  /// A name without an address, or every address tried in vain; the last one says why.
  private func reason(for error: NIOConnectionError) -> FetchError.Reason {
    guard let last = error.connectionErrors.last?.error else {
      return .nameNotFound(host: base.host)
    }
    let reason: FetchError.Reason = reason(for: last)
    return reason == .connectionLost(host: base.host) ? .noConnection(host: base.host) : reason
  }
}
