import Liquidations
import NIOCore

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// An answer byte by byte, for what no decent server does.
struct Wire: Sendable {
  let answer: @Sendable (any Channel) -> Void

  /// The bytes as they are; then the connection stays open, or is closed.
  static func bytes(_ text: String, closes: Bool = false) -> Wire {
    Wire { channel in
      channel.writeAndFlush(ByteBuffer(string: text)).whenComplete { _ in
        if closes { channel.close(promise: nil) }
      }
    }
  }

  /// Half of a body that was said to be whole, then the end.
  static func cut(_ body: [UInt8]) -> Wire {
    let half = String(decoding: body.prefix(body.count / 2), as: UTF8.self)
    return bytes("\(head)Content-Length: \(body.count)\r\n\r\n\(half)", closes: true)
  }

  /// The beginning of a body, then a reset of the connection.
  static let reset = Wire { channel in
    channel.writeAndFlush(ByteBuffer(string: "\(head)Content-Length: 100\r\n\r\n[[")).whenComplete {
      _ in
      // Lingering for no time makes the close a reset.
      let none = linger(l_onoff: 1, l_linger: 0)
      (channel as? any SocketOptionProvider)?.setSoLinger(none).whenComplete { _ in
        channel.close(promise: nil)
      }
    }
  }

  /// The body in chunks of a few bytes, each a write of its own.
  static func dribble(_ body: [UInt8]) -> Wire {
    Wire { channel in
      channel.writeAndFlush(
        ByteBuffer(string: "\(head)Transfer-Encoding: chunked\r\n\r\n"), promise: nil)
      var rest = body[...]
      while !rest.isEmpty {
        let chunk = rest.prefix(7)
        rest = rest.dropFirst(chunk.count)
        var bytes = ByteBuffer(string: "\(chunk.count)\r\n")
        bytes.writeBytes(chunk)
        bytes.writeString("\r\n")
        channel.writeAndFlush(bytes, promise: nil)
      }
      channel.writeAndFlush(ByteBuffer(string: "0\r\n\r\n"), promise: nil)
    }
  }

  /// Bytes after a beginning, as fast as they are taken, for as long as there is a connection.
  static func endless(_ beginning: String, _ text: String) -> Wire {
    let block = ByteBuffer(string: String(repeating: text, count: 65_536 / text.utf8.count))
    return Wire { channel in
      channel.writeAndFlush(ByteBuffer(string: head + beginning)).whenSuccess {
        pour(block, into: channel)
      }
    }
  }

  /// The same text again and again, without a beginning.
  static func flood(_ text: String) -> Wire {
    let block = ByteBuffer(string: String(repeating: text, count: 65_536 / text.utf8.count))
    return Wire { pour(block, into: $0) }
  }

  /// A byte now and then, for as long as there is a connection.
  static let trickle = Wire { channel in
    channel.writeAndFlush(
      ByteBuffer(string: "\(head)Content-Length: 100000\r\n\r\n["), promise: nil)
    let drops = channel.eventLoop.scheduleRepeatedTask(
      initialDelay: .zero, delay: .milliseconds(200)
    ) { _ in
      channel.writeAndFlush(ByteBuffer(string: " "), promise: nil)
    }
    channel.closeFuture.whenComplete { _ in drops.cancel() }
  }

  static let head = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"

  private static func pour(_ block: ByteBuffer, into channel: any Channel) {
    channel.writeAndFlush(block).whenSuccess {
      // Not at once: a write that is done at once would call itself ever deeper.
      channel.eventLoop.execute { pour(block, into: channel) }
    }
  }
}
