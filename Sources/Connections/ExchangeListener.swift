import Feeds
import Liquidations
import Live

/// Listens to one exchange: the only owner of its feed, which does what that says, in order, and hands on
/// what comes of it.
struct ExchangeListener {
  private var feed: ExchangeFeed
  private let connector: Connector
  private let requests: RequestClient
  private let clock: FeedClock
  private let inbox: Inbox
  private var sockets: [ConnectionID: Socket] = [:]
  private var burst = Burst()
  private var state: ExchangeState?
  private var standings: [FeedKey: FeedStanding] = [:]

  init(
    _ exchange: Exchange, after known: Timestamp?, _ connector: Connector,
    _ requests: RequestClient, _ clock: FeedClock
  ) {
    feed = ExchangeFeed(exchange, after: known)
    self.connector = connector
    self.requests = requests
    self.clock = clock
    inbox = Inbox(clock)
  }

  /// Listens until its task is cancelled; then all connections are closed.
  ///
  /// It sleeps until something comes, or the feed wants to be woken, and takes no more before what came
  /// was taken.
  ///
  /// - Parameter look: is told how the exchange stands, whenever that has changed.
  mutating func run(
    _ look: (ExchangeState) -> Void = { _ in },
    _ take: @Sendable ([LiveEvent]) async -> Void
  ) async {
    var bell = inbox.bell.makeAsyncIterator()
    perform(feed.start(at: clock.now))
    while !Task.isCancelled {
      let arrivals = inbox.takeAll()
      handle(arrivals)
      if let state = newState() {
        look(state)
        tellStandings(state)
      }
      let events = burst.takeAll()
      if !events.isEmpty { await take(events) }
      release(arrivals)
      inbox.ring(by: feed.wake)
      if await bell.next() == nil { break }
    }
    await closeAll()
  }

  private mutating func handle(_ arrivals: [Inbox.Arrival]) {
    for arrival in arrivals {
      // What was due before it comes first: a connection that was silent for too long is over.
      wake(at: arrival.moment)
      perform(feed.handle(arrival.event, at: arrival.moment))
      forget(arrival.event)
    }
    wake(at: clock.now)
  }

  private mutating func wake(at now: FeedMoment) {
    guard let wake = feed.wake, wake <= now.elapsed else { return }
    perform(feed.handle(.due, at: now))
  }

  private mutating func perform(_ effects: [FeedEffect]) {
    for effect in effects {
      switch effect {
      case .connect(let id, let url): sockets[id] = connector.open(id, url, inbox)
      case .send(let id, let text): sockets[id]?.send(text)
      case .close(let id): sockets.removeValue(forKey: id)?.close()
      case .get(let id, let url):
        requests.get(url) { [inbox] answer in inbox.put(.answered(id, answer)) }
      case .liquidation(let liquidation, isBackfill: _): burst.add(liquidation)
      case .covered(let feed, let time): burst.add(.covered(FeedKey(feed), time))
      case .price(let feed, let usd, let milliseconds):
        let moment = Timestamp(seconds: milliseconds / 1_000)
        burst.add(.price(Price(usd, at: moment, feed.exchange)))
      }
    }
  }

  private mutating func forget(_ event: FeedEvent) {
    switch event {
    case .ended(let id, _), .refused(let id, _): sockets[id] = nil
    case .opened, .message, .answered, .due: break
    }
  }

  /// How the exchange stands; nil if that hasn't changed.
  private mutating func newState() -> ExchangeState? {
    let new = feed.state(at: clock.now)
    guard new != state else { return nil }
    state = new
    return new.reached(by: connector.ways.relay)
  }

  /// Hands on how the feeds stand, as far as it has changed.
  private mutating func tellStandings(_ state: ExchangeState) {
    for (key, standing) in state.standings where standings[key] != standing {
      standings[key] = standing
      burst.add(.standing(key, standing))
    }
  }

  /// More may be read of the connections whose messages were taken.
  private func release(_ arrivals: [Inbox.Arrival]) {
    var taken: [ConnectionID: Int] = [:]
    for case .message(let id, let bytes) in arrivals.lazy.map(\.event) {
      taken[id, default: 0] += bytes.count + Socket.messageCost
    }
    for (id, bytes) in taken { sockets[id]?.release(bytes) }
  }

  private mutating func closeAll() async {
    inbox.silence()
    for socket in sockets.values { socket.close(within: connector.limits.end) }
    for socket in sockets.values { await socket.waitForEnd() }
    sockets = [:]
  }
}
