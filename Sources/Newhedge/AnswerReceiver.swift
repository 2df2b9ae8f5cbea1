import AsyncHTTPClient
import NIOCore
import NIOHTTP1
import Synchronization

/// An answer before it is decoded.
struct RawAnswer: Sendable {
  let head: HTTPResponseHead
  var body = ByteBuffer()

  var text: String {
    String(decoding: body.readableBytesView.prefix(QuotaAnswer.bodyLimit), as: UTF8.self)
  }
}

/// Receives an answer, and ends it as soon as no more of it matters.
final class AnswerReceiver: HTTPClientResponseDelegate {
  /// What is still to come doesn't matter.
  struct Enough: Error {}

  private let received = Mutex<RawAnswer?>(nil)
  private let limit: Int

  /// - Parameter limit: of the body, in bytes.
  init(limit: Int) {
    self.limit = limit
  }

  /// What has come of an answer that isn't what was asked for; nil if none has.
  var refusal: RawAnswer? { received.withLock { $0.flatMap { $0.head.status == .ok ? nil : $0 } } }

  func didReceiveHead(task: HTTPClient.Task<RawAnswer>, _ head: HTTPResponseHead)
    -> EventLoopFuture<Void>
  {
    received.withLock { $0 = RawAnswer(head: head) }
    let length = head.headers.first(name: "Content-Length").flatMap(Int.init)
    return task.eventLoop.makeCompletedFuture {
      switch head.status {
      case .ok: if let length, length > limit { throw NIOTooManyBytesError(maxBytes: limit) }
      // The one has no body, the other's is looked into.
      case .notModified, .tooManyRequests: break
      default: throw Enough()
      }
    }
  }

  func didReceiveBodyPart(task: HTTPClient.Task<RawAnswer>, _ part: ByteBuffer)
    -> EventLoopFuture<Void>
  {
    let size = received.withLock { answer in
      answer?.body.writeImmutableBuffer(part)
      return answer?.body.readableBytes ?? 0
    }
    return task.eventLoop.makeCompletedFuture {
      if refusal != nil, size >= QuotaAnswer.bodyLimit { throw Enough() }
      if size > limit { throw NIOTooManyBytesError(maxBytes: limit) }
    }
  }

  func didFinishRequest(task: HTTPClient.Task<RawAnswer>) throws -> RawAnswer {
    guard let answer = received.withLock(\.self) else { throw Enough() }
    return answer
  }
}
