import ExchangeSupport
import Feeds
import Liquidations
import Live

@testable import Connections

/// What came of listening, in order.
actor Heard {
  private(set) var events: [LiveEvent] = []
  /// How many events came together.
  private(set) var batches: [Int] = []
  private var watchers: [Int: AsyncStream<Void>.Continuation] = [:]
  private var lastWatcher = 0
  private var isHeld = false
  private var held: [CheckedContinuation<Void, Never>] = []

  /// Runs `body` while a server is listened to.
  static func listening(
    to server: ExchangeServer, _ body: (Heard) async throws -> Void
  ) async throws {
    let heard = Heard()
    let source = ExchangeConnections(
      by: try Ways(relay: .init(server.url)), userAgent: "liqtop/test")
    let listening = Task { await source.listen(after: [:]) { await heard.take($0) } }
    do {
      try await body(heard)
    } catch {
      listening.cancel()
      await listening.value
      throw error
    }
    listening.cancel()
    await listening.value
  }

  /// Holds up who hands something on.
  func hold() { isHeld = true }

  func release() {
    isHeld = false
    for continuation in held { continuation.resume() }
    held = []
  }

  private func take(_ new: [LiveEvent]) async {
    if isHeld { await withCheckedContinuation { held.append($0) } }
    events += new
    batches.append(new.count)
    for watcher in watchers.values { watcher.yield() }
  }

  /// Waits until what came is so, or the task is cancelled.
  func waits(until isDone: @Sendable ([LiveEvent]) -> Bool) async {
    let (changes, changed) = AsyncStream.makeStream(
      of: Void.self, bufferingPolicy: .bufferingNewest(1))
    lastWatcher += 1
    let number = lastWatcher
    watchers[number] = changed
    defer { watchers[number] = nil }
    if isDone(events) { return }
    for await _ in changes where isDone(events) { return }
  }

  /// Waits until a feed stands so.
  @discardableResult
  func waits(for feed: FeedKey, _ state: FeedStanding.State) async -> FeedStanding? {
    await waits { $0.standing(of: feed)?.state == state }
    return events.standing(of: feed)
  }
}

extension [LiveEvent] {
  var liquidations: [Liquidation] {
    flatMap { event -> [Liquidation] in
      if case .liquidations(let liquidations) = event { liquidations } else { [] }
    }
  }

  /// The last that was told.
  func standing(of feed: FeedKey) -> FeedStanding? {
    last { if case .standing(feed, _) = $0 { true } else { false } }.flatMap {
      if case .standing(_, let standing) = $0 { standing } else { nil }
    }
  }

  var prices: [Price] { compactMap { if case .price(let price) = $0 { price } else { nil } } }

  /// In which seconds a feed was heard, joined where they meet.
  func covered(_ feed: FeedKey) -> Spans {
    Spans(
      compactMap { event in
        guard case .covered(feed, let time) = event else { return nil }
        return time.lowerBound.seconds..<time.upperBound.seconds
      })
  }
}
