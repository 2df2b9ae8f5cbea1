import Liquidations

/// One feed: when to connect, subscribe, ping, give up and come back, as a value that does nothing by
/// itself. It has one connection, and two while one replaces the other.
struct FeedMachine: Sendable {
  /// From the first to the second feed of an exchange, so that both don't connect at once.
  static let stagger = Duration.milliseconds(700)
  /// For how long a canary must have lived until what went wrong before is forgotten.
  static let recovery = Duration.seconds(60)
  /// A price that hasn't changed is told no more often.
  private static let priceInterval = Duration.seconds(5)
  /// Between the attempts to open a successor.
  private static let replacementPause = Duration.seconds(300)

  let feed: Feed
  private(set) var dialect: any Dialect
  private(set) var standing = Standing.connecting
  /// Since when it stands so, in milliseconds since 1970-01-01T00:00Z.
  private(set) var since: Int64 = 0
  var odd = OddTally()
  private(set) var findings = Findings()
  /// The last stretch between canaries of connections that overlap.
  private(set) var heard: HeardSpan?
  /// The connection in use comes first, the one that is to replace it second.
  var links: [Link] = []
  private(set) var route = 0
  /// When to connect, if not now.
  private(set) var retry: Duration?
  /// When to replace the connection, if it lives that long.
  private var replacement: Duration?
  private var failures = 0
  private var connections = 0
  private var price: (usd: Double, told: Duration)?
  private var generator: any RandomNumberGenerator & Sendable
  private(set) var hasUnknownContract = false
  /// Whether this machine's clock and the exchange's are so far apart that rows aren't believed.
  private(set) var hasWrongClock = false

  init(_ feed: Feed, generator: any RandomNumberGenerator & Sendable) {
    self.feed = feed
    self.generator = generator
    dialect =
      switch feed {
      case .binanceUSDM, .binanceCOINM: BinanceDialect(feed)
      case .bybitLinear, .bybitInverse: BybitDialect(feed)
      case .okx: OKXDialect()
      case .deribit: DeribitDialect()
      }
  }

  /// When `due` has to be called; nil if only an event of a connection can bring something.
  var wake: Duration? {
    let ofLinks = links.flatMap { link in
      [
        link.deadline(patience: dialect.patience)?.time, link.nextSend,
        link.pinged.map { $0 + Link.pingInterval },
        link.pending.values.map { $0.sent + Link.acknowledgementLimit }.min(),
      ]
    }
    return (ofLinks + [retry, links.count == 1 ? replacement : nil]).compactMap(\.self).min()
  }

  mutating func start(at now: FeedMoment) {
    since = now.milliseconds
    retry = now.elapsed + (Feed.all(of: feed.exchange).first == feed ? .zero : Self.stagger)
  }

  /// Takes over the list of contracts, and asks for what it has beyond what was asked for.
  mutating func learn(
    _ contracts: Contracts, at now: FeedMoment, _ effects: inout [FeedEffect]
  ) {
    dialect.contracts = contracts
    hasUnknownContract = false
    for index in links.indices where links[index].opened != nil {
      subscribe(index, at: now, &effects)
    }
  }

  /// Does what the time demands.
  mutating func due(at now: FeedMoment, _ effects: inout [FeedEffect]) {
    for link in links {
      guard let deadline = link.deadline(patience: dialect.patience), deadline.time <= now.elapsed
      else {
        continue
      }
      effects.append(.close(link.id))
      fail(link.id, deadline.standing, at: now)
    }
    for index in links.indices {
      giveUpOptional(index, at: now)
      sendWaiting(index, at: now, &effects)
      ping(index, at: now, &effects)
    }
    if let retry, retry <= now.elapsed {
      self.retry = nil
      connect(at: now, &effects)
    }
    if links.count == 1, let replacement, replacement <= now.elapsed {
      self.replacement = nil
      connect(at: now, &effects)
    }
  }

  private mutating func connect(at now: FeedMoment, _ effects: inout [FeedEffect]) {
    connections += 1
    let id = ConnectionID(feed, connections)
    links.append(Link(id, route: route, began: now.elapsed))
    effects.append(.connect(id, dialect.routes[route]))
  }

  private mutating func ping(_ index: Int, at now: FeedMoment, _ effects: inout [FeedEffect]) {
    guard let ping = dialect.ping, let pinged = links[index].pinged,
      pinged + Link.pingInterval <= now.elapsed
    else {
      return
    }
    links[index].pinged = now.elapsed
    effects.append(.send(links[index].id, ping))
  }

  private mutating func stand(_ standing: Standing, at now: FeedMoment) {
    guard standing != self.standing else { return }
    self.standing = standing
    since = now.milliseconds
  }
}

// MARK: - What a connection tells

extension FeedMachine {
  mutating func opened(
    _ id: ConnectionID, at now: FeedMoment, _ effects: inout [FeedEffect]
  ) {
    guard let index = index(id), links[index].opened == nil else { return }
    links[index].opened = now.elapsed
    links[index].pinged = dialect.ping == nil ? nil : now.elapsed
    effects += dialect.opening.map { .send(id, $0) }
    subscribe(index, at: now, &effects)
  }

  mutating func received(
    _ message: [UInt8], on id: ConnectionID, at now: FeedMoment, _ effects: inout [FeedEffect]
  ) {
    guard let index = index(id), links[index].opened != nil else { return }
    let reading = dialect.read(message, now: now.milliseconds)
    odd.add(reading.oddities, in: message)
    note(reading, at: now)
    effects += reading.liquidations.map { .liquidation($0, isBackfill: false) }
    if let answer = reading.answer { effects.append(.send(id, answer)) }
    if let usd = reading.price { tell(usd, at: now, &effects) }
    if let notice = reading.notice { take(notice, on: id, at: now, &effects) }
    for reply in reading.replies { take(reply, on: id, message, at: now, &effects) }
    if reading.isCanary { canary(on: id, sent: reading.sent, at: now, &effects) }
  }

  mutating func ended(_ id: ConnectionID, _ ending: Ending, at now: FeedMoment) {
    guard let index = index(id) else { return }
    if links[index].opened == nil { turnToOtherHost() }
    fail(id, .lost(ending), at: now)
  }

  mutating func refused(_ id: ConnectionID, _ refusal: HTTPRefusal, at now: FeedMoment) {
    guard index(id) != nil else { return }
    if refusal.status == 404 { turnToOtherRoute() }
    fail(id, Standing(refusal), retryAfter: refusal.retryAfter, at: now)
  }

  /// Tells a price when it has changed, and from time to time that it hasn't.
  private mutating func tell(
    _ usd: Double, at now: FeedMoment, _ effects: inout [FeedEffect]
  ) {
    if let price, price.usd == usd, now.elapsed - price.told < Self.priceInterval { return }
    price = (usd, now.elapsed)
    effects.append(.price(feed, usd: usd, at: now.milliseconds))
  }

  private mutating func note(_ reading: Reading, at now: FeedMoment) {
    if reading.hasUnknownContract { hasUnknownContract = true }
    findings.streamed += reading.liquidations.count
    findings.twins += reading.twins
    findings.unfilled += reading.unfilled
    for liquidation in reading.liquidations {
      let late = Duration.milliseconds(now.milliseconds - liquidation.milliseconds)
      findings.latestRow = max(findings.latestRow, late)
    }
  }

  private mutating func take(
    _ notice: Reading.Notice, on id: ConnectionID, at now: FeedMoment,
    _ effects: inout [FeedEffect]
  ) {
    guard links.contains(where: { $0.id == id }) else { return }
    switch notice {
    case .closingSoon:
      if links.first?.id == id { replacement = now.elapsed }
    case .maintenance, .tooFast:
      effects.append(.close(id))
      fail(id, notice == .tooFast ? .rateLimited(status: nil) : .maintenance, at: now)
    }
  }

  func index(_ id: ConnectionID) -> Int? { links.firstIndex { $0.id == id } }
}

// MARK: - Life and death

extension FeedMachine {
  private mutating func canary(
    on id: ConnectionID, sent time: Int64?, at now: FeedMoment, _ effects: inout [FeedEffect]
  ) {
    guard let index = index(id), links[index].acknowledged != nil else { return }
    if !links[index].isUnbroken(to: now) { links[index].heardFrom = nil }
    links[index].lastCanary = now
    if links[index].firstCanary == nil {
      links[index].firstCanary = now
      if index == 0 { arrive(at: now) }
    }
    cover(index, to: time, at: now)
    if let first = links[index].firstCanary, now.elapsed - first.elapsed >= Self.recovery {
      failures = 0
    }
    // What the old one has still to tell of, the new one heard: nothing falls between them.
    if index == 0, links.count > 1, let first = links[1].firstCanary,
      now.elapsed - first.elapsed >= Link.settling
    {
      effects.append(.close(id))
      links.removeFirst()
      arrive(at: now)
    }
  }

  private mutating func arrive(at now: FeedMoment) {
    stand(.live, at: now)
    if let life = dialect.life {
      // Connections that were opened together aren't replaced together.
      replacement = now.elapsed + life - .seconds(600) * jitter()
    } else {
      replacement = nil
    }
  }

  /// Takes what a connection told for heard, up to a moment of the exchange's clock; nothing where this
  /// machine's is so wrong that rows aren't believed, or where that can't be told.
  private mutating func cover(_ index: Int, to time: Int64?, at now: FeedMoment) {
    let isBelieved = time.map { Row.surelyBelieved(at: now.milliseconds).contains($0) }
    hasWrongClock = isBelieved == false
    guard let time, isBelieved == true else {
      links[index].heardFrom = nil
      return
    }
    let start = links[index].heardFrom ?? time
    links[index].heardFrom = start
    let end = time - Link.settling.milliseconds
    guard start < end else { return }
    let span = HeardSpan(start, end)
    heard = heard?.joined(with: span) ?? span
  }

  /// Takes a connection out, and if it was the one in use and has no successor, plans the next.
  mutating func fail(
    _ id: ConnectionID, _ standing: Standing, retryAfter: Duration? = nil, at now: FeedMoment
  ) {
    guard let index = index(id) else { return }
    links.remove(at: index)
    if standing == .wrongRoute { turnToOtherRoute() }
    if links.isEmpty {
      failures += 1
      stand(standing, at: now)
      replacement = nil
      retry =
        now.elapsed
        + BackOff.wait(standing, failures: failures, retryAfter: retryAfter, jitter: jitter())
    } else if index > 0 {
      let wait = BackOff.wait(standing, failures: 1, retryAfter: retryAfter, jitter: jitter())
      replacement = now.elapsed + max(wait, Self.replacementPause)
    } else if links[0].firstCanary != nil {
      arrive(at: now)
    } else {
      stand(standing, at: now)
    }
  }

  private mutating func turnToOtherRoute() { route = (route + 1) % dialect.routes.count }

  private mutating func turnToOtherHost() {
    let other = dialect.routes[(route + 1) % dialect.routes.count]
    let isSame =
      other.host == dialect.routes[route].host && other.port == dialect.routes[route].port
    if !isSame { turnToOtherRoute() }
  }

  mutating func jitter() -> Double { Self.draw(&generator) }

  private static func draw(_ generator: inout some RandomNumberGenerator) -> Double {
    Double.random(in: 0...1, using: &generator)
  }
}
