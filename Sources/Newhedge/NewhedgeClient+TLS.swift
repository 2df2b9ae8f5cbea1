import AsyncHTTPClient
package import Liquidations
import NIOCore
package import NIOSSL
import Synchronization

extension NewhedgeClient {
  func isOfTLS(_ error: any Error) -> Bool { TLSFault.isOfTLS(error) }

  /// What an error of TLS means, which may come after the call went out: a server that wants a
  /// certificate of its callers says so only then.
  func reasonOfTLS(_ error: any Error, hasSent: Bool) async -> FetchError.Reason {
    if case NIOSSLError.uncleanShutdown = error, hasSent {
      return .connectionLost(host: base.host)
    }
    let fault = TLSFault(error)
    if hasSent, fault != .wantsCertificate { return .connectionLost(host: base.host) }
    if let fault { return .tls(host: base.host, fault: fault) }
    if let fault = route.authorities.fault { return .tls(host: base.host, fault: fault) }
    let certificate = await CertificateLook(base: base, route: route, limits: limits).certificate()
    return .tls(
      host: base.host,
      fault: certificate.flatMap { TLSFault(validityOf: $0, at: now()) }
        ?? .unknownAuthority)
  }
}

extension TLSFault {
  package static func isOfTLS(_ error: any Error) -> Bool {
    error is NIOSSLError || error is BoringSSLError || error is NIOSSLExtraError
  }

  /// What the library's words say; nil if they say no more than that the certificate is refused.
  package init?(_ error: any Error) {
    if error is NIOSSLExtraError {
      self = .ofAnotherHost
      return
    }
    let words = "\(error)"
    func says(_ names: String...) -> Bool { names.contains { words.contains($0) } }
    if says("CERTIFICATE_VERIFY_FAILED") || !says("handshakeFailed", "sslError") { return nil }
    if says("UNSUPPORTED_PROTOCOL", "PROTOCOL_VERSION", "NO_SUPPORTED_VERSIONS") {
      self = .oldVersion
    } else if says("CERTIFICATE_REQUIRED", "ALERT_BAD_CERTIFICATE") {
      self = .wantsCertificate
    } else if says("WRONG_VERSION_NUMBER", "HTTP_REQUEST", "INVALID_OUTER_RECORD_TYPE") {
      self = .notTLS
    } else {
      self = .brokenOff
    }
  }

  /// What is wrong with the days of a certificate; nil if nothing is.
  package init?(validityOf certificate: NIOSSLCertificate, at now: Timestamp) {
    let first = Timestamp(seconds: Int64(certificate.notValidBefore))
    let last = Timestamp(seconds: Int64(certificate.notValidAfter))
    func day(of moment: Timestamp) -> Day {
      min(max(moment.day, Day.bounds.lowerBound), Day.bounds.upperBound)
    }
    if last < now {
      self = .expired(day(of: last), today: day(of: now))
    } else if first > now {
      self = .notYetValid(day(of: first), today: day(of: now))
    } else {
      return nil
    }
  }
}

/// Looks at the certificate that a server shows, to say what is wrong with it: the library says only
/// that something is. Nothing is sent to that server.
private struct CertificateLook {
  /// The connection has served its purpose.
  private struct Seen: Error {}

  let base: BaseURL
  let route: Route
  let limits: NewhedgeClient.Limits

  /// Nil if it isn't shown again.
  func certificate() async -> NIOSSLCertificate? {
    let shown = Shown()
    var configuration = NewhedgeClient.configuration(route, limits)
    configuration.tlsConfiguration?.certificateVerification = .none
    configuration.http1_1ConnectionDebugInitializer = { channel in
      channel.eventLoop.makeCompletedFuture {
        shown.keep(try channel.pipeline.syncOperations.nioSSL_peerCertificate())
        channel.close(promise: nil)
        throw Seen()
      }
    }
    let http = HTTPClient(eventLoopGroup: NetworkLoop.group, configuration: configuration)
    if let request = try? HTTPClient.Request(url: base.front) {
      // It ends in an error, always.
      _ = try? await http.execute(
        request: request, delegate: AnswerReceiver(limit: 0), eventLoop: .indifferent,
        deadline: .now() + TimeAmount(limits.connect), logger: NewhedgeClient.silence
      ).get()
    }
    await NewhedgeClient.shutDown(http)
    return shown.certificate
  }

  private final class Shown: Sendable {
    private let state = Mutex<NIOSSLCertificate?>(nil)

    var certificate: NIOSSLCertificate? { state.withLock(\.self) }

    func keep(_ certificate: NIOSSLCertificate?) { state.withLock { $0 = certificate } }
  }
}
