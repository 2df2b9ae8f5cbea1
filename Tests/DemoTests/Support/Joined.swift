import Feeds
import Liquidations

@testable import Demo

/// 2026-11-25 10:00 UTC.
let morning: Int64 = 1_795_600_800_000

/// An exchange's feed joined to the demo's exchange without a socket, on a clock that is moved by hand.
struct Joined {
  let tape: DemoTape
  private let requests: DemoRequests
  private(set) var feed: ExchangeFeed
  private(set) var now: FeedMoment
  private var lines: [ConnectionID: DemoConnection] = [:]
  private var waiting: [FeedEffect] = []
  /// How often a connection's `due` is called, in milliseconds.
  private let tick: Int64
  /// Whatever was told, by its identity, with the time at which it was told first.
  private(set) var heard: [String: (liquidation: Liquidation, at: Int64)] = [:]
  /// How many times something came that was there already.
  private(set) var repeats = 0
  private(set) var prices: [Feed: Double] = [:]
  private(set) var closed: [Ending] = []
  private var covered: [Feed: [Range<Int64>]] = [:]

  init(
    _ exchange: Exchange, at start: Int64 = morning, tick: Int64 = 500,
    tape: DemoTape? = nil
  ) throws {
    let tape = try tape ?? DemoTape(DemoHistory())
    self.tape = tape
    requests = DemoRequests(tape)
    self.tick = tick
    feed = ExchangeFeed(exchange, generator: Middle())
    now = FeedMoment(elapsed: .seconds(1_000), milliseconds: start)
    waiting = feed.start(at: now)
    work()
  }

  /// Lets the time go on; what falls due on the way is done at its time.
  mutating func run(for duration: Duration) {
    let end = now.milliseconds + Int64(duration / .milliseconds(1))
    while now.milliseconds < end {
      let next = min(end, now.milliseconds - now.milliseconds % tick + tick)
      while let wake = feed.wake, now.milliseconds + left(wake) <= next {
        move(by: left(wake))
        tell(.due)
      }
      move(by: next - now.milliseconds)
      for id in lines.keys.sorted(by: { $0.number < $1.number }) {
        guard let actions = lines[id]?.due(at: now.milliseconds) else { continue }
        perform(actions, id)
      }
    }
  }

  /// Breaks all connections.
  mutating func breakOff() {
    let ids = Array(lines.keys)
    lines = [:]
    for id in ids { tell(.ended(id, .broken)) }
  }

  private func left(_ wake: Duration) -> Int64 {
    max(Int64(((wake - now.elapsed) / .milliseconds(1)).rounded(.up)), 0)
  }

  private mutating func move(by milliseconds: Int64) {
    now.milliseconds += milliseconds
    now.elapsed += .milliseconds(milliseconds)
  }

  private mutating func tell(_ event: FeedEvent) {
    waiting += feed.handle(event, at: now)
    work()
  }

  private mutating func work() {
    while !waiting.isEmpty {
      let effect = waiting.removeFirst()
      switch effect {
      case .connect(let id, let url): connect(id, url)
      case .send(let id, let text):
        if let actions = lines[id]?.received(text, at: now.milliseconds) { perform(actions, id) }
      case .close(let id): lines[id] = nil
      case .get(let id, let url):
        let answer = requests.answer(Self.target(url), at: now.milliseconds)
        let body = Array(answer.body.utf8)
        waiting += feed.handle(
          .answered(
            id,
            answer.status == 200
              ? .body(body) : .refused(HTTPRefusal(status: answer.status, body: body))),
          at: now)
      case .liquidation(let liquidation, _): take(liquidation)
      case .covered(let feed, let seconds):
        let span = seconds.lowerBound.seconds * 1_000..<seconds.upperBound.seconds * 1_000
        covered[feed, default: []].append(span)
      case .price(let feed, let usd, _): prices[feed] = usd
      }
    }
  }

  private static func target(_ url: FeedURL) -> String {
    "/\(url.host)\(url.path)\(url.query.isEmpty ? "" : "?\(url.query)")"
  }

  private mutating func connect(_ id: ConnectionID, _ url: FeedURL) {
    guard let line = DemoConnection(Self.target(url), tape, at: now.milliseconds) else {
      waiting += feed.handle(.refused(id, HTTPRefusal(status: 404)), at: now)
      return
    }
    lines[id] = line
    waiting += feed.handle(.opened(id), at: now)
  }

  private mutating func perform(_ actions: [DemoAction], _ id: ConnectionID) {
    for action in actions {
      switch action {
      case .send(let text): tell(.message(id, Array(text.utf8)))
      case .ping: lines[id]?.receivedPong(at: now.milliseconds)
      case .close(let code):
        lines[id] = nil
        closed.append(.closed(code: code))
        tell(.ended(id, .closed(code: code)))
      }
    }
  }

  private mutating func take(_ liquidation: Liquidation) {
    if heard[liquidation.identity] != nil { repeats += 1 }
    heard[liquidation.identity] =
      heard[liquidation.identity] ?? (liquidation, now.milliseconds)
  }
}

// MARK: - What came of it

extension Joined {
  /// Where all feeds of the exchange are covered, joined where it meets.
  var coverage: [Range<Int64>] {
    let all = Feed.all(of: feed.exchange).map { Self.joined(covered[$0] ?? []) }
    return all.dropFirst().reduce(all.first ?? []) { common, spans in
      common.flatMap { one in
        spans.filter { $0.overlaps(one) }.map { $0.clamped(to: one) }
      }
    }
  }

  private static func joined(_ spans: [Range<Int64>]) -> [Range<Int64>] {
    spans.sorted { $0.lowerBound < $1.lowerBound }.reduce(into: []) { joined, span in
      if let last = joined.last, span.lowerBound <= last.upperBound {
        joined[joined.count - 1] = last.lowerBound..<max(last.upperBound, span.upperBound)
      } else {
        joined.append(span)
      }
    }
  }

  /// What the feed understood of a span, as texts in order.
  func understood(_ span: Range<Int64>) -> [String] {
    heard.values.map(\.liquidation).filter { span.contains($0.milliseconds) }.map { liquidation in
      Self.text(
        liquidation.instrument, liquidation.side, liquidation.milliseconds,
        (liquidation.bitcoin, liquidation.usd), liquidation.price)
    }.sorted()
  }

  /// What is in only one of what was made and what was understood of a span; none if all is well.
  func differences(_ span: Range<Int64>) -> [String] {
    let changes = understood(span).difference(from: made(span))
    return changes.prefix(5).map { "\($0)" }
  }

  /// What the tape has of a span, as the same texts.
  func made(_ span: Range<Int64>) -> [String] {
    var spans: [Range<Int64>] = []
    var start = span.lowerBound
    while start < span.upperBound {
      let end = min(start + DemoTape.longestSpan, span.upperBound)
      spans.append(start..<end)
      start = end
    }
    return spans.flatMap { tape.orders(of: feed.exchange, in: $0) }.map { order in
      Self.text(
        order.contract.name, order.side, order.milliseconds, order.worth, order.price)
    }.sorted()
  }

  private static func text(
    _ name: String, _ side: Side, _ time: Int64, _ worth: (bitcoin: Double, usd: Double),
    _ price: Double
  ) -> String {
    // Finer than any text has it: products are rounded, whole numbers aren't.
    let (bitcoin, usd) = ((worth.bitcoin * 1e8).rounded(), (worth.usd * 1e6).rounded())
    return "\(time) \(name) \(side.name) \(bitcoin) \(usd) \(price)"
  }
}

/// Chance without chance: always the middle of what it could be.
private struct Middle: RandomNumberGenerator {
  mutating func next() -> UInt64 { 1 << 63 }
}
