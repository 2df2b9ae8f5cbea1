public import Liquidations
public import Live

/// What is known at a moment of all that rules may ask.
public struct AlertKnowledge: Sendable {
  /// The API's days; nil before anything is known of them, and without a token.
  public var snapshot: Snapshot?
  /// What the exchanges' own feeds tell; nil before anything is known of it, and without them.
  public var live: LiveSnapshot?
  /// When each exchange was last seen to be heard, or was first looked for; none without a look at its feeds.
  var lastHeard: [Exchange: Timestamp] = [:]
  public var now: Timestamp
  /// Series that were received longer ago tell nothing of a day that isn't over.
  public var staleAfter: Duration

  public init(
    _ snapshot: Snapshot?, live: LiveSnapshot? = nil, at now: Timestamp, staleAfter: Duration
  ) {
    self.snapshot = snapshot
    self.live = live
    self.now = now
    self.staleAfter = staleAfter
  }
}

/// What a rule's values say of it.
public enum Verdict: Hashable, Sendable {
  case holds([Firing.Reading])
  case fails([Firing.Reading])
  /// That can't be told: why, in one sentence with its full stop.
  case unknown(String)

  /// Nil if it can't be told.
  var readings: [Firing.Reading]? {
    switch self {
    case .holds(let readings), .fails(let readings): readings
    case .unknown: nil
    }
  }
}

/// What one of a rule's values is.
enum Finding: Hashable, Sendable {
  case value(Double)
  /// Why it can't be told, in one sentence with its full stop.
  case unknown(String)
}
