import Hummingbird
import NIOCore
import NIOHTTP1
import NIOHTTPTypes

/// Refuses a request whose body comes in chunks, and ends the connection: no call has a body, and
/// the library takes chunks whose ends others would see elsewhere.
final class ChunkRefusal: ChannelInboundHandler, RemovableChannelHandler {
  typealias InboundIn = HTTPRequestPart

  private var hasRefused = false

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    guard !hasRefused else { return }
    if case .head(let head) = unwrapInboundIn(data), head.headerFields[.transferEncoding] != nil {
      hasRefused = true
      return context.fireErrorCaught(HTTPParserError.unexpectedContentLength)
    }
    context.fireChannelRead(data)
  }
}
