import Liquidations
import NIOCore
import NIOSSL
import Newhedge
import Synchronization
import Testing
import WorkSupport

/// What a broken or hostile server may send: the worst is one call's error, soon and in little memory.
@Suite(.timeLimit(.minutes(20)), .deadlines) struct ClientFloodTests {
  /// Each on a connection of its own, one after another.
  @Test func everyStatusFromNoughtToTheLastIsOneCallsErrorAtMost() async throws {
    let status = Mutex(0)
    try await RawServer.running { channel, _ in
      let code = status.withLock(\.self)
      let digits = String(repeating: "0", count: 3 - "\(code)".count) + "\(code)"
      channel.send("HTTP/1.1 \(digits) What\r\nContent-Length: 2\r\nConnection: close\r\n\r\n[]")
      // An interim answer is followed by none.
      if (100..<200).contains(code) { channel.close(promise: nil) }
    } _: { server in
      try await withClient(of: "http://127.0.0.1:\(server.port)") { client in
        for code in 0...999 {
          status.withLock { $0 = code }
          let result = await result(of: client)
          switch code {
          case 0..<100: #expect(result.reason == .unexpected(status: code))
          case 200: #expect(result.reason == nil)
          default: #expect(result.reason != nil, "\(code)")
          }
        }
      }
    }
  }

  @Test(arguments: [
    "HTTP/1.1 -1 What\r\n\r\n", "HTTP/1.1  \r\n\r\n", "HTTP/1.1 1000 What\r\n\r\n",
    "HTTP/1.1 000\r\n\r\nHTTP/1.1 000\r\n\r\n", "HTTP/1.1 99 What\r\n\r\n", "HTTP/0.9 000\r\n\r\n",
    "HTTP/1.1 101 Switching\r\nUpgrade: h2c\r\n\r\nPRI", "HTTP/2 000\r\n\r\n",
    "HTTP/1.1 050 What\r\nContent-Encoding: gzip\r\n\r\n",
    "HTTP/1.1 100 What\r\nContent-Encoding: gzip\r\n\r\nHTTP/1.1 000 What\r\n\r\n",
  ])
  func whatIsNoStatusIsOneCallsError(head: String) async throws {
    let result = try await RawServer.running { channel, _ in
      channel.send(head)
      channel.close(promise: nil)
    } _: {
      try await fetch(from: $0.port)
    }
    #expect(result.reason != nil)
  }

  /// Poured for as long as they are taken: each is ended by the client.
  @Test(arguments: [
    (Flood("interim answers", "", "HTTP/1.1 100 Continue\r\n\r\n"), 100),
    (Flood("other interim answers", "", "HTTP/1.1 103 Early\r\nLink: a\r\n\r\n"), 103),
    (Flood("answers of no status", "", "HTTP/1.1 000 No\r\n\r\n"), 0),
  ])
  func interimAnswersWithoutEndAreEnded(flood: Flood, status: Int) async throws {
    #expect(try await flood.reason == .unexpected(status: status))
  }

  @Test(arguments: [
    Flood("headers", "HTTP/1.1 200 OK\r\n", "A: b\r\n"),
    Flood("one header", "HTTP/1.1 200 OK\r\nA: ", "aaaaaaaa"),
    Flood("a status line", "HTTP/1.1 200 ", "OK"),
    Flood("trailers", "\(chunked)0\r\n", "A: b\r\n"),
    Flood("a chunk's extension", "\(chunked)2;a=", "aaaaaaaa"),
    Flood("a chunk's size", chunked, "0000000000000000"),
    Flood("empty chunks that end nothing", chunked, "1\r\n \r\n"),
  ])
  func noPartOfAnAnswerIsTakenWithoutEnd(flood: Flood) async throws {
    let reason = try await flood.reason
    #expect(
      reason == .connectionLost(host: "127.0.0.1") || reason == .tooLarge(limit: 1 << 20),
      "\(String(describing: reason))")
  }

  @Test func aServerOfHTTP2AloneIsNotSpokenTo() async throws {
    let frames: [[UInt8]] = [
      [0, 0, 8, 6, 0, 0, 0, 0, 0] + [UInt8](repeating: 0, count: 8), [0, 0, 0, 4, 0, 0, 0, 0, 0],
      [0, 0, 0, 0, 0, 0, 0, 0, 1], [0, 0, 0, 9, 0, 0, 0, 0, 1],
    ]
    for frame in frames {
      let text = String(decoding: frame, as: UTF8.self)
      #expect(try await Flood("frames", "", text).reason == .connectionLost(host: "127.0.0.1"))
    }
  }

  private static let chunked = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
}

/// Bytes poured into an answer, as fast as they are taken and for as long.
struct Flood: Sendable, CustomTestStringConvertible {
  /// No more than that is poured: who has taken so much would take all.
  private static let limit = 64 << 20

  let testDescription: String
  private let beginning: String
  private let text: String

  init(_ name: String, _ beginning: String, _ text: String) {
    testDescription = name
    self.beginning = beginning
    self.text = text
  }

  /// What the call came to.
  var reason: FetchError.Reason? {
    get async throws {
      let source = Source(block: ByteBuffer(string: String(repeating: text, count: 4_096)))
      let result = try await RawServer.running { channel, _ in
        channel.send(beginning)
        source.pour(into: channel)
      } _: { server in
        try await fetch(from: server.port, limits: .init(whole: .seconds(120), bytes: 1 << 20))
      }
      #expect(source.poured.load(ordering: .relaxed) < Self.limit)
      return result.reason
    }
  }

  private final class Source: Sendable {
    let poured = Atomic(0)
    private let block: ByteBuffer

    init(block: ByteBuffer) {
      self.block = block
    }

    func pour(into channel: any Channel) {
      let all = poured.add(block.readableBytes, ordering: .relaxed).newValue
      guard all < Flood.limit else { return channel.close(promise: nil) }
      channel.writeAndFlush(block).whenSuccess {
        // Not at once: a write that is done at once would call itself ever deeper.
        channel.eventLoop.execute { self.pour(into: channel) }
      }
    }
  }
}
