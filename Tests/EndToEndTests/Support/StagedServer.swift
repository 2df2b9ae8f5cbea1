import Liquidations
import NIOCore
import NIOHTTP1
import NIOPosix
import NIOSSL
import Newhedge
import Synchronization

/// An API server on loopback whose answers a test stages, metric by metric.
final class StagedServer: Sendable {
  /// What a call for a metric gets.
  enum Answer: Sendable {
    case series(Series)
    case body([UInt8], headers: [String] = [])
    case status(Int, headers: [String] = [])
    /// Nothing, until another answer is staged.
    case silence
    /// The connection is closed.
    case drop
    case wire(Wire)
  }

  /// One call as it came.
  struct Call: Sendable {
    let method: String
    let uri: String
    let userAgent: String?
    let acceptEncoding: String?

    var metric: Metric? {
      let path = uri.prefix { $0 != "?" }
      return LiquidationsPath.slug(in: String(path)).flatMap { Metric(slug: $0) }
    }

    /// What stands after the question mark.
    var query: String { String(uri.drop { $0 != "?" }.dropFirst()) }
  }

  struct Waiting: Sendable {
    let metric: Metric
    let channel: any Channel
  }

  private struct State {
    var answers: [Metric: Answer] = [:]
    var calls: [Call] = []
    var waiting: [Waiting] = []
    var channels: [ObjectIdentifier: any Channel] = [:]
    var listening: (any Channel)?
    var port = 0
    var tls: NIOSSLContext?
    /// No call is answered before so many are there.
    var assembly = 0
  }

  private static let loop = MultiThreadedEventLoopGroup(numberOfThreads: 1)
  /// Each server has another, so that no new one takes that of one which stands still.
  private static let nextPort = Atomic(Int.random(in: 20_000..<31_000))

  private let state = Mutex(State())

  /// Listens on a free port; every metric has the market's series.
  static func running(
    _ market: Market = Market(), certificate: Certificate? = nil
  ) async throws -> StagedServer {
    let server = StagedServer()
    try server.show(certificate)
    server.stage(market)
    for _ in 1..<20 {
      // A port that the system gives to nobody unasked, so that it is still free for a new start.
      let port = nextPort.add(1, ordering: .relaxed).newValue
      if (try? await server.listen(port: port)) != nil { return server }
    }
    try await server.listen(port: 0)
    return server
  }

  private init() {}

  var port: Int { state.withLock { $0.port } }

  var url: String {
    state.withLock { "\($0.tls == nil ? "http" : "https")://127.0.0.1:\($0.port)" }
  }

  /// The calls so far, oldest first.
  var calls: [Call] { state.withLock { $0.calls } }

  func calls(of metric: Metric) -> Int { calls.count { $0.metric == metric } }

  /// Stages answers; calls that were left waiting get theirs now.
  func stage(_ answer: Answer, for metrics: Metric...) {
    let metrics = metrics.isEmpty ? Metric.allCases : metrics
    let released = state.withLock { state in
      for metric in metrics { state.answers[metric] = answer }
      return Self.release(&state)
    }
    send(released)
  }

  /// Stages the market's series for all metrics.
  func stage(_ market: Market) {
    for metric in Metric.allCases { stage(.series(market.series(metric)), for: metric) }
  }

  /// Shows a certificate to whoever connects from now on; without one it speaks plain HTTP.
  func show(_ certificate: Certificate?) throws {
    let context = try certificate?.context()
    state.withLock { $0.tls = context }
  }

  /// Leaves all calls waiting until that many are there at once.
  func answerOnlyTogether(_ count: Int) {
    state.withLock { $0.assembly = count }
  }

  /// Stops listening and breaks every connection off.
  func stop() async throws {
    let (listening, channels) = state.withLock { state in
      defer {
        state.listening = nil
        state.channels = [:]
        state.waiting = []
      }
      return (state.listening, Array(state.channels.values))
    }
    try await listening?.close()
    for channel in channels { channel.close(promise: nil) }
  }

  /// Listens again, on the same port.
  func startAgain() async throws {
    let deadline = ContinuousClock.now + .seconds(10)
    while true {
      do {
        return try await listen(port: port)
      } catch let error as IOError
        where error.errnoCode == EADDRINUSE && ContinuousClock.now < deadline
      {
        // A program that is just being started has all that is open here until it is its own.
        try await Task.sleep(for: .milliseconds(5))
      }
    }
  }
}

// MARK: - Connections

extension StagedServer {
  private func listen(port: Int) async throws {
    let channel = try await ServerBootstrap(group: Self.loop)
      .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
      .childChannelInitializer { channel in
        channel.eventLoop.makeCompletedFuture {
          if let tls = self.state.withLock({ $0.tls }) {
            try channel.pipeline.syncOperations.addHandler(NIOSSLServerHandler(context: tls))
          }
          try channel.pipeline.syncOperations.addHandlers(
            ByteToMessageHandler(HTTPRequestDecoder()), CallReader(server: self))
          self.connected(channel)
        }
      }
      .bind(host: "127.0.0.1", port: port).get()
    state.withLock { state in
      state.listening = channel
      state.port = channel.localAddress?.port ?? 0
    }
  }

  private func connected(_ channel: any Channel) {
    state.withLock { $0.channels[ObjectIdentifier(channel)] = channel }
    channel.closeFuture.whenComplete { [weak self] _ in
      self?.state.withLock { state in
        state.channels[ObjectIdentifier(channel)] = nil
        state.waiting.removeAll { $0.channel === channel }
      }
    }
  }

  fileprivate func received(_ head: HTTPRequestHead, on channel: any Channel) {
    let call = Call(
      method: head.method.rawValue, uri: head.uri,
      userAgent: head.headers.first(name: "User-Agent"),
      acceptEncoding: head.headers.first(name: "Accept-Encoding"))
    guard let metric = call.metric else { return channel.close(promise: nil) }
    let released = state.withLock { state in
      state.calls.append(call)
      state.waiting.append(Waiting(metric: metric, channel: channel))
      return Self.release(&state)
    }
    send(released)
  }

  /// Takes out the calls that can be answered, with their answers.
  private static func release(_ state: inout State) -> [(Answer, any Channel)] {
    guard state.waiting.count >= state.assembly else { return [] }
    state.assembly = 0
    var released: [(Answer, any Channel)] = []
    state.waiting.removeAll { waiting in
      guard let answer = state.answers[waiting.metric] else { return true }
      if case .silence = answer { return false }
      released.append((answer, waiting.channel))
      return true
    }
    return released
  }

  private func send(_ released: [(Answer, any Channel)]) {
    for (answer, channel) in released {
      switch answer {
      case .series(let series): channel.respond(200, Payload.encode(series))
      case .body(let bytes, let headers): channel.respond(200, bytes, headers: headers)
      case .status(let status, let headers):
        channel.respond(status, Array(#"{"error": "staged"}"#.utf8), headers: headers)
      case .silence: break
      case .drop: channel.close(promise: nil)
      case .wire(let wire): wire.answer(channel)
      }
    }
  }
}

extension Channel {
  fileprivate func respond(_ status: Int, _ body: [UInt8], headers: [String] = []) {
    let reason = HTTPResponseStatus(statusCode: status).reasonPhrase
    let lines =
      [
        "HTTP/1.1 \(status) \(reason)", "Content-Type: application/json",
        "Content-Length: \(body.count)",
      ] + headers
    var bytes = ByteBuffer(string: lines.joined(separator: "\r\n") + "\r\n\r\n")
    bytes.writeBytes(body)
    writeAndFlush(bytes, promise: nil)
  }
}

/// Tells the server of each call.
private final class CallReader: ChannelInboundHandler {
  typealias InboundIn = HTTPServerRequestPart

  private let server: StagedServer
  private var head: HTTPRequestHead?

  init(server: StagedServer) {
    self.server = server
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    switch unwrapInboundIn(data) {
    case .head(let head): self.head = head
    case .body: break
    case .end:
      if let head { server.received(head, on: context.channel) }
      head = nil
    }
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    context.close(promise: nil)
  }
}
