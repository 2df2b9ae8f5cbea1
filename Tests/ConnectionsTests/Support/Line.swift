import Feeds
import Testing

@testable import Connections
@testable import Feeds

/// One WebSocket to a server on loopback, and what it tells.
struct Line: Sendable {
  static let id = ConnectionID(.binanceUSDM, 1)

  let socket: Socket
  private let inbox: Inbox
  private let events: Events

  /// - Parameters:
  ///   - relay: which stands in for the exchange.
  ///   - environment: says the proxy.
  init(
    _ relay: String, _ environment: [String: String] = [:], authorities: String? = nil,
    limits: Limits = Limits()
  ) throws {
    let ways = try Ways(
      relay: Relay(relay, allowsInsecureHTTP: true), environment, authorities: authorities)
    try self.init(ways, .socket("fstream.binance.com", "/market/ws"), limits)
  }

  init(_ ways: Ways, _ url: FeedURL, _ limits: Limits = Limits()) throws {
    let clock = FeedClock()
    inbox = Inbox(clock)
    events = Events(inbox)
    socket = Connector(ways, userAgent: "liqtop/test", limits, clock).open(Self.id, url, inbox)
  }

  /// How many bytes of messages waited at most when they were taken.
  var mostWaiting: Int { get async { await events.mostWaiting } }

  /// The next thing that happens.
  func next() async throws -> FeedEvent { try #require(await events.next()) }

  /// The next message, as text.
  func message() async throws -> String {
    let event = try await next()
    guard case .message(_, let bytes) = event else {
      Issue.record("no message but \(event)")
      return ""
    }
    socket.release(bytes.count + Socket.messageCost)
    return String(decoding: bytes, as: UTF8.self)
  }

  func opens() async throws {
    let event = try await next()
    guard case .opened = event else {
      Issue.record("not opened but \(event)")
      return
    }
  }

  /// How it ends, with what comes before left out.
  func ending() async throws -> Ending? {
    while true {
      switch try await next() {
      case .ended(_, let ending): return ending
      case .refused(_, let refusal):
        Issue.record("refused: \(refusal)")
        return nil
      case .opened, .message, .answered, .due: continue
      }
    }
  }

  func refusal() async throws -> HTTPRefusal? {
    let event = try await next()
    guard case .refused(_, let refusal) = event else {
      Issue.record("not refused but \(event)")
      return nil
    }
    return refusal
  }
}

/// What comes to an inbox, one by one.
private actor Events {
  private let inbox: Inbox
  private var waiting: [FeedEvent] = []
  private var bell: AsyncStream<Void>.Iterator
  private(set) var mostWaiting = 0

  init(_ inbox: Inbox) {
    self.inbox = inbox
    bell = inbox.bell.makeAsyncIterator()
  }

  func next() async -> FeedEvent? {
    while waiting.isEmpty {
      waiting = inbox.takeAll().map(\.event)
      mostWaiting = max(mostWaiting, waiting.reduce(0) { $0 + $1.size })
      if waiting.isEmpty {
        var bell = bell
        guard await bell.next(isolation: self) != nil else { return nil }
      }
    }
    return waiting.removeFirst()
  }
}

extension FeedEvent {
  /// In bytes, of a message.
  fileprivate var size: Int { if case .message(_, let bytes) = self { bytes.count } else { 0 } }
}
