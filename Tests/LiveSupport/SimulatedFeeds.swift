import ClockSupport
public import Liquidations
public import Live

/// The six feeds as one pane hears them: with delays and in any order, twice, cut off, and Deribit's by
/// requests an hour later.
public struct SimulatedFeeds: Sendable {
  /// What has come so late that its feed may have ended before, at most, in milliseconds.
  private static let latest = 4_500.0
  private static let deribitDelay: Int64 = 3_900

  private struct Connection: Sendable {
    /// Since when it is heard; nil while it isn't.
    var since: Int64?
    /// Up to where its events were put on their way.
    var sent: Int64 = 0
    /// On their way, with the millisecond at which they arrive.
    var late: [(at: Int64, liquidation: Liquidation)] = []
    /// What it told last, which it may tell again.
    var last: [Liquidation] = []
  }

  private let exchanges: SimulatedExchanges
  private var random: SplitMix
  private var connections: [FeedKey: Connection] = [:]
  private var cursor: Int64?
  private var nextRequest: Int64 = 0
  /// Up to when each exchange was covered when listening began.
  private var known: [Exchange: Timestamp] = [:]
  private var term = 0
  /// How often a feed is cut off in an hour.
  private let cutsAnHour: Double

  public init(_ exchanges: SimulatedExchanges, seed: UInt64, cutsAnHour: Double) {
    self.exchanges = exchanges
    self.cutsAnHour = cutsAnHour
    random = SplitMix(seed)
  }

  /// What it tells by then, having told all before.
  public mutating func events(until now: Timestamp, to pane: LiveWorld.Pane) -> [LiveEvent] {
    guard pane.isListening else {
      connections = [:]
      return []
    }
    if pane.terms != term {
      term = pane.terms
      known = pane.known
      connections = [:]
      cursor = nil
      nextRequest = 0
    }
    var events: [LiveEvent] = []
    for feed in Feeds.all where feed.exchange != .deribit {
      events += told(feed, by: now.seconds)
    }
    return events + request(at: now.seconds)
  }

  private mutating func told(_ feed: FeedKey, by now: Int64) -> [LiveEvent] {
    var connection = connections[feed] ?? Connection()
    defer { connections[feed] = connection }
    guard let since = connection.since else {
      // It takes a moment, and longer if the exchange doesn't want it.
      guard random.fraction() < 0.6 else { return [] }
      connection.since = now
      connection.sent = now
      return backfill(feed, &connection, at: now)
    }
    if random.fraction() < cutsAnHour / 3_600 * Double(now - connection.sent) {
      // What is on its way is lost.
      connection.since = nil
      connection.late = []
      return [.standing(feed, FeedStanding(.connecting))]
    }
    for liquidation in exchanges.events(of: feed, from: connection.sent, to: now) {
      let delay = Int64(Self.latest * random.fraction() * random.fraction())
      connection.late.append((liquidation.milliseconds + delay, liquidation))
    }
    let arrived = connection.late.filter { $0.at < now * 1_000 }.map(\.liquidation)
    connection.late.removeAll { $0.at < now * 1_000 }
    let from = max(since, connection.sent - 1)
    connection.sent = now
    let told = arrived + again(&connection, arrived)
    // Some feeds say so of all the time since they are heard, others of what is new.
    let start = random.fraction() < 0.1 ? since : from
    return [
      .liquidations(told.shuffled(using: &random)), .covered(feed, moment(start)..<moment(now)),
    ]
  }

  /// What was told before, now and then.
  private mutating func again(
    _ connection: inout Connection, _ new: [Liquidation]
  ) -> [Liquidation] {
    connection.last = Array((connection.last + new).suffix(20))
    return random.fraction() < 0.1 ? connection.last : []
  }

  /// OKX tells of the time before when it is asked; the others repeat what they told last.
  private mutating func backfill(
    _ feed: FeedKey, _ connection: inout Connection, at now: Int64
  ) -> [LiveEvent] {
    guard feed.exchange == .okx, random.fraction() < 0.7 else {
      return [.liquidations(connection.last), .standing(feed, FeedStanding(.live))]
    }
    let midnight = moment(now).day.start.seconds
    let start = max(midnight, known[.okx].map { $0.seconds - 3_600 } ?? midnight)
    // What is younger than that may not be there yet.
    let end = now - 6
    guard start < end else { return [] }
    let told = exchanges.events(of: feed, from: start, to: end)
    return [
      .liquidations(told.shuffled(using: &random)), .covered(feed, moment(start)..<moment(end)),
    ]
  }

  private mutating func request(at now: Int64) -> [LiveEvent] {
    guard now >= nextRequest else { return [] }
    nextRequest = now + 300
    // Some are not answered.
    guard random.fraction() < 0.9 else { return [] }
    let oldest = now - 86_400 + 300
    let start = max(cursor ?? known[.deribit]?.seconds ?? now - Self.deribitDelay, oldest)
    let end = now - Self.deribitDelay
    guard start < end else { return [] }
    cursor = end
    let told = exchanges.events(of: Feeds.deribit, from: start - 60, to: end)
    return [.liquidations(told), .covered(Feeds.deribit, moment(start)..<moment(end))]
  }

  private func moment(_ seconds: Int64) -> Timestamp { Timestamp(seconds: seconds) }
}
