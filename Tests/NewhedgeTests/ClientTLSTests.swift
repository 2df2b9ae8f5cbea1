import Liquidations
import NIOCore
import NIOPosix
import NIOSSL
import Newhedge
import Testing

/// What the client makes of each fault of TLS, straight and through a proxy.
@Suite(.timeLimit(.minutes(20))) struct ClientTLSTests {
  /// What a call to `api.example` by way of the proxy comes to.
  private func fetch(
    through proxy: ProxyServer, trusting file: String?, login: String = "",
    host: String = "api.example", variable: String = "https_proxy",
    limits: NewhedgeClient.Limits = .patient
  ) async throws -> Result<FetchedSeries, FetchError> {
    let url = "https://\(host)"
    let environment = [variable: "http://\(login)127.0.0.1:\(proxy.port)"]
    return try await withClient(
      of: url, by: try Route(to: try BaseURL(url), environment, authorities: file), limits: limits
    ) { await result(of: $0) }
  }

  private func running<Outcome>(
    _ certificate: TestCertificate = .good, _ change: (inout TLSConfiguration) -> Void = { _ in },
    _ body: (_ port: Int, _ authority: String) async throws -> Outcome
  ) async throws -> Outcome {
    try await TestCertificate.withAuthority { authority in
      try await RawServer.running(tls: certificate.context(change)) { channel, _ in
        channel.respond()
      } _: { server in
        try await body(server.port, authority)
      }
    }
  }

  private func straight(
    _ port: Int, trusting file: String?, host: String = "127.0.0.1"
  ) async throws -> Result<FetchedSeries, FetchError> {
    let url = "https://\(host):\(port)"
    return try await withClient(
      of: url, by: try Route(to: try BaseURL(url), [:], authorities: file)
    ) { await result(of: $0) }
  }

  @Test func anAuthorityOfOnesOwnIsTrusted() async throws {
    try await running { port, authority in
      #expect(try await straight(port, trusting: authority).reason == nil)
      #expect(
        try await straight(port, trusting: nil).reason
          == .tls(host: "127.0.0.1", fault: .unknownAuthority))
      let url = "https://127.0.0.1:\(port)"
      for variable in ["SSL_CERT_FILE", "SSL_CERT_DIR"] {
        let place = variable == "SSL_CERT_FILE" ? authority : folder(of: authority)
        let route = try Route(to: try BaseURL(url), [variable: place])
        #expect(try await withClient(of: url, by: route) { await result(of: $0).reason } == nil)
      }
    }
  }

  private func folder(of path: String) -> String {
    path.split(separator: "/").dropLast().map { "/\($0)" }.joined()
  }

  @Test(arguments: TestCertificate.allCases.filter { $0 != .good }, [false, true])
  func eachFaultOfACertificateIsNamed(certificate: TestCertificate, isByProxy: Bool) async throws {
    let result = try await running(certificate) { port, authority in
      if !isByProxy { return try await straight(port, trusting: authority) }
      return try await ProxyServer.running(to: port) {
        try await fetch(through: $0, trusting: authority)
      }
    }
    guard case .tls(let host, let fault?) = result.reason else {
      Issue.record("\(result)")
      return
    }
    #expect(host == (isByProxy ? "api.example" : "127.0.0.1"))
    switch (certificate, fault) {
    case (.expired, .expired(let day, _)): #expect("\(day)" == "2021-01-01")
    case (.future, .notYetValid(let day, _)): #expect("\(day)" == "2110-01-01")
    case (.ofAnotherHost, .ofAnotherHost): break
    default: Issue.record("\(fault)")
    }
  }

  @Test func whoWantsACertificateOfOursIsNamed() async throws {
    for version in [TLSVersion.tlsv12, .tlsv13] {
      let result = try await running(
        .good,
        {
          $0.certificateVerification = .noHostnameVerification
          $0.maximumTLSVersion = version
        }
      ) { port, authority in try await straight(port, trusting: authority) }
      guard case .tls(_, let fault?) = result.reason else {
        Issue.record("\(result)")
        continue
      }
      #expect(fault == .wantsCertificate || fault == .brokenOff && version == .tlsv12)
    }
  }

  @Test func anOldVersionIsNamed() async throws {
    let result = try await running(
      .good,
      {
        $0.minimumTLSVersion = .tlsv1
        $0.maximumTLSVersion = .tlsv11
      }
    ) { port, authority in try await straight(port, trusting: authority) }
    #expect(result.reason == .tls(host: "127.0.0.1", fault: .oldVersion))
  }

  @Test func whoClosesBeforeTLSIsNamed() async throws {
    let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
    let listening = try await ServerBootstrap(group: group)
      .childChannelInitializer { $0.close() }
      .bind(host: "127.0.0.1", port: 0).get()
    let result = try await straight(listening.localAddress?.port ?? 0, trusting: nil)
    try await group.shutdownGracefully()
    #expect(result.reason == .tls(host: "127.0.0.1", fault: .brokenOff))
  }

  @Test func placesWithoutAuthoritiesAreNamed() async throws {
    let result = try await running { port, _ in try await straight(port, trusting: "/dev/null") }
    #expect(
      result.reason == .tls(host: "127.0.0.1", fault: .unreadableAuthorities("/dev/null")))
  }

  // MARK: - Proxies

  @Test func aProxyConnectsAndSeesNothingOfTheCall() async throws {
    try await running { port, authority in
      try await ProxyServer.running(to: port) { proxy in
        let result = try await fetch(through: proxy, trusting: authority, login: "me:s%40cret@")
        #expect(result.reason == nil)
        let asked = proxy.asked
        #expect(asked.count == 1 && asked[0].hasPrefix("CONNECT api.example:443 HTTP/1.1\r\n"))
        #expect(asked[0].lowercased().contains("proxy-authorization: basic bwu6c0bjcmv0"))
        #expect(!asked[0].contains(secret) && !asked[0].contains("api/v2"))
      }
    }
  }

  @Test(arguments: [
    ("HTTP/1.1 407 Who\r\n\r\n", true), ("HTTP/1.1 403 No\r\n\r\n", false),
    ("HTTP/1.1 000 What\r\n\r\n", false), ("HTTP/1.1 502 Bad\r\n\r\n", false),
  ])
  func aProxyThatDoesNotConnectIsNamed(answer: String, wantsLogin: Bool) async throws {
    try await ProxyServer.running(to: 1, answer: answer) { proxy in
      let name = "127.0.0.1:\(proxy.port)"
      let reason = try await fetch(through: proxy, trusting: nil).reason
      let fault: FetchError.ProxyFault =
        wantsLogin ? .wantsLogin(name, variable: "https_proxy") : .refuses(name)
      #expect(reason == .noConnection(host: "api.example", proxy: fault))
    }
  }

  @Test func plainHTTPPassesByTheProxy() async throws {
    let base = try BaseURL("http://no-such-host.invalid", allowsInsecureHTTP: true)
    try await ProxyServer.running(to: 1) { proxy in
      let address = "http://127.0.0.1:\(proxy.port)"
      let route = try Route(to: base, ["https_proxy": address, "http_proxy": address])
      let reason = await NewhedgeClient.withClient(
        base: base, by: route, token: try APIToken(secret, from: .program),
        userAgent: "liqtop/0.0", limits: .patient, now: { today.start }
      ) { await result(of: $0).reason }
      #expect(reason == .nameNotFound(host: "no-such-host.invalid"))
      #expect(proxy.asked.isEmpty)
    }
  }

  @Test(arguments: ["https_proxy", "HTTPS_PROXY"])
  func theVariableThatMayHoldALoginIsTheOneThatWasSet(variable: String) async throws {
    try await ProxyServer.running(to: 1, answer: "HTTP/1.1 407 Who\r\n\r\n") { proxy in
      let result = try await fetch(through: proxy, trusting: nil, variable: variable)
      let sentence = "needs a user name and password; put them in \(variable)"
      #expect(result.reason.map { FetchError(okxLong, $0).description.hasSuffix(sentence) } == true)
    }
  }

  /// It takes the connection: what is said must not be that there is no way to it.
  @Test(arguments: ["", "HTTP/1.1 200 Conn", "HTTP/1.1 200 Connected\r\n\r\n"])
  func aProxyThatFallsSilentIsNamed(answer: String) async throws {
    let limits = NewhedgeClient.Limits(connect: .seconds(2), whole: .seconds(20))
    try await ProxyServer.running(to: 1, answer: answer) { proxy in
      let reason = try await fetch(through: proxy, trusting: nil, limits: limits).reason
      let fault = FetchError.ProxyFault.refuses("127.0.0.1:\(proxy.port)")
      let silent = FetchError.Reason.noConnection(
        host: "api.example", within: .seconds(2), proxy: fault)
      // Once it has connected, whichever of two equal times is over first.
      let isSilentHost = reason == .tls(host: "api.example", fault: .silent(.seconds(2)))
      #expect(reason == silent || isSilentHost && answer.contains("\n"))
    }
  }

  @Test func aProxyThatIsNotThereIsNamed() async throws {
    let url = "https://api.example"
    let route = try Route(to: try BaseURL(url), ["https_proxy": "http://127.0.0.1:1"])
    let reason = try await withClient(of: url, by: route) { await result(of: $0).reason }
    #expect(reason == .noConnection(host: "the proxy 127.0.0.1:1"))
  }

  // MARK: - This machine

  @Test(arguments: ["127.0.0.1", "::1"])
  func localhostIsFoundOnEitherAddress(address: String) async throws {
    let result = try await RawServer.running(on: address) { channel, _ in
      channel.respond()
    } _: {
      try await NewhedgeTests.fetch(from: "http://localhost:\($0.port)")
    }
    #expect(result.reason == nil)
  }
}
