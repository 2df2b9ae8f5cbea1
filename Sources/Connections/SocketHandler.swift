import Feeds
import NIOCore
import NIOWebSocket

/// The end of a WebSocket's pipeline: messages go to the inbox, pings are answered, and a close is
/// answered and awaited. It reads no more while too much waits to be taken.
final class SocketHandler: ChannelDuplexHandler {
  typealias InboundIn = WebSocketFrame
  typealias OutboundIn = WebSocketFrame
  typealias OutboundOut = WebSocketFrame

  /// A frame that a server doesn't send.
  struct Nonsense: Error {}

  private enum State { case open, closing, ended }

  private let socket: Socket
  private var state = State.open
  /// What was put into the inbox and isn't taken yet, in bytes.
  private var waiting = 0
  /// Whether the channel would read, and was held back.
  private var isHeldBack = false
  private var deadline: Scheduled<Void>?

  init(_ socket: Socket) {
    self.socket = socket
  }

  func handlerAdded(context: ChannelHandlerContext) { socket.open() }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    let frame = unwrapInboundIn(data)
    guard state != .ended else { return }
    guard frame.maskKey == nil, frame.reservedBits.isEmpty else {
      return fail(context, Nonsense(), .protocolError)
    }
    switch frame.opcode {
    case .text, .binary: deliver(frame.data)
    case .ping: answer(context, frame.data)
    case .pong: break
    case .connectionClose: takeClose(context, frame.data)
    default: fail(context, Nonsense(), .protocolError)
    }
  }

  private func deliver(_ data: ByteBuffer) {
    guard state == .open else { return }
    waiting += data.readableBytes + Socket.messageCost
    socket.put(.message(socket.id, Array(data.readableBytesView)))
  }

  /// The other end needs only the answer to its last ping; one that doesn't read gets none.
  private func answer(_ context: ChannelHandlerContext, _ data: ByteBuffer) {
    guard state == .open, context.channel.isWritable else { return }
    send(context, .pong, data)
  }

  private func send(
    _ context: ChannelHandlerContext, _ opcode: WebSocketOpcode, _ data: ByteBuffer
  ) {
    let frame = WebSocketFrame(fin: true, opcode: opcode, maskKey: .random(), data: data)
    context.writeAndFlush(wrapOutboundOut(frame), promise: nil)
  }

  // MARK: The end

  private func takeClose(_ context: ChannelHandlerContext, _ data: ByteBuffer) {
    guard state == .open else { return end(context, .broken) }
    let code = data.getInteger(at: data.readerIndex, as: UInt16.self)
    // Without the words that may come with it.
    let answer = data.getSlice(at: data.readerIndex, length: 2) ?? ByteBuffer()
    send(context, .connectionClose, answer)
    socket.end(.ended(socket.id, .closed(code: code.map(Int.init))))
    expectEnd(context, within: socket.limits.close)
  }

  private func fail(
    _ context: ChannelHandlerContext, _ error: any Error, _ code: WebSocketErrorCode
  ) {
    socket.end(error)
    var data = context.channel.allocator.buffer(capacity: 2)
    data.write(webSocketErrorCode: code)
    send(context, .connectionClose, data)
    state = .ended
    context.close(promise: nil)
  }

  /// Closes the connection, and awaits the other end's word for so long.
  func close(_ context: ChannelHandlerContext, within limit: TimeAmount) {
    if state == .open {
      var data = context.channel.allocator.buffer(capacity: 2)
      data.write(webSocketErrorCode: .normalClosure)
      send(context, .connectionClose, data)
    }
    expectEnd(context, within: limit)
  }

  private func expectEnd(_ context: ChannelHandlerContext, within limit: TimeAmount) {
    state = .closing
    deadline?.cancel()
    let bound = context.loopBound
    deadline = context.eventLoop.scheduleTask(in: limit) { bound.value.close(promise: nil) }
    // What was held back may be the answer.
    release(0, context)
  }

  private func end(_ context: ChannelHandlerContext, _ ending: Ending) {
    state = .ended
    socket.end(.ended(socket.id, ending))
    context.close(promise: nil)
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    guard state != .ended else { return }
    switch error {
    case NIOWebSocketError.invalidFrameLength,
      NIOWebSocketFrameAggregator.Error.accumulatedFrameSizeIsTooLarge,
      NIOWebSocketFrameAggregator.Error.tooManyFragments:
      fail(context, error, .messageTooLarge)
    case is NIOWebSocketError, is NIOWebSocketFrameAggregator.Error:
      fail(context, error, .protocolError)
    default:
      state = .ended
      socket.end(error)
      context.close(promise: nil)
    }
  }

  func channelInactive(context: ChannelHandlerContext) {
    deadline?.cancel()
    state = .ended
    socket.end(.ended(socket.id, .closed(code: nil)))
    context.fireChannelInactive()
  }

  // MARK: Not more than can be taken

  func read(context: ChannelHandlerContext) {
    // A connection that is ending is read for the other end's close.
    if waiting > socket.limits.waiting, state == .open { isHeldBack = true } else { context.read() }
  }

  /// So many bytes were taken out of the inbox.
  func release(_ bytes: Int, _ context: ChannelHandlerContext) {
    waiting -= bytes
    guard isHeldBack, waiting <= socket.limits.waiting || state != .open else { return }
    isHeldBack = false
    context.read()
  }
}
