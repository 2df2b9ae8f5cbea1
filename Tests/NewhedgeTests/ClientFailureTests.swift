import Liquidations
import NIOCore
import NIOPosix
import Newhedge
import Synchronization
import Testing
import WorkSupport

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// What the client makes of each way in which a connection fails, over real sockets on loopback.
@Suite(.timeLimit(.minutes(20)), .deadlines) struct ClientFailureTests {
  private let host = "127.0.0.1"

  @Test func tellsARefusedPortAtOnce() async throws {
    try await withRefusingPort { port async throws in
      #expect(try await fetch(from: port).reason == .noConnection(host: host))
      #expect(
        try await fetch(from: "http://localhost:\(port)").reason
          == .noConnection(host: "localhost"))
    }
  }

  /// A port that is taken, so that no other test's server gets it, and on which nobody listens.
  private func withRefusingPort(_ body: (_ port: Int) async throws -> Void) async throws {
    #if canImport(Glibc)
      let file = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    #else
      let file = socket(AF_INET, SOCK_STREAM, 0)
    #endif
    defer { close(file) }
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = inet_addr(host)
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let isBound = withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        bind(file, $0, length) == 0 && getsockname(file, $0, &length) == 0
      }
    }
    try #require(isBound)
    try await body(Int(UInt16(bigEndian: address.sin_port)))
  }

  @Test func tellsANameWithoutAnAddress() async throws {
    let result = try await fetch(from: "https://no-such-host.invalid")
    #expect(result.reason == .nameNotFound(host: "no-such-host.invalid"))
  }

  @Test func tellsAConnectionClosedBeforeTheAnswer() async throws {
    let result = try await RawServer.running { channel, _ in
      channel.close(promise: nil)
    } _: {
      try await fetch(from: $0.port)
    }
    #expect(result.reason == .connectionLost(host: host))
  }

  @Test func tellsAReset() async throws {
    let result = try await RawServer.running { channel, _ in
      channel.send("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n[[")
      // Lingering for no time makes the close a reset.
      let none = linger(l_onoff: 1, l_linger: 0)
      (channel as? any SocketOptionProvider)?.setSoLinger(none).whenComplete { _ in
        channel.close(promise: nil)
      }
    } _: {
      try await fetch(from: $0.port)
    }
    #expect(result.reason == .connectionLost(host: host))
  }

  @Test(arguments: ["Content-Length: 100", "Transfer-Encoding: chunked"])
  func tellsATruncatedBody(framing: String) async throws {
    let result = try await RawServer.running { channel, _ in
      channel.send("HTTP/1.1 200 OK\r\n\(framing)\r\n\r\n2\r\n[]\r\n")
      channel.close(promise: nil)
    } _: {
      try await fetch(from: $0.port)
    }
    #expect(result.reason == .connectionLost(host: host))
  }

  @Test func tellsWhatIsNotHTTP() async throws {
    let result = try await RawServer.running { channel, _ in
      channel.send("220 mail.example ESMTP\r\n")
    } _: {
      try await fetch(from: $0.port)
    }
    #expect(result.reason == .connectionLost(host: host))
  }

  @Test(arguments: ["", "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n[[1", "HTTP/1.1 200"])
  func givesUpOnAServerThatHangs(beginning: String) async throws {
    let limits = NewhedgeClient.Limits(whole: .seconds(2))
    let result = try await RawServer.running { channel, _ in
      channel.send(beginning)
    } _: {
      try await fetch(from: $0.port, limits: limits)
    }
    #expect(result.reason == .timedOut(.seconds(2)))
  }

  @Test func givesUpOnABodyThatTrickles() async throws {
    let limits = NewhedgeClient.Limits(whole: .seconds(2))
    let result = try await RawServer.running { channel, _ in
      channel.send("HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n")
      channel.eventLoop.scheduleRepeatedTask(initialDelay: .zero, delay: .milliseconds(10)) { _ in
        channel.send(" ")
      }
    } _: {
      try await fetch(from: $0.port, limits: limits)
    }
    #expect(result.reason == .timedOut(.seconds(2)))
  }

  @Test func givesUpOnAHandshakeThatHangs() async throws {
    let limits = NewhedgeClient.Limits(connect: .seconds(3), whole: .seconds(600))
    let result = try await RawServer.running { _, _ in
    } _: {
      try await fetch(from: "https://127.0.0.1:\($0.port)", limits: limits)
    }
    #expect(result.reason == .tls(host: host, fault: .silent(.seconds(3))))

  }

  @Test func givesUpOnAHostThatDoesNotAnswer() async throws {
    let limits = NewhedgeClient.Limits(connect: .milliseconds(300), whole: .seconds(600))
    let result = try await withFullBacklog { port in
      try await fetch(from: port, limits: limits)
    }
    #expect(result.reason == .noConnection(host: host, within: .milliseconds(300)))
  }

  @Test func endsWithoutWaitingForAConnectionThatHangs() async throws {
    try await withFullBacklog { port in
      let result = try await fetch(
        from: port, limits: .init(connect: .seconds(600), whole: .milliseconds(100)))
      #expect(result.reason == .noConnection(host: host, within: .milliseconds(100)))
    }
  }

  @Test func refusesACertificateThatNobodySigned() async throws {
    let calls = Mutex(0)
    let result = try await RawServer.running(tls: SelfSignedCertificate.context()) { channel, _ in
      calls.withLock { $0 += 1 }
      channel.respond()
    } _: {
      try await fetch(from: "https://127.0.0.1:\($0.port)")
    }
    #expect(result.reason == .tls(host: host, fault: .unknownAuthority))
    #expect(calls.withLock { $0 } == 0)
  }

  @Test func tellsAServerThatSpeaksNoTLS() async throws {
    let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
    let listening = try await ServerBootstrap(group: group)
      .childChannelInitializer { channel in
        channel.send("HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n")
        return channel.eventLoop.makeSucceededVoidFuture()
      }
      .bind(host: host, port: 0).get()
    let result = try await fetch(from: "https://127.0.0.1:\(listening.localAddress?.port ?? 0)")
    try await group.shutdownGracefully()
    #expect(result.reason == .tls(host: host, fault: .notTLS))
  }

  @Test func neverPutsTheTokenInAnError() async throws {
    let answers: [RawServer.Answer] = [
      { channel, _ in channel.respond("401 Unauthorized") },
      { channel, head in channel.respond("200 OK", head) },
      { channel, _ in channel.close(promise: nil) },
      { channel, head in channel.respond("302 Found", headers: ["Location: http://x/?\(secret)"]) },
    ]
    for answer in answers {
      let result = try await RawServer.running(answer) { try await fetch(from: $0.port) }
      var dumped = ""
      dump(result, to: &dumped)
      #expect(!dumped.contains(secret) && !"\(result)".contains(secret))
    }
  }

  /// A port whose queue of connections is full, so that a further one gets no answer at all.
  private func withFullBacklog<Outcome>(
    _ body: (_ port: Int) async throws -> Outcome
  ) async throws -> Outcome {
    let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
    let listening = try await ServerBootstrap(group: group)
      .serverChannelOption(.backlog, value: 1)
      .serverChannelOption(.autoRead, value: false)
      .bind(host: host, port: 0).get()
    let port = listening.localAddress?.port ?? 0
    let filling = ClientBootstrap(group: group).connectTimeout(.milliseconds(200))
    for _ in 0..<4 {
      _ = try? await filling.connect(host: host, port: port).get()
    }
    let outcome = try await body(port)
    try await group.shutdownGracefully()
    return outcome
  }
}
