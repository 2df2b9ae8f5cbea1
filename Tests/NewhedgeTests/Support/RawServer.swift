import NIOCore
import NIOPosix
import NIOSSL

/// A server on loopback that speaks bytes: each request's head goes to `answer`, which writes what
/// it likes to the channel, or nothing.
struct RawServer: Sendable {
  typealias Answer = @Sendable (_ channel: any Channel, _ head: String) -> Void

  let port: Int

  static func running<Outcome>(
    tls: NIOSSLContext? = nil, on address: String = "127.0.0.1",
    _ answer: @escaping Answer,
    _ body: (RawServer) async throws -> Outcome
  ) async throws -> Outcome {
    let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
    let listening = try await ServerBootstrap(group: group)
      .childChannelInitializer { channel in
        channel.eventLoop.makeCompletedFuture {
          if let tls {
            try channel.pipeline.syncOperations.addHandler(NIOSSLServerHandler(context: tls))
          }
          try channel.pipeline.syncOperations.addHandler(HeadReader(answer: answer))
        }
      }
      .bind(host: address, port: 0).get()
    do {
      let outcome = try await body(RawServer(port: listening.localAddress?.port ?? 0))
      try await group.shutdownGracefully()
      return outcome
    } catch {
      try await group.shutdownGracefully()
      throw error
    }
  }
}

/// Collects bytes up to the empty line that ends a request's head.
private final class HeadReader: ChannelInboundHandler {
  typealias InboundIn = ByteBuffer

  private let answer: RawServer.Answer
  private var head = ""

  init(answer: @escaping RawServer.Answer) {
    self.answer = answer
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    head += String(buffer: unwrapInboundIn(data))
    guard head.hasSuffix("\r\n\r\n") else { return }
    answer(context.channel, head)
    head = ""
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    context.close(promise: nil)
  }
}

extension Channel {
  func send(_ text: String) {
    writeAndFlush(ByteBuffer(string: text), promise: nil)
  }

  func send(_ bytes: [UInt8]) {
    writeAndFlush(ByteBuffer(bytes: bytes), promise: nil)
  }

  /// A whole answer, after which the connection stays open.
  func respond(_ status: String = "200 OK", _ body: String = "[]", headers: [String] = []) {
    let lines = ["HTTP/1.1 \(status)", "Content-Length: \(body.utf8.count)"] + headers
    send(lines.joined(separator: "\r\n") + "\r\n\r\n" + body)
  }
}
