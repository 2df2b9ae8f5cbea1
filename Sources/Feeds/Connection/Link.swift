import Liquidations

/// One connection of a feed, from the attempt to open it on.
struct Link: Sendable {
  /// A subscription that was sent and isn't answered in full.
  struct Request: Sendable {
    var topics: [Topic]
    var sent: Duration
  }

  /// Lower numbers are those of messages that await no acknowledgement.
  static let firstRequest = 10

  static let handshakeLimit = Duration.seconds(15)
  static let acknowledgementLimit = Duration.seconds(10)
  static let firstCanaryLimit = Duration.seconds(30)
  static let pingInterval = Duration.seconds(20)
  /// What happened may be told of so much later; if the connection ends before, it isn't.
  static let settling = Duration.seconds(3)
  /// Clocks that drift apart by more show that one was set, or that the machine slept.
  private static let drift: Int64 = 2_000
  /// Binance ends a connection that sends more than ten messages a second.
  static let mostMessages = 5
  static let burstLength = Duration.seconds(1)

  let id: ConnectionID
  let route: Int
  let began: Duration
  var opened: Duration?
  var pinged: Duration?
  var pending: [Int: Request] = [:]
  /// What is still to be asked for, a message each.
  var queue: [[Topic]] = []
  /// Since when messages are counted, and how many they are.
  private var burst: (began: Duration, count: Int) = (.zero, 0)
  var nextRequest = firstRequest
  /// All that was ever asked for here.
  var requested: Set<String> = []
  /// What was refused, or not answered in time, and isn't required.
  var missing: Set<String> = []
  /// When all that was asked for first was acknowledged, or known to be missing.
  var acknowledged: Duration?
  /// The first and the last canary since then.
  var firstCanary: FeedMoment?
  var lastCanary: FeedMoment?
  /// From when on everything was heard, by the exchange's clock, in milliseconds since
  /// 1970-01-01T00:00Z; nil while nothing is known to be.
  var heardFrom: Int64?

  init(_ id: ConnectionID, route: Int, began: Duration) {
    self.id = id
    self.route = route
    self.began = began
  }

  /// Whether everything since the last canary was heard, a connection's messages being in order.
  func isUnbroken(to now: FeedMoment) -> Bool {
    guard let lastCanary else { return false }
    let shown = now.milliseconds - lastCanary.milliseconds
    let passed = (now.elapsed - lastCanary.elapsed).milliseconds
    return shown >= 0 && abs(shown - passed) <= Self.drift
  }

  var hasAllAnswers: Bool { pending.isEmpty && queue.isEmpty }

  /// When the next message may be sent; nil if none waits.
  var nextSend: Duration? {
    guard !queue.isEmpty else { return nil }
    return burst.count < Self.mostMessages ? burst.began : burst.began + Self.burstLength
  }

  /// The next message that waits, if it may be sent by now, with its number.
  mutating func nextMessage(at now: Duration) -> (number: Int, topics: [Topic])? {
    guard let nextSend, nextSend <= now else { return nil }
    if now - burst.began >= Self.burstLength { burst = (now, 0) }
    burst.count += 1
    let topics = queue.removeFirst()
    defer { nextRequest += 1 }
    pending[nextRequest] = Request(topics: topics, sent: now)
    return (nextRequest, topics)
  }

  /// Removes an answered topic; nil if it wasn't awaited.
  mutating func remove(_ name: String) -> Topic? {
    for (id, request) in pending {
      guard let index = request.topics.firstIndex(where: { $0.name == name }) else { continue }
      let topic = request.topics[index]
      pending[id]?.topics.remove(at: index)
      if pending[id]?.topics.isEmpty == true { pending[id] = nil }
      return topic
    }
    return nil
  }

  /// When it has failed if nothing happens until then, by being what.
  func deadline(patience: Duration) -> (time: Duration, standing: Standing)? {
    guard opened != nil else { return (began + Self.handshakeLimit, .lost(.timedOut)) }
    let overdue = pending.values.filter { $0.topics.contains(where: \.isRequired) }
      .map { ($0.sent + Self.acknowledgementLimit, Standing.unacknowledged) }
    let silence: (Duration, Standing)? =
      if let lastCanary {
        (lastCanary.elapsed + patience, .silent)
      } else {
        acknowledged.map { ($0 + Self.firstCanaryLimit, .wrongRoute) }
      }
    return (overdue + [silence].compactMap(\.self)).min { $0.0 < $1.0 }
  }
}
