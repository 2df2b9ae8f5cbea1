import Feeds
import Liquidations
import NIOConcurrencyHelpers
import NIOCore
import NIOSSL
import NIOWebSocket
import Newhedge

/// One WebSocket, from the attempt to open it to its end, of which it tells once.
final class Socket: Sendable {
  private struct State {
    var channel: (any Channel)?
    var hasEnded = false
    /// Whether it is to be closed as soon as it is there.
    var isUnwanted = false
  }

  /// What a message takes beside its bytes.
  static let messageCost = 64

  let id: ConnectionID
  let limits: Limits
  private let inbox: Inbox
  private let route: Route
  private let clock: FeedClock
  private let state = NIOLockedValueBox(State())

  init(
    _ id: ConnectionID, by route: Route, _ limits: Limits, _ inbox: Inbox, _ clock: FeedClock
  ) {
    self.id = id
    self.route = route
    self.limits = limits
    self.inbox = inbox
    self.clock = clock
  }

  var now: Timestamp { clock.time }

  // MARK: What the channel tells

  /// There is a connection, though nothing is agreed on yet.
  func take(_ channel: any Channel) {
    let isUnwanted = state.withLockedValue { state in
      state.channel = channel
      return state.isUnwanted
    }
    if isUnwanted { channel.close(promise: nil) }
  }

  func open() { put(.opened(id)) }

  func put(_ event: FeedEvent) { inbox.put(event) }

  /// The last that is told of it; what comes after is its echo.
  func end(_ event: FeedEvent) {
    let isFirst = state.withLockedValue { state in
      defer { state.hasEnded = true }
      return !state.hasEnded
    }
    if isFirst { put(event) }
  }

  func end(_ error: any Error, certificate: NIOSSLCertificate? = nil) {
    end(.ended(id, Ending(error, by: route, certificate: certificate, at: now)))
  }

  // MARK: What is asked of it

  func send(_ text: String) {
    guard let channel = state.withLockedValue({ $0.channel }) else { return }
    channel.writeAndFlush(
      WebSocketFrame(
        fin: true, opcode: .text, maskKey: .random(), data: ByteBuffer(string: text)),
      promise: nil)
  }

  /// So many bytes of its messages were taken out of the inbox.
  func release(_ bytes: Int) {
    with { handler, context in handler.release(bytes, context) }
  }

  /// Closes it, once there is one; nothing of it is told any more.
  func close(within limit: TimeAmount? = nil) {
    let limit = limit ?? limits.close
    let channel = state.withLockedValue { state in
      state.hasEnded = true
      state.isUnwanted = true
      return state.channel
    }
    guard let channel else { return }
    channel.eventLoop.execute {
      let pipeline = channel.pipeline.syncOperations
      if let handler = try? pipeline.handler(type: SocketHandler.self),
        let context = try? pipeline.context(handler: handler)
      {
        handler.close(context, within: limit)
      } else {
        channel.close(promise: nil)
      }
    }
  }

  /// Waits for its end, which has been asked for.
  func waitForEnd() async {
    guard let channel = state.withLockedValue({ $0.channel }) else { return }
    // It never fails.
    try? await channel.closeFuture.get()
  }

  private func with(
    _ body: @escaping @Sendable (SocketHandler, ChannelHandlerContext) -> Void
  ) {
    guard let channel = state.withLockedValue({ $0.channel }) else { return }
    channel.eventLoop.execute {
      let pipeline = channel.pipeline.syncOperations
      // There is none before the handshake, and after the end.
      guard let handler = try? pipeline.handler(type: SocketHandler.self),
        let context = try? pipeline.context(handler: handler)
      else { return }
      body(handler, context)
    }
  }
}
