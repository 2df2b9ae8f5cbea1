import AsyncHTTPClient
package import NIOCore
package import NIOHTTP1

/// Stands before the HTTP client and refuses what that would trap on, or wait through for ever:
/// a status that no answer can have, and interim answers without end.
package final class AnswerGuard: ChannelInboundHandler {
  package typealias InboundIn = HTTPClientResponsePart

  /// What was refused: an answer of that status.
  struct Refusal: Error {
    let status: Int
  }

  /// More than anyone sends before the answer proper.
  private static let mostInterim = 20

  private var interimCount = 0
  private var hasRefused = false

  /// Puts one into the pipeline of a new connection, right behind what decodes its bytes.
  ///
  /// - Parameter limit: of an answer, in bytes, with all that isn't its body.
  package static func enter(_ channel: any Channel, limit: Int) -> EventLoopFuture<Void> {
    channel.eventLoop.makeCompletedFuture {
      let pipeline = channel.pipeline.syncOperations
      let decoder = try pipeline.handler(type: ByteToMessageHandler<HTTPResponseDecoder>.self)
      try pipeline.addHandler(ByteCount(limit: limit), position: .before(decoder))
      try pipeline.addHandler(AnswerGuard(), position: .after(decoder))
    }
  }

  package func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    guard !hasRefused else { return }
    if case .head(let head) = unwrapInboundIn(data) {
      let isInterim = (100..<200).contains(head.status.code) && head.status != .switchingProtocols
      interimCount = isInterim ? interimCount + 1 : 0
      guard head.status.code >= 100, interimCount <= Self.mostInterim else {
        hasRefused = true
        context.fireErrorCaught(Refusal(status: Int(clamping: head.status.code)))
        return context.close(promise: nil)
      }
    }
    context.fireChannelRead(data)
  }
}

/// Ends an answer that goes on for ever in what the decoder has no limit for, such as the extension
/// of a chunk.
private final class ByteCount: ChannelDuplexHandler {
  typealias InboundIn = ByteBuffer
  typealias OutboundIn = HTTPClientRequestPart

  private let limit: Int
  private var count = 0

  init(limit: Int) {
    self.limit = limit
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    guard count <= limit else { return }
    count += unwrapInboundIn(data).readableBytes
    guard count <= limit else {
      context.fireErrorCaught(NIOTooManyBytesError(maxBytes: limit))
      return context.close(promise: nil)
    }
    context.fireChannelRead(data)
  }

  /// Another request begins another answer.
  func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
    count = 0
    context.write(data, promise: promise)
  }
}
