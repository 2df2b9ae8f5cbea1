import AsyncHTTPClient
import NIOCore
import NIOHTTP1

/// Stands before the HTTP client and refuses what that would trap on, or wait through for ever:
/// a status that no answer can have, and interim answers without end.
final class AnswerGuard: ChannelInboundHandler {
  typealias InboundIn = HTTPClientResponsePart

  /// What was refused: an answer of that status.
  struct Refusal: Error {
    let status: Int
  }

  /// More than anyone sends before the answer proper.
  private static let mostInterim = 20

  private var interimCount = 0
  private var hasRefused = false

  /// Puts one into the pipeline of a new connection, right behind what decodes its bytes.
  static func enter(_ channel: any Channel) -> EventLoopFuture<Void> {
    channel.eventLoop.makeCompletedFuture {
      let pipeline = channel.pipeline.syncOperations
      let decoder = try pipeline.handler(type: ByteToMessageHandler<HTTPResponseDecoder>.self)
      try pipeline.addHandler(AnswerGuard(), position: .after(decoder))
    }
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
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
