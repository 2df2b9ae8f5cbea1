import AsyncHTTPClient
import Liquidations
import NIOCore
import NIOHTTPCompression
import NIOPosix
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
  /// What an error of the transport means; what isn't known is a lost connection, or none.
  ///
  /// - Parameter hasSent: whether there was a connection on which the call went out.
  func reason(for error: any Error, hasSent: Bool) async -> FetchError.Reason {
    switch error {
    case let error as HTTPClientError where hasSent: reasonOfCall(error)
    case let error as HTTPClientError: await reasonOfConnection(error)
    case is CancellationError: .noConnection(host: base.host)
    case _ where isOfTLS(error): await reasonOfTLS(error, hasSent: hasSent)
    case _ where hasSent: reasonOfAnswer(error)
    case let error as NIOConnectionError: reasonOfConnection(error)
    case let error: reasonOfConnection(error)
    }
  }

  // MARK: - Of a call that went out

  private func reasonOfCall(_ error: HTTPClientError) -> FetchError.Reason {
    switch error {
    case .deadlineExceeded: .timedOut(limits.whole)
    case .cancelled, .alreadyShutdown: .noConnection(host: base.host)
    default: .connectionLost(host: base.host)
    }
  }

  private func reasonOfAnswer(_ error: any Error) -> FetchError.Reason {
    switch error {
    case is NIOTooManyBytesError, NIOHTTPDecompression.DecompressionError.limit:
      .tooLarge(limit: limits.bytes)
    case is NIOHTTPDecompression.DecompressionError,
      is NIOHTTPDecompression.ExtraDecompressionError:
      .payload(FetchError.PayloadFault("the answer can't be unpacked"))
    case let refusal as AnswerGuard.Refusal: .unexpected(status: refusal.status)
    default: .connectionLost(host: base.host)
    }
  }

  // MARK: - Of a connection that didn't come about

  private func reasonOfConnection(_ error: HTTPClientError) async -> FetchError.Reason {
    let proxy = route.proxyName
    return switch error {
    case .deadlineExceeded: .noConnection(host: nextHost, within: limits.whole)
    case .tlsHandshakeTimeout: .tls(host: base.host, fault: .silent(limits.connect))
    case .connectTimeout, .getConnectionFromPoolTimeout: await reasonOfSilence
    case .httpProxyHandshakeTimeout:
      .noConnection(host: base.host, within: limits.connect, proxy: proxy.map { .refuses($0) })
    case .proxyAuthenticationRequired:
      .noConnection(
        host: base.host, proxy: proxy.map { .wantsLogin($0, variable: route.proxyVariable) })
    case .invalidProxyResponse: .noConnection(host: base.host, proxy: proxy.map { .refuses($0) })
    case .cancelled, .alreadyShutdown: .noConnection(host: base.host)
    default: lost
    }
  }

  private func reasonOfConnection(_ error: any Error) -> FetchError.Reason {
    switch error {
    case ChannelError.connectTimeout: .noConnection(host: nextHost, within: limits.connect)
    case let error as IOError where Self.unreached.contains(Errno(rawValue: error.errnoCode)):
      .noConnection(host: nextHost)
    default: lost
    }
  }

  /// A name without an address, or every address tried in vain; the last one says why.
  private func reasonOfConnection(_ error: NIOConnectionError) -> FetchError.Reason {
    guard let last = error.connectionErrors.last?.error else {
      return .nameNotFound(host: error.host)
    }
    if case ChannelError.connectTimeout = last {
      return .noConnection(host: nextHost, within: limits.connect)
    }
    return .noConnection(host: nextHost)
  }

  /// The library doesn't say in which stage it waited in vain.
  private var reasonOfSilence: FetchError.Reason {
    get async {
      guard base.isEncrypted, await isListening else {
        return .noConnection(host: nextHost, within: limits.connect)
      }
      if let proxy = route.proxyName {
        return .noConnection(host: base.host, within: limits.connect, proxy: .refuses(proxy))
      }
      return .tls(host: base.host, fault: .silent(limits.connect))
    }
  }

  /// Whether somebody takes connections at the port of the proxy or the server, in whatever language.
  private var isListening: Bool {
    get async {
      let next = route.proxyPlace ?? (base.host, base.port)
      let host = next.host.hasPrefix("[") ? String(next.host.dropFirst().dropLast()) : next.host
      let channel = try? await ClientBootstrap(group: NetworkLoop.group)
        .connectTimeout(TimeAmount(limits.connect)).connect(host: host, port: next.port).get()
      channel?.close(promise: nil)
      return channel != nil
    }
  }

  /// Whoever was connected to went away again before the call.
  private var lost: FetchError.Reason {
    if let proxy = route.proxyName {
      return .noConnection(host: base.host, proxy: .refuses(proxy))
    }
    return base.isEncrypted
      ? .tls(host: base.host, fault: .brokenOff) : .noConnection(host: base.host)
  }

  /// Whom the connection goes to.
  private var nextHost: String {
    route.proxyName.map { "the proxy \($0)" } ?? base.host
  }

  /// How the system says that nobody was reached.
  private static let unreached: [Errno] = [
    .connectionRefused, .noRouteToHost, .networkUnreachable, .hostIsDown, .networkDown,
    .addressNotAvailable,
  ]
}
