import NIOCore
import NIOPosix
import Synchronization

/// A proxy on loopback that connects whoever asks by CONNECT, whatever the name, to one port of this
/// machine; or that answers something else.
final class ProxyServer: Sendable {
  let port: Int
  private let log: HeadLog

  private init(port: Int, log: HeadLog) {
    self.port = port
    self.log = log
  }

  /// The heads of what it was asked.
  var asked: [String] { log.heads }

  /// - Parameters:
  ///   - target: the port that it connects to.
  ///   - answer: what it answers instead; nil to connect.
  static func running<Outcome>(
    to target: Int, answer: String? = nil, _ body: (ProxyServer) async throws -> Outcome
  ) async throws -> Outcome {
    let log = HeadLog()
    return try await RawServer.running { channel, head in
      log.note(head)
      if let answer { channel.send(answer) } else { connect(channel, to: target) }
    } _: { server in
      try await body(ProxyServer(port: server.port, log: log))
    }
  }

  private static func connect(_ channel: any Channel, to target: Int) {
    ClientBootstrap(group: channel.eventLoop).connect(host: "127.0.0.1", port: target)
      .flatMapThrowing { other in
        try channel.pipeline.syncOperations.addHandler(Glue(other), position: .first)
        try other.pipeline.syncOperations.addHandler(Glue(channel))
        channel.send("HTTP/1.1 200 Connected\r\n\r\n")
      }.whenFailure { _ in channel.close(promise: nil) }
  }
}

final class HeadLog: Sendable {
  private let state = Mutex<[String]>([])

  var heads: [String] { state.withLock(\.self) }

  func note(_ head: String) { state.withLock { $0.append(head) } }
}

/// Passes everything on to the other channel.
private final class Glue: ChannelInboundHandler {
  typealias InboundIn = ByteBuffer

  private let other: any Channel

  init(_ other: any Channel) {
    self.other = other
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    other.writeAndFlush(unwrapInboundIn(data), promise: nil)
  }

  func channelInactive(context: ChannelHandlerContext) {
    other.close(promise: nil)
    context.fireChannelInactive()
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    context.close(promise: nil)
  }
}
