import NIOCore
import NIOEmbedded
import NIOPosix
import Synchronization
import Testing

@testable import APIServer

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// More connections than there are descriptors, and requests that others would read otherwise.
@Suite(.timeLimit(.minutes(20))) struct CrowdTests {
  /// A listening channel that nothing is done with.
  private func listener() async throws -> any Channel {
    try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
      .serverChannelInitializer { channel in
        channel.eventLoop.makeCompletedFuture {
          try channel.pipeline.syncOperations.addHandler(AcceptPause(), position: .first)
        }
      }
      .bind(host: "127.0.0.1", port: 0).get()
  }

  @Test(arguments: [EMFILE, ENFILE, ENOBUFS, ENOMEM])
  func withoutDescriptorsNothingIsAcceptedForAMoment(code: Int32) async throws {
    let channel = try await listener()
    channel.pipeline.fireErrorCaught(IOError(errnoCode: code, reason: "accept"))
    #expect(try await !channel.getOption(.autoRead).get(), "the socket isn't watched")
    try await channel.eventLoop.scheduleTask(in: AcceptPause.length) {}.futureResult.get()
    #expect(try await channel.getOption(.autoRead).get())
    try await channel.close()
  }

  @Test func anotherErrorIsPassedOn() {
    let channel = EmbeddedChannel(handlers: [AcceptPause()])
    channel.pipeline.fireErrorCaught(IOError(errnoCode: EINVAL, reason: "accept"))
    #expect(throws: IOError.self) { try channel.throwIfErrorCaught() }
  }

  /// The bytes of the request, and how the answer begins.
  @Test(arguments: [
    ("Transfer-Encoding: chunked\r\n\r\n0\n\r\n", "400"),
    ("Transfer-Encoding: chunked\r\n\r\n3\nabc\r\n0\r\n\r\nGET /x HTTP/1.1\r\n\r\n", "400"),
    ("Transfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n", "400"),
    ("Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n", "400"),
    ("Content-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", "400"),
    ("Content-Length: 0\r\n\r\n", "404"), ("Content-Length: 2\r\n\r\nab", "404"),
    ("\r\n", "404"),
  ])
  func aBodyInChunksIsRefused(rest: String, status: String) async throws {
    let answers = try await withServer { port in
      try await Self.exchange("GET /nowhere HTTP/1.1\r\nHost: a\r\n\(rest)", with: port)
    }
    #expect(answers.hasPrefix("HTTP/1.1 \(status) "), "\(answers)")
    // One answer, and the connection is closed where what follows would be another request.
    #expect(answers.split(separator: "HTTP/1.1 ").count == 1)
  }

  /// Sends the text, says that no more will come, and collects what is answered until the end.
  private static func exchange(_ text: String, with port: Int) async throws -> String {
    let answers = Answers()
    let channel = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
      .channelOption(.allowRemoteHalfClosure, value: true)
      .channelInitializer { $0.pipeline.addHandler(Collector(answers)) }
      .connect(host: "127.0.0.1", port: port).get()
    // In one turn of the loop: who refuses it may have closed the connection right after the first.
    channel.eventLoop.execute {
      channel.writeAndFlush(ByteBuffer(string: text), promise: nil)
      channel.close(mode: .output, promise: nil)
    }
    try await channel.closeFuture.get()
    return answers.text
  }

  private final class Answers: Sendable {
    private let state = Mutex("")

    var text: String { state.withLock(\.self) }

    func add(_ more: String) { state.withLock { $0 += more } }
  }

  private final class Collector: ChannelInboundHandler, Sendable {
    typealias InboundIn = ByteBuffer

    private let answers: Answers

    init(_ answers: Answers) {
      self.answers = answers
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
      answers.add(String(buffer: unwrapInboundIn(data)))
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
      if case ChannelEvent.inputClosed = event { context.close(promise: nil) }
    }
  }
}
