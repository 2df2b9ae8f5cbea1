import AsyncHTTPClient
import NIOCore
import NIOHTTP1
import Synchronization

/// An answer before it is decoded.
struct RawAnswer: Sendable {
  let head: HTTPResponseHead
  var body = ByteBuffer()

  /// The beginning of the body.
  var text: String {
    String(decoding: body.readableBytesView.prefix(QuotaAnswer.bodyLimit), as: UTF8.self)
  }

  /// Whether it is meant for people; nil if its head doesn't tell.
  var isPageByHead: Bool? {
    let types = head.headers["Content-Type"].map { $0.lowercased() }
    if types.contains(where: { $0.contains("html") }) { return true }
    return types.isEmpty ? nil : false
  }

  var isPage: Bool { isPageByHead ?? (text.first { !$0.isWhitespace } == "<") }
}

/// Receives an answer, and ends it as soon as no more of it matters.
final class AnswerReceiver: HTTPClientResponseDelegate {
  /// What is still to come doesn't matter.
  struct Enough: Error {}

  private struct State {
    var hasSent = false
    var answer: RawAnswer?
  }

  private let state = Mutex(State())
  private let limit: Int

  /// - Parameter limit: of the body, in bytes.
  init(limit: Int) {
    self.limit = limit
  }

  /// Whether there was a connection on which the call went out.
  var hasSent: Bool { state.withLock(\.hasSent) }

  /// What has come of an answer that isn't what was asked for; nil if none has.
  var refusal: RawAnswer? {
    state.withLock { $0.answer.flatMap { $0.head.status == .ok ? nil : $0 } }
  }

  func didSendRequestHead(task: HTTPClient.Task<RawAnswer>, _ head: HTTPRequestHead) {
    state.withLock { $0.hasSent = true }
  }

  func didReceiveHead(task: HTTPClient.Task<RawAnswer>, _ head: HTTPResponseHead)
    -> EventLoopFuture<Void>
  {
    let answer = RawAnswer(head: head)
    state.withLock { $0.answer = answer }
    let length = head.headers.first(name: "Content-Length").flatMap(Int.init)
    return task.eventLoop.makeCompletedFuture {
      switch head.status {
      case .ok: if let length, length > limit { throw NIOTooManyBytesError(maxBytes: limit) }
      // The one has no body, the other's is looked into.
      case .notModified, .tooManyRequests: break
      case .unauthorized, .forbidden: if answer.isPageByHead != nil { throw Enough() }
      default: throw Enough()
      }
    }
  }

  func didReceiveBodyPart(task: HTTPClient.Task<RawAnswer>, _ part: ByteBuffer)
    -> EventLoopFuture<Void>
  {
    let size = state.withLock { state in
      state.answer?.body.writeImmutableBuffer(part)
      return state.answer?.body.readableBytes ?? 0
    }
    return task.eventLoop.makeCompletedFuture {
      if refusal != nil, size >= QuotaAnswer.bodyLimit { throw Enough() }
      if size > limit { throw NIOTooManyBytesError(maxBytes: limit) }
    }
  }

  func didFinishRequest(task: HTTPClient.Task<RawAnswer>) throws -> RawAnswer {
    guard let answer = state.withLock(\.answer) else { throw Enough() }
    return answer
  }
}
