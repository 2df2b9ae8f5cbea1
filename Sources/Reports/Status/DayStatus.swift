public import Liquidations
import Wording

/// What a line in a status bar says: the newest day that has a value, and how old that is.
public struct DayStatus: Sendable {
  /// How it stands, in a word by which bars can choose colours.
  public enum Condition: String, Sendable {
    case fresh
    /// A part is missing, so that sums are floors.
    case partial
    /// Older than it should be.
    case old
    /// There is nothing to show.
    case missing
  }

  public let source: String
  public let exchanges: ExchangeSet
  /// The day, which isn't today if that has no value yet.
  public let day: Day
  public let amounts: Amounts
  /// When the exchanges' series were known to be current, the longest ago of those that were received.
  public let asOf: Timestamp?
  let now: Timestamp
  private let oldest: Duration

  /// Nil if there is no value of the exchanges.
  ///
  /// - Parameters:
  ///   - snapshot: the series, by days.
  ///   - oldest: how old data may be that aren't old.
  public init?(
    of snapshot: Snapshot, source: String, exchanges: ExchangeSet, oldest: Duration,
    at now: Timestamp
  ) {
    let history = snapshot.history
    guard let slots = history.slots, history.step == .day,
      let slot = slots.last(where: { !history[$0].isMissing(exchanges) })
    else { return nil }
    self.source = source
    self.exchanges = exchanges
    self.now = now
    self.oldest = oldest
    day = slot.day
    amounts = history[slot]
    asOf = exchanges.metrics.compactMap { snapshot[$0].asOf }.min()
  }

  var isToday: Bool { day == now.day }

  public var condition: Condition {
    if let asOf, now - asOf <= oldest { return amounts.isIncomplete(exchanges) ? .partial : .fresh }
    return .old
  }

  /// How long ago the values were current: `now`, `12 min ago`; nil if that isn't known.
  var age: String? {
    asOf.map { asOf in
      let words = Age.words(now - asOf)
      return words == "now" ? words : "\(words) ago"
    }
  }
}
