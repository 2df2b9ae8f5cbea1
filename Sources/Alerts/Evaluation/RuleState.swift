public import Liquidations

/// What is remembered of a rule from one look to the next, so that it fires once.
public struct RuleState: Hashable, Sendable {
  /// Where a rule about now stands.
  public enum Edge: String, Hashable, Sendable {
    /// It was never seen not to hold, so that what holds may be of before.
    case new
    /// It fires when it holds.
    case armed
    /// It has fired, and its values haven't gone back since.
    case fired
  }

  /// When the rule was seen for the first time, of this meaning.
  public var since: Timestamp
  /// Since when it was looked at without a pause: a sleep or an end of the program begins it anew.
  public var watchedSince: Timestamp
  public var lookedAt: Timestamp
  public var edge: Edge
  /// When it fired last; nil if it never has.
  public var firedAt: Timestamp?
  /// The days that it has told of, as far as they matter.
  public var told: Set<Day>

  /// Of a rule that is seen for the first time.
  public init(at now: Timestamp) {
    (since, watchedSince, lookedAt) = (now, now, now)
    (edge, firedAt, told) = (.new, nil, [])
  }

  /// Looks further apart than this leave a time in which nothing watched.
  public static let longestPause = Duration.seconds(300)

  /// Up to when a rule about now doesn't fire again, for its `every`; nil if that is over.
  public func restsUntil(_ rule: AlertRule, at now: Timestamp) -> Timestamp? {
    guard let firedAt, now >= firedAt, now - firedAt < rule.every else { return nil }
    return firedAt + rule.every
  }

  /// It is looked at.
  mutating func look(at now: Timestamp) {
    if now - lookedAt > Self.longestPause { watchedSince = now }
    // A wall clock that was set back has watched for no time.
    if watchedSince > now { watchedSince = now }
    lookedAt = now
  }

  /// It fires.
  mutating func fire(at now: Timestamp, day: Day?) {
    firedAt = now
    edge = .fired
    if let day { told.insert(day) }
  }
}
