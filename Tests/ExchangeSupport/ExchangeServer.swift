import NIOConcurrencyHelpers
import NIOCore
import NIOHTTP1
import NIOPosix
import NIOWebSocket

/// All four exchanges on one port of loopback, each under its own host's name, as behind a relay: it
/// acknowledges what is asked for, sends canaries, and otherwise what a test has it send.
public final class ExchangeServer: Sendable {
  /// What a host answers instead of what it should.
  public enum Stage: Sendable {
    case refusal(status: Int, headers: [String: String] = [:], body: String = "")
    /// It takes the connection and never says a word.
    case silence
    /// It acknowledges, and that is all.
    case noCanary
  }

  struct State {
    var stages: [String: Stage] = [:]
    var sockets: [ObjectIdentifier: OpenSocket] = [:]
    var asked: [String] = []
    var opened: [String: Int] = [:]
    var watchers: [Watcher] = []
  }

  struct OpenSocket {
    let channel: any Channel
    let path: String
    var isSubscribed = false
  }

  struct Watcher {
    let isDone: @Sendable (ExchangeServer) -> Bool
    let answer: CheckedContinuation<Void, Never>
  }

  private let group: MultiThreadedEventLoopGroup
  let state = NIOLockedValueBox(State())
  private let listening = NIOLockedValueBox<(any Channel)?>(nil)

  /// Runs `body` with one.
  public static func running<Outcome>(
    port: Int = 0, _ body: (ExchangeServer) async throws -> Outcome
  ) async throws -> Outcome {
    let server = ExchangeServer()
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

  private init() {
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

  public var url: String { "http://127.0.0.1:\(port)" }

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

  /// From now on that host answers so; nil as it should.
  public func stage(_ stage: Stage?, for host: String) {
    state.withLockedValue { $0.stages[host] = stage }
  }

  /// Sends a message on every connection of a host.
  public func send(_ text: String, from host: String) {
    for channel in channels(of: host) { Self.send(text, on: channel) }
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

  /// Waits until something is so, which is looked at whenever a connection changes.
  public func waits(until isDone: @escaping @Sendable (ExchangeServer) -> Bool) async {
    if isDone(self) { return }
    await withCheckedContinuation { answer in
      state.withLockedValue { $0.watchers.append(Watcher(isDone: isDone, answer: answer)) }
      look()
    }
  }

  private func channels(of host: String) -> [any Channel] {
    state.withLockedValue { state in
      state.sockets.values.filter { $0.path.hasPrefix("/\(host)") && $0.isSubscribed }
        .map(\.channel)
    }
  }

  static func send(_ text: String, on channel: any Channel) {
    channel.writeAndFlush(
      WebSocketFrame(fin: true, opcode: .text, data: ByteBuffer(string: text)), promise: nil)
  }

  func look() {
    let watchers = state.withLockedValue { state in
      defer { state.watchers = [] }
      return state.watchers
    }
    let (done, others) = watchers.reduce(into: ([Watcher](), [Watcher]())) { parts, watcher in
      if watcher.isDone(self) { parts.0.append(watcher) } else { parts.1.append(watcher) }
    }
    state.withLockedValue { $0.watchers += others }
    for watcher in done { watcher.answer.resume() }
  }

  // MARK: Connections

  private func serve(_ channel: any Channel) throws {
    let upgrader = NIOWebSocketServerUpgrader(
      shouldUpgrade: { channel, head in
        let isRefused: Bool
        if case .refusal = self.stage(of: head.uri) { isRefused = true } else { isRefused = false }
        return channel.eventLoop.makeSucceededFuture(isRefused ? nil : HTTPHeaders())
      },
      upgradePipelineHandler: { channel, head in
        channel.eventLoop.makeCompletedFuture {
          try channel.pipeline.syncOperations.addHandler(PeerHandler(self, head.uri))
        }
      })
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

  func stage(of path: String) -> Stage? { state.withLockedValue { $0.stages[Self.host(path)] } }

  func note(_ path: String) { state.withLockedValue { $0.asked.append(path) } }
}
