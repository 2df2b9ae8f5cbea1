import APIServer
import NIOCore
import NIOHTTP1
import NIOPosix
import NIOWebSocket
import Newhedge

/// The server of the generated feeds: all four exchanges on one port, each below its own host's name,
/// as `Relay` asks for them.
struct DemoExchanges: Sendable {
  /// Slower readers are left behind, in bytes that wait.
  private static let mostWaiting = 1 << 20
  private static let mostFragments = 64
  private static let idleLimit = TimeAmount.seconds(60)

  let host: String
  let port: Int
  private let orFree: Bool
  private let tape: DemoTape
  private let now: @Sendable () -> Int64

  /// - Parameters:
  ///   - port: 0 takes a free one.
  ///   - orFree: whether a free one is taken if that one can't be.
  ///   - now: the wall clock, in milliseconds since 1970-01-01T00:00Z.
  init(
    _ tape: DemoTape, host: String, port: Int, orFree: Bool = false,
    now: @escaping @Sendable () -> Int64
  ) {
    self.tape = tape
    self.host = host
    self.port = port
    self.orFree = orFree
    self.now = now
  }

  /// Listens while `body` runs, which is told the port, and returns what that does.
  ///
  /// - Throws: `ServerError` if it can't listen, or what `body` throws.
  func listening<Value: Sendable>(
    _ body: @Sendable (_ port: Int) async throws -> Value
  ) async throws -> Value {
    let connections = OpenConnections()
    let server = try await bind(connections)
    let outcome: Result<Value, any Error>
    do {
      outcome = .success(try await body(server.localAddress?.port ?? port))
    } catch {
      outcome = .failure(error)
    }
    // It can only fail by being closed already.
    try? await server.close().get()
    connections.close()
    return try outcome.get()
  }

  private func bind(_ connections: OpenConnections) async throws(ServerError) -> any Channel {
    do {
      return try await bind(connections, port)
    } catch {
      guard orFree, error.isOfPort else { throw error }
      return try await bind(connections, 0)
    }
  }

  private func bind(
    _ connections: OpenConnections, _ port: Int
  ) async throws(ServerError) -> any Channel {
    let option = "--exchanges-port"
    guard (0...65_535).contains(port) else {
      throw ServerError.badPort(port, of: host, option: option)
    }
    do {
      return try await ServerBootstrap(group: NetworkLoop.group)
        .serverChannelOption(.backlog, value: 64)
        .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
        .serverChannelInitializer { channel in
          channel.eventLoop.makeCompletedFuture {
            try channel.pipeline.syncOperations.addHandler(AcceptPause())
          }
        }
        .childChannelOption(.tcpOption(.tcp_nodelay), value: 1)
        .childChannelOption(
          .writeBufferWaterMark, value: .init(low: Self.mostWaiting / 2, high: Self.mostWaiting)
        )
        .childChannelInitializer { channel in
          guard connections.take(channel) else {
            return channel.eventLoop.makeFailedFuture(ChannelError.eof)
          }
          return channel.eventLoop.makeCompletedFuture { try prepare(channel) }
        }
        .bind(host: host, port: port).get()
    } catch {
      throw ServerError(error, host: host, port: port, option: option)
    }
  }

  private func prepare(_ channel: any Channel) throws {
    let pipeline = channel.pipeline.syncOperations
    let names = (idle: "idle", requests: "requests")
    try pipeline.configureHTTPServerPipeline(
      withServerUpgrade: (
        [upgrader()],
        { context in
          context.pipeline.removeHandler(name: names.idle, promise: nil)
          context.pipeline.removeHandler(name: names.requests, promise: nil)
        }
      ))
    try pipeline.addHandler(IdleStateHandler(allTimeout: Self.idleLimit), name: names.idle)
    try pipeline.addHandler(RequestHandler(DemoRequests(tape), now: now), name: names.requests)
  }

  private func upgrader() -> NIOWebSocketServerUpgrader {
    let (tape, now) = (tape, now)
    return NIOWebSocketServerUpgrader(
      maxFrameSize: DemoConnection.longestMessage, automaticErrorHandling: false
    ) { channel, head in
      let isKnown = DemoConnection(head.uri, tape, at: now()) != nil
      return channel.eventLoop.makeSucceededFuture(isKnown ? HTTPHeaders() : nil)
    } upgradePipelineHandler: { channel, head in
      guard let connection = DemoConnection(head.uri, tape, at: now()) else {
        return channel.close()
      }
      return channel.eventLoop.makeCompletedFuture {
        try channel.pipeline.syncOperations.addHandlers(
          MaskCheck(),
          NIOWebSocketFrameAggregator(
            minNonFinalFragmentSize: 1, maxAccumulatedFrameCount: Self.mostFragments,
            maxAccumulatedFrameSize: DemoConnection.longestMessage),
          SocketHandler(connection, now: now))
      }
    }
  }
}
