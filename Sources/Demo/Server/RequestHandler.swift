import NIOCore
import NIOHTTP1
import NIOWebSocket

/// Answers requests over HTTP from `DemoRequests`, until the connection becomes a WebSocket.
final class RequestHandler: ChannelInboundHandler, RemovableChannelHandler {
  typealias InboundIn = HTTPServerRequestPart
  typealias OutboundOut = HTTPServerResponsePart

  private let requests: DemoRequests
  private let now: @Sendable () -> Int64
  private var head: HTTPRequestHead?

  /// - Parameter now: the wall clock, in milliseconds since 1970-01-01T00:00Z.
  init(_ requests: DemoRequests, now: @escaping @Sendable () -> Int64) {
    self.requests = requests
    self.now = now
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    switch unwrapInboundIn(data) {
    case .head(let head): self.head = head
    case .body: break
    case .end:
      guard let head else { return }
      self.head = nil
      answer(head, context)
    }
  }

  private func answer(_ request: HTTPRequestHead, _ context: ChannelHandlerContext) {
    let isKnown = request.method == .GET || request.method == .HEAD
    let answer =
      isKnown
      ? requests.answer(request.uri, at: now())
      : DemoAnswer(status: 405, body: #"{"code":405,"msg":"only GET is supported"}"#)
    let body = ByteBuffer(string: answer.body)
    var headers: HTTPHeaders = [
      "Content-Type": "application/json", "Content-Length": "\(body.readableBytes)",
    ]
    if !isKnown { headers.add(name: "Allow", value: "GET, HEAD") }
    if !request.isKeepAlive { headers.add(name: "Connection", value: "close") }
    let head = HTTPResponseHead(
      version: request.version, status: HTTPResponseStatus(statusCode: answer.status),
      headers: headers)
    context.write(wrapOutboundOut(.head(head)), promise: nil)
    if request.method != .HEAD {
      context.write(wrapOutboundOut(.body(.byteBuffer(body))), promise: nil)
    }
    let written = context.eventLoop.makePromise(of: Void.self)
    context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: written)
    if !request.isKeepAlive {
      written.futureResult.assumeIsolated().whenComplete { _ in context.close(promise: nil) }
    }
  }

  func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
    switch event {
    case is IdleStateHandler.IdleStateEvent, is OpenConnections.Goodbye:
      context.close(promise: nil)
    default: context.fireUserInboundEventTriggered(event)
    }
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    // What can't become a WebSocket is a request like another, and answered as one.
    if error is NIOWebSocketUpgradeError { return }
    context.close(promise: nil)
  }
}
