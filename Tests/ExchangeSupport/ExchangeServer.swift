import NIOConcurrencyHelpers
import NIOCore
import NIOHTTP1
import NIOPosix
public import NIOSSL
import NIOWebSocket

/// All four exchanges on one port of loopback, each under its own host's name, as behind a relay or a
/// proxy: it acknowledges what is asked for, sends canaries, and otherwise what a test has it send.
public final class ExchangeServer: Sendable {
  /// What a host answers instead of what it should.
  public enum Stage: Sendable {
    case refusal(status: Int, headers: [String: String] = [:], body: String = "")
    /// It answers neither requests nor handshakes.
    case noAnswer
    /// It takes the connection and never says a word.
    case silence
    /// It acknowledges, and that is all.
    case noCanary
    /// It says no to what is asked for, in its own form with these words.
    case noSubscription(String)
  }

  struct State {
    /// By host, or by host and the beginning of a path.
    var stages: [String: Stage] = [:]
    /// The bodies of answers to requests, by the same.
    var bodies: [String: String] = [:]
    var sockets: [ObjectIdentifier: OpenSocket] = [:]
    var asked: [String] = []
    var opened: [String: Int] = [:]
    var watchers: [Int: AsyncStream<Void>.Continuation] = [:]
    var lastWatcher = 0
  }

  struct OpenSocket {
    let channel: any Channel
    let path: String
    var isSubscribed = false
  }

  private let group: MultiThreadedEventLoopGroup
  private let tls: NIOSSLContext?
  let state = NIOLockedValueBox(State())
  private let listening = NIOLockedValueBox<(any Channel)?>(nil)

  /// Runs `body` with one.
  ///
  /// - Parameter tls: with which it speaks; nil for plain sockets.
  public static func running<Outcome>(
    port: Int = 0, tls: NIOSSLContext? = nil, _ body: (ExchangeServer) async throws -> Outcome
  ) async throws -> Outcome {
    let server = ExchangeServer(tls)
    try await server.listen(port)
    do {
      let outcome = try await body(server)
      try await server.group.shutdownGracefully()
      return outcome
    } catch {
      try await server.group.shutdownGracefully()
      throw error
    }
  }

  private init(_ tls: NIOSSLContext?) {
    self.tls = tls
    group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
  }

  private func listen(_ port: Int) async throws {
    let channel = try await ServerBootstrap(group: group)
      .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
      .childChannelInitializer { channel in
        channel.eventLoop.makeCompletedFuture { try self.serve(channel) }
      }
      .bind(host: "127.0.0.1", port: port).get()
    listening.withLockedValue { $0 = channel }
  }

  public var port: Int { listening.withLockedValue { $0?.localAddress?.port ?? 0 } }

  public var url: String { "\(tls == nil ? "http" : "https")://127.0.0.1:\(port)" }

  /// The paths of all requests and handshakes so far.
  public var asked: [String] { state.withLockedValue { $0.asked } }

  /// How many connections of that host are open and have been answered.
  public func openCount(_ host: String) -> Int {
    state.withLockedValue { state in
      state.sockets.values.count { $0.path.hasPrefix("/\(host)") && $0.isSubscribed }
    }
  }

  /// How many connections of that host were ever opened.
  public func openedCount(_ host: String) -> Int { state.withLockedValue { $0.opened[host] ?? 0 } }

  /// From now on that host, or what is there at a path of it, answers so; nil as it should.
  public func stage(_ stage: Stage?, for place: String) {
    state.withLockedValue { $0.stages[place] = stage }
  }

  /// From now on requests to that path of a host are answered so; nil as it should be.
  public func answer(_ body: String?, to place: String) {
    state.withLockedValue { $0.bodies[place] = body }
  }

  /// Sends a message on every connection of a host, or of a path of it.
  public func send(_ text: String, from place: String) {
    for channel in channels(of: place) { Self.send(text, on: channel) }
  }

  /// Sends bytes as a text, though they may be none.
  public func send(_ bytes: [UInt8], from place: String) {
    for channel in channels(of: place) {
      channel.writeAndFlush(
        WebSocketFrame(fin: true, opcode: .text, data: ByteBuffer(bytes: bytes)), promise: nil)
    }
  }

  /// Sends all of these messages at once on the first connection of a place; done when all are with
  /// the system, so no sooner than the other end has taken most of them.
  public func pour(_ texts: [String], from place: String) async throws {
    guard let channel = channels(of: place).first else { return }
    for text in texts {
      channel.write(
        WebSocketFrame(fin: true, opcode: .text, data: ByteBuffer(string: text)), promise: nil)
    }
    try await channel.writeAndFlush(WebSocketFrame(fin: true, opcode: .pong, data: ByteBuffer()))
  }

  /// Cuts every connection of a host.
  public func cut(_ host: String) {
    for channel in channels(of: host) { channel.close(promise: nil) }
  }

  /// Stops to listen and cuts all connections, until `resume`.
  public func stop() async throws -> Int {
    let port = port
    let channel = listening.withLockedValue { channel in
      defer { channel = nil }
      return channel
    }
    try await channel?.close()
    for socket in state.withLockedValue({ $0.sockets.values.map(\.channel) }) {
      try? await socket.close()
    }
    return port
  }

  public func resume(on port: Int) async throws { try await listen(port) }

  /// Waits until something is so, which is looked at whenever a connection changes or a path is asked
  /// for, or the task is cancelled.
  public func waits(until isDone: (ExchangeServer) -> Bool) async {
    let (changes, changed) = AsyncStream.makeStream(
      of: Void.self, bufferingPolicy: .bufferingNewest(1))
    let number = state.withLockedValue { state in
      state.lastWatcher += 1
      state.watchers[state.lastWatcher] = changed
      return state.lastWatcher
    }
    defer { state.withLockedValue { $0.watchers[number] = nil } }
    if isDone(self) { return }
    for await _ in changes where isDone(self) { return }
  }

  private func channels(of place: String) -> [any Channel] {
    state.withLockedValue { state in
      state.sockets.values.filter { $0.path.hasPrefix("/\(place)") && $0.isSubscribed }
        .map(\.channel)
    }
  }

  static func send(_ text: String, on channel: any Channel) {
    channel.writeAndFlush(
      WebSocketFrame(fin: true, opcode: .text, data: ByteBuffer(string: text)), promise: nil)
  }

  /// Has those who wait look again.
  func look() {
    for watcher in state.withLockedValue({ Array($0.watchers.values) }) { watcher.yield() }
  }

  // MARK: Connections

  private func serve(_ channel: any Channel) throws {
    let upgrader = NIOWebSocketServerUpgrader(
      shouldUpgrade: { channel, head in
        let isRefused =
          switch self.stage(of: Self.path(head)) {
          case .refusal, .noAnswer: true
          case .silence, .noCanary, .noSubscription, nil: false
          }
        return channel.eventLoop.makeSucceededFuture(isRefused ? nil : HTTPHeaders())
      },
      upgradePipelineHandler: { channel, head in
        channel.eventLoop.makeCompletedFuture {
          try channel.pipeline.syncOperations.addHandler(PeerHandler(self, Self.path(head)))
        }
      })
    if let tls { try channel.pipeline.syncOperations.addHandler(NIOSSLServerHandler(context: tls)) }
    try channel.pipeline.syncOperations.configureHTTPServerPipeline(
      withServerUpgrade: (
        upgraders: [upgrader],
        completionHandler: { context in
          let pipeline = context.pipeline.syncOperations
          if let handler = try? pipeline.handler(type: RequestHandler.self) {
            pipeline.removeHandler(handler, promise: nil)
          }
        }
      ))
    try channel.pipeline.syncOperations.addHandler(RequestHandler(self))
  }

  /// The host that a path begins with.
  static func host(_ path: String) -> String {
    path.split(separator: "/").first.map(String.init) ?? ""
  }

  /// The path as behind a relay: one that was asked for under an exchange's own name comes after that.
  static func path(_ head: HTTPRequestHead) -> String {
    let name = head.headers.first(name: "Host").map { $0.prefix { $0 != ":" } } ?? ""
    return name.contains(where: \.isLetter) ? "/\(name)\(head.uri)" : head.uri
  }

  func stage(of path: String) -> Stage? {
    state.withLockedValue { Self.nearest(path, in: $0.stages) }
  }

  func body(of path: String) -> String? {
    state.withLockedValue { Self.nearest(path, in: $0.bodies) }
  }

  /// What there is for the longest beginning of a path.
  private static func nearest<Value>(_ path: String, in values: [String: Value]) -> Value? {
    values.filter { path.hasPrefix("/\($0.key)") }.max { $0.key.count < $1.key.count }?.value
  }

  func note(_ path: String) {
    state.withLockedValue { $0.asked.append(path) }
    look()
  }
}
