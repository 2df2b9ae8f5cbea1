import Feeds
import Liquidations
import NIOCore
import NIOHTTP1
import NIOSSL
import Newhedge

/// Reads an answer to the handshake that is no WebSocket, which says why there is none. It is gone
/// once there is one.
final class AnswerReader: ChannelInboundHandler, RemovableChannelHandler {
  typealias InboundIn = HTTPClientResponsePart

  private let socket: Socket
  private var head: HTTPResponseHead?
  private var body: [UInt8] = []

  init(_ socket: Socket) {
    self.socket = socket
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    switch unwrapInboundIn(data) {
    case .head(let head):
      self.head = head
      let bound = NIOLoopBound((self, context), eventLoop: context.eventLoop)
      context.eventLoop.scheduleTask(in: socket.limits.close) {
        let (reader, context) = bound.value
        reader.finish(context)
      }
    case .body(let part):
      body += part.readableBytesView.prefix(socket.limits.refusal - body.count)
      if body.count >= socket.limits.refusal { finish(context) }
    case .end: finish(context)
    }
  }

  private func finish(_ context: ChannelHandlerContext) {
    tell()
    context.close(promise: nil)
  }

  /// Tells what has come by now.
  private func tell() {
    guard let head else { return socket.end(.ended(socket.id, .closed(code: nil))) }
    let wait = head.headers.first(name: "Retry-After").flatMap {
      RetryAfter.wait($0, now: socket.now)
    }
    socket.end(
      .refused(
        socket.id,
        HTTPRefusal(status: Int(head.status.code), retryAfter: wait, body: body)))
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    if head != nil { tell() }
    let certificate = try? context.pipeline.syncOperations.nioSSL_peerCertificate()
    socket.end(error, certificate: certificate)
    context.close(promise: nil)
  }

  func channelInactive(context: ChannelHandlerContext) {
    tell()
    context.fireChannelInactive()
  }
}
