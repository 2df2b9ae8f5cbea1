import Liquidations

@testable import Feeds

/// An exchange's feed, driven by hand: its time goes on only when told to, and what falls due on the
/// way is done at its time.
struct Conversation {
  var feed: ExchangeFeed
  private(set) var now: FeedMoment
  /// All that was to be done since the last look.
  var effects: [FeedEffect] = []
  /// Each that was told of, and each stretch that was covered.
  private(set) var liquidations: [Liquidation] = []
  private(set) var covered: [(feed: Feed, seconds: Range<Timestamp>)] = []
  /// How far the exchange's clock is ahead of this machine's, in milliseconds.
  var exchangeAhead: Int64 = 0

  /// By the exchange's clock, in milliseconds since 1970-01-01T00:00Z.
  var exchangeTime: Int64 { now.milliseconds + exchangeAhead }

  init(
    _ exchange: Exchange, after known: Timestamp? = nil, at now: FeedMoment = start,
    generator: any RandomNumberGenerator & Sendable = Middle()
  ) {
    feed = ExchangeFeed(exchange, after: known, generator: generator)
    self.now = now
    take(feed.start(at: now))
  }

  private mutating func take(_ effects: [FeedEffect]) {
    self.effects += effects
    for effect in effects {
      switch effect {
      case .liquidation(let liquidation, _): liquidations.append(liquidation)
      case .covered(let feed, let seconds): covered.append((feed, seconds))
      default: break
      }
    }
  }

  mutating func tell(_ event: FeedEvent) { take(feed.handle(event, at: now)) }

  mutating func tell(_ id: ConnectionID, _ text: String) { tell(.message(id, bytes(text))) }

  /// Lets the time go on; both clocks run alike, unless one is set.
  mutating func wait(_ duration: Duration) {
    let end = now.elapsed + duration
    while let wake = feed.wake, wake <= end {
      move(to: max(wake, now.elapsed))
      tell(.due)
    }
    move(to: end)
  }

  private mutating func move(to elapsed: Duration) {
    now.milliseconds += (elapsed - now.elapsed).milliseconds
    now.elapsed = elapsed
  }

  mutating func setClock(ahead: Duration) { now.milliseconds += ahead.milliseconds }

  /// What was sent on a connection since the last look.
  mutating func sent(_ id: ConnectionID) -> [String] {
    defer {
      effects.removeAll { if case .send(id, _) = $0 { true } else { false } }
    }
    return effects.compactMap { if case .send(id, let text) = $0 { text } else { nil } }
  }

  /// Takes out the connections that were to be opened since the last look.
  mutating func connects() -> [(id: ConnectionID, url: String)] {
    defer { effects.removeAll { if case .connect = $0 { true } else { false } } }
    return effects.compactMap { effect in
      if case .connect(let id, let url) = effect { (id, url.text()) } else { nil }
    }
  }

  mutating func closes() -> [ConnectionID] {
    defer { effects.removeAll { if case .close = $0 { true } else { false } } }
    return effects.compactMap { if case .close(let id) = $0 { id } else { nil } }
  }

  mutating func requests(
    _ purpose: RequestID.Purpose
  ) -> [(id: RequestID, url: String)] {
    defer {
      effects.removeAll { effect in
        if case .get(let id, _) = effect { id.purpose == purpose } else { false }
      }
    }
    return effects.compactMap { effect in
      guard case .get(let id, let url) = effect, id.purpose == purpose else { return nil }
      return (id, url.text())
    }
  }

  /// What was covered of a feed, joined where it meets, in seconds since 1970-01-01T00:00Z.
  func spans(_ feed: Feed) -> [Range<Int64>] {
    let all = covered.filter { $0.feed == feed }.map { span in
      span.seconds.lowerBound.seconds..<span.seconds.upperBound.seconds
    }
    return all.sorted { $0.lowerBound < $1.lowerBound }.reduce(into: []) { spans, span in
      if let last = spans.last, span.lowerBound <= last.upperBound {
        spans[spans.count - 1] = last.lowerBound..<max(last.upperBound, span.upperBound)
      } else {
        spans.append(span)
      }
    }
  }

  var state: ExchangeState { feed.state(at: now) }

  /// How the feed stands; nil of one that isn't this exchange's.
  func standing(_ feed: Feed) -> Standing? { state.feeds.first { $0.feed == feed }?.standing }

  /// In how many seconds the feed is tried again; nil while it is connected.
  func retry(_ feed: Feed) -> Double? {
    state.feeds.first { $0.feed == feed }?.retry.map { Double($0 - now.milliseconds) / 1_000 }
  }
}

// MARK: - An exchange that answers well

extension Conversation {
  /// The messages that acknowledge what was asked for.
  static func acknowledgements(_ sent: [String], _ feed: Feed) -> [String] {
    sent.compactMap { JSON(bytes($0)) }.flatMap { message -> [String] in
      let id = message["id"]?.word ?? message["req_id"]?.word ?? ""
      switch feed {
      case .binanceUSDM, .binanceCOINM: return [#"{"result":null,"id":\#(id)}"#]
      case .bybitLinear, .bybitInverse:
        guard message["op"]?.string == "subscribe" else { return [] }
        return [#"{"success":true,"ret_msg":"","conn_id":"c","req_id":"\#(id)","op":"subscribe"}"#]
      case .okx:
        return (message["args"]?.elements ?? []).map { argument in
          let kind = argument["instType"]?.string.map { #""instType":"\#($0)""# }
          let name = argument["instId"]?.string.map { #""instId":"\#($0)""# }
          return #"{"id":"\#(id)","event":"subscribe","arg":{"channel":"#
            + #""\#(argument["channel"]?.string ?? "")",\#(kind ?? name ?? "")},"connId":"a"}"#
        }
      case .deribit:
        guard let channels = message["params"]?["channels"] else {
          return [#"{"jsonrpc":"2.0","id":\#(id),"result":"ok"}"#]
        }
        let names = channels.elements.compactMap(\.string).map { "\"\($0)\"" }
        return [#"{"jsonrpc":"2.0","id":\#(id),"result":[\#(names.joined(separator: ","))]}"#]
      }
    }
  }

  /// Opens the connection and acknowledges all that it asks for.
  mutating func open(_ id: ConnectionID) {
    tell(.opened(id))
    for text in Self.acknowledgements(sent(id), id.feed) { tell(id, text) }
  }

  /// A canary each second, or after another time.
  mutating func live(
    _ ids: [ConnectionID], for duration: Duration, every pause: Duration = .seconds(1)
  ) {
    let end = now.elapsed + duration
    while now.elapsed < end {
      for id in ids { tell(id, Canary.text(id.feed, at: exchangeTime)) }
      wait(min(pause, end - now.elapsed))
    }
    for id in ids { tell(id, Canary.text(id.feed, at: exchangeTime)) }
  }

  /// Connects all feeds, and has each of them live.
  mutating func goLive() -> [ConnectionID] {
    wait(.seconds(1))
    let ids = connects().map(\.id)
    for id in ids { open(id) }
    for id in ids { tell(id, Canary.text(id.feed, at: exchangeTime)) }
    return ids
  }
}
