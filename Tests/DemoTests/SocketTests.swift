import NIOCore
import NIOEmbedded
import NIOWebSocket
import Synchronization
import Testing

@testable import Demo

/// The thin part between a connection's value and its socket, without one.
@Suite struct SocketTests {
  /// A clock that stands until it is moved.
  private final class Clock: Sendable {
    let milliseconds = Mutex(morning)

    var now: @Sendable () -> Int64 {
      { self.milliseconds.withLock { $0 } }
    }
  }

  private let clock = Clock()

  private func open(_ target: String = "/www.deribit.com/ws/api/v2") throws -> EmbeddedChannel {
    let tape = DemoTape(try DemoHistory())
    let connection = try #require(DemoConnection(target, tape, at: morning))
    let channel = EmbeddedChannel(handler: SocketHandler(connection, now: clock.now))
    try channel.connect(to: SocketAddress(ipAddress: "127.0.0.1", port: 1)).wait()
    return channel
  }

  private func wait(_ milliseconds: Int64, _ channel: EmbeddedChannel) {
    clock.milliseconds.withLock { $0 += milliseconds }
    channel.embeddedEventLoop.advanceTime(by: .milliseconds(milliseconds))
  }

  private func say(_ text: String, _ channel: EmbeddedChannel) throws {
    let mask: WebSocketMaskingKey = [1, 2, 3, 4]
    var data = ByteBuffer(string: text)
    data.webSocketMask(mask)
    try channel.writeInbound(WebSocketFrame(fin: true, opcode: .text, maskKey: mask, data: data))
  }

  private func frame(_ channel: EmbeddedChannel) throws -> WebSocketFrame? {
    try channel.readOutbound(as: WebSocketFrame.self)
  }

  private static let subscription =
    #"{"jsonrpc":"2.0","id":1,"method":"public/subscribe","params":{"channels":["ticker.BTC-PERPETUAL.100ms"]}}"#

  @Test func whatTimeBringsIsSentTwiceASecond() throws {
    let channel = try open()
    try say(Self.subscription, channel)
    #expect(try frame(channel)?.opcode == .text)
    for _ in 0..<3 {
      wait(500, channel)
      #expect(try frame(channel) == nil)
      wait(500, channel)
      let told = try #require(try frame(channel))
      #expect(told.fin && told.opcode == .text && told.maskKey == nil)
    }
    #expect(channel.isActive)
    _ = try channel.finish()
  }

  @Test func whoReadsTooSlowlyIsLeftBehind() throws {
    let channel = try open()
    try say(Self.subscription, channel)
    wait(1_000, channel)
    #expect(channel.isActive)
    channel.isWritable = false
    wait(500, channel)
    #expect(!channel.isActive)
  }

  @Test func aServerThatEndsSaysSo() throws {
    let channel = try open()
    channel.pipeline.fireUserInboundEventTriggered(OpenConnections.Goodbye())
    var data = try #require(try frame(channel)).data
    #expect(data.readWebSocketErrorCode() == .goingAway)
    // Who doesn't close in turn is closed upon.
    wait(1_999, channel)
    #expect(channel.isActive)
    wait(1, channel)
    #expect(!channel.isActive)
    #expect(try frame(channel) == nil)
  }

  @Test func aCloseEndsTheTicks() throws {
    let channel = try open("/ws.okx.com/ws/v5/public")
    wait(30_000, channel)
    var data = try #require(try frame(channel)).data
    #expect(data.readWebSocketErrorCode() == .unknown(4_004))
    try channel.writeInbound(
      WebSocketFrame(fin: true, opcode: .connectionClose, data: ByteBuffer()))
    #expect(!channel.isActive)
    wait(60_000, channel)
    #expect(try frame(channel) == nil)
  }
}
