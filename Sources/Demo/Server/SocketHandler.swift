import NIOCore
import NIOWebSocket

/// Drives one `DemoConnection` over a WebSocket that has been opened: frames in, frames out, and twice
/// a second what time brings.
final class SocketHandler: ChannelInboundHandler {
  typealias InboundIn = WebSocketFrame
  typealias OutboundOut = WebSocketFrame

  /// How long the other side has to close, too.
  private static let closeLimit = TimeAmount.seconds(2)

  private var connection: DemoConnection
  private let now: @Sendable () -> Int64
  private var timer: Scheduled<Void>?
  private var isClosing = false

  /// - Parameter now: the wall clock, in milliseconds since 1970-01-01T00:00Z.
  init(_ connection: DemoConnection, now: @escaping @Sendable () -> Int64) {
    self.connection = connection
    self.now = now
  }

  func handlerAdded(context: ChannelHandlerContext) { schedule(context) }

  func handlerRemoved(context: ChannelHandlerContext) { timer?.cancel() }

  func channelInactive(context: ChannelHandlerContext) {
    timer?.cancel()
    context.fireChannelInactive()
  }

  /// All connections' ticks fall on the same moments, so that one waking serves them all.
  private func schedule(_ context: ChannelHandlerContext) {
    let wait = DemoConnection.tick - now() % DemoConnection.tick
    timer = context.eventLoop.assumeIsolated().scheduleTask(in: .milliseconds(wait)) {
      self.tick(context)
    }
  }

  private func tick(_ context: ChannelHandlerContext) {
    guard !isClosing else { return }
    // What was sent before heaps up: it is read too slowly.
    guard context.channel.isWritable else { return context.close(promise: nil) }
    perform(connection.due(at: now()), context)
    if !isClosing { schedule(context) }
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    let frame = unwrapInboundIn(data)
    switch frame.opcode {
    case .text: received(frame.unmaskedData, context)
    case .ping: send(.pong, frame.unmaskedData, context)
    case .pong: connection.receivedPong(at: now())
    case .connectionClose: answerClose(frame.unmaskedData, context)
    default: close(.unacceptableData, context)
    }
  }

  private func received(_ data: ByteBuffer, _ context: ChannelHandlerContext) {
    guard !isClosing else { return }
    guard let message = String(validating: data.readableBytesView, as: UTF8.self) else {
      return close(.dataInconsistentWithMessage, context)
    }
    perform(connection.received(message, at: now()), context)
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    switch error {
    case NIOWebSocketError.invalidFrameLength,
      NIOWebSocketFrameAggregator.Error.accumulatedFrameSizeIsTooLarge,
      NIOWebSocketFrameAggregator.Error.tooManyFragments:
      close(.messageTooLarge, context)
    default: close(.protocolError, context)
    }
  }

  func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
    if event is OpenConnections.Goodbye {
      close(.goingAway, context)
    } else {
      context.fireUserInboundEventTriggered(event)
    }
  }
}

// MARK: - Writing

extension SocketHandler {
  private func perform(_ actions: [DemoAction], _ context: ChannelHandlerContext) {
    for action in actions {
      switch action {
      case .send(let text): write(.text, ByteBuffer(string: text), context)
      case .ping: write(.ping, ByteBuffer(string: "\(now())"), context)
      case .close(let code): return close(WebSocketErrorCode(codeNumber: code), context)
      }
    }
    if !actions.isEmpty { context.flush() }
  }

  private func write(
    _ opcode: WebSocketOpcode, _ data: ByteBuffer, _ context: ChannelHandlerContext
  ) {
    context.write(
      wrapOutboundOut(WebSocketFrame(fin: true, opcode: opcode, data: data)), promise: nil)
  }

  private func send(_ opcode: WebSocketOpcode, _ data: ByteBuffer, _ context: ChannelHandlerContext)
  {
    guard !isClosing else { return }
    write(opcode, data, context)
    context.flush()
  }

  /// Says why, and closes once the other side has said so too, or doesn't in time.
  private func close(_ code: WebSocketErrorCode, _ context: ChannelHandlerContext) {
    guard !isClosing else { return }
    var data = ByteBuffer()
    data.write(webSocketErrorCode: code)
    send(.connectionClose, data, context)
    isClosing = true
    timer?.cancel()
    timer = context.eventLoop.assumeIsolated().scheduleTask(in: Self.closeLimit) {
      context.close(promise: nil)
    }
  }

  private func answerClose(_ data: ByteBuffer, _ context: ChannelHandlerContext) {
    // The code is repeated, its words aren't.
    send(.connectionClose, data.getSlice(at: data.readerIndex, length: 2) ?? ByteBuffer(), context)
    isClosing = true
    context.close(promise: nil)
  }
}

/// Lets no frame pass that isn't masked, as all of a client's have to be.
final class MaskCheck: ChannelInboundHandler {
  typealias InboundIn = WebSocketFrame
  typealias InboundOut = WebSocketFrame

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    guard unwrapInboundIn(data).maskKey != nil else {
      return context.fireErrorCaught(Unmasked())
    }
    context.fireChannelRead(data)
  }

  struct Unmasked: Error {}
}
