import Feeds
import Liquidations
import NIOCore
import NIOSSL
import Testing

@testable import Connections

/// How a connection comes about, or doesn't.
@Suite(.timeLimit(.minutes(2))) struct HandshakeTests {
  @Test(arguments: [
    ("451 Unavailable For Legal Reasons", 451), ("403 Forbidden", 403), ("404 Not Found", 404),
    ("418 I'm a teapot", 418), ("429 Too Many Requests", 429), ("503 Service Unavailable", 503),
    ("200 OK", 200), ("302 Found", 302),
  ])
  func readsAnotherAnswerThan101(line: String, status: Int) async throws {
    let answer: RawServer.Answer = { channel, _ in
      channel.respond(line, "access too frequent", headers: ["Retry-After: 7", "Location: /x"])
    }
    try await RawServer.running(answer) { server in
      let refusal = try await Line("ws://127.0.0.1:\(server.port)").refusal()
      #expect(refusal?.status == status && refusal?.retryAfter == .seconds(7))
      #expect(refusal.map { String(decoding: $0.body, as: UTF8.self) } == "access too frequent")
    }
  }

  /// A body without end, or one that stops, holds nothing up.
  @Test(arguments: [String(repeating: "x", count: 100_000), "x"])
  func readsTheBeginningOfARefusalOnly(body: String) async throws {
    let answer: RawServer.Answer = { channel, _ in
      channel.send("HTTP/1.1 403 Forbidden\r\nContent-Length: 1000000\r\n\r\n\(body)")
    }
    try await RawServer.running(answer) { server in
      let refusal = try await Line("ws://127.0.0.1:\(server.port)").refusal()
      #expect(refusal?.status == 403 && refusal?.body.count == min(body.utf8.count, 4_096))
    }
  }

  @Test(arguments: [
    "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: upgrade\r\n"
      + "Sec-WebSocket-Accept: AAAAAAAAAAAAAAAAAAAAAAAAAAA=\r\n\r\n",
    "HTTP/1.1 101 Switching Protocols\r\nUpgrade: h2c\r\nConnection: upgrade\r\n\r\n",
    "SSH-2.0-OpenSSH_9.2\r\n",
  ])
  func believesNoFalseHandshake(answer: String) async throws {
    try await RawServer.running({ channel, _ in channel.send(answer) }) { server in
      let ending = try await Line("ws://127.0.0.1:\(server.port)").ending()
      #expect(ending == .garbled)
    }
  }

  @Test func tellsThatNobodyListens() async throws {
    // A port that was free a moment ago may be another test's by now.
    #expect(try await Line("ws://127.0.0.1:1").ending() == .unreachable)
  }

  @Test func tellsThatANameHasNoAddress() async throws {
    #expect(try await Line("wss://exchange.invalid").ending() == .nameNotFound)
  }

  @Test func tellsThatItWasHungUpOn() async throws {
    try await RawServer.running({ channel, _ in channel.close(promise: nil) }) { server in
      let ending = try await Line("ws://127.0.0.1:\(server.port)").ending()
      #expect(ending == .closed(code: nil))
    }
  }

  /// A server that says nothing is left when the feed says so, and nothing more is told of it.
  @Test func isGivenUpWithoutAWord() async throws {
    try await RawServer.running({ _, _ in }) { server in
      let line = try Line("ws://127.0.0.1:\(server.port)")
      line.socket.close()
      await line.socket.waitForEnd()
    }
  }

  // MARK: TLS

  @Test func speaksOverTLSWithAnAuthorityThatIsTrusted() async throws {
    try await TestCertificate.withAuthority { authority in
      let answer: RawServer.Answer = { channel, _ in channel.respond("451 No", "") }
      try await RawServer.running(tls: try TestCertificate.good.context(), answer) { server in
        for host in ["localhost", "127.0.0.1"] {
          let line = try Line("wss://\(host):\(server.port)", authorities: authority)
          let refusal = try await line.refusal()
          #expect(refusal?.status == 451)
        }
      }
    }
  }

  @Test(arguments: [
    (TestCertificate.good, TLSFault.unknownAuthority, false),
    (.ofAnotherHost, .ofAnotherHost, true),
  ])
  func refusesACertificateThatIsWrong(
    certificate: TestCertificate, fault: TLSFault, isAuthorityKnown: Bool
  ) async throws {
    try await TestCertificate.withAuthority { authority in
      let asked = HeadLog()
      try await RawServer.running(
        tls: try certificate.context(), { _, head in asked.note(head) }
      ) { server in
        let line = try Line(
          "wss://localhost:\(server.port)", authorities: isAuthorityKnown ? authority : nil)
        let ending = try await line.ending()
        #expect(ending == .tls(fault) && asked.heads.isEmpty)
      }
    }
  }

  @Test func saysThatACertificateHasExpired() async throws {
    try await TestCertificate.withAuthority { authority in
      try await RawServer.running(tls: try TestCertificate.expired.context(), { _, _ in }) {
        server in
        let line = try Line("wss://localhost:\(server.port)", authorities: authority)
        guard case .tls(.expired(let day, today: _)) = try await line.ending() else {
          Issue.record("not expired")
          return
        }
        #expect("\(day)" == "2021-01-01")
      }
    }
  }

  // MARK: Proxy

  @Test func goesThroughTheProxyOfTheEnvironment() async throws {
    try await TestCertificate.withAuthority { authority in
      let answer: RawServer.Answer = { channel, _ in channel.respond("451 No", "") }
      try await RawServer.running(tls: try TestCertificate.good.context(), answer) { server in
        try await ProxyServer.running(to: server.port) { proxy in
          let environment = ["https_proxy": "http://me:pass@127.0.0.1:\(proxy.port)"]
          let line = try Line("wss://api.example", environment, authorities: authority)
          let refusal = try await line.refusal()
          #expect(refusal?.status == 451)
          let head = try #require(proxy.asked.first)
          #expect(head.hasPrefix("CONNECT api.example:443 HTTP/1.1\r\n"))
          #expect(head.contains("Proxy-Authorization: Basic bWU6cGFzcw==\r\n"))
        }
      }
    }
  }

  @Test(arguments: [
    ("HTTP/1.1 407 Proxy Authentication Required\r\nContent-Length: 0\r\n\r\n", true),
    ("HTTP/1.1 503 Service Unavailable\r\nContent-Length: 0\r\n\r\n", false),
    ("HTTP/1.1 403 Forbidden\r\nContent-Length: 4\r\n\r\nno!\n", false),
  ])
  func saysWhatTheProxyWants(answer: String, isLogin: Bool) async throws {
    try await ProxyServer.running(to: 1, answer: answer) { proxy in
      let name = "127.0.0.1:\(proxy.port)"
      let line = try Line("wss://api.example", ["https_proxy": "http://\(name)"])
      #expect(
        try await line.ending()
          == .proxy(isLogin ? .wantsLogin(name, variable: "https_proxy") : .refuses(name)))
    }
  }

  @Test func leavesTheProxyAsideWhereItIsTold() async throws {
    try await ProxyServer.running(to: 1) { proxy in
      let environment = [
        "https_proxy": "http://127.0.0.1:\(proxy.port)", "no_proxy": "exchange.invalid",
      ]
      let ending = try await Line("wss://exchange.invalid", environment).ending()
      #expect(ending == .nameNotFound && proxy.asked.isEmpty)
    }
  }
}
