import Alerts
import Liquidations

/// Finds out which firings are to be told, each once: those that this program has found, and those of
/// others who share the archive.
struct WatchedAlerts {
  /// What of a firing makes it this one, however it came.
  private struct Identity: Equatable {
    let rule: String
    let exchange: Exchange?
    let day: Day?
    let moment: Timestamp

    init(_ firing: Firing) {
      (rule, exchange, day, moment) = (firing.rule, firing.exchange, firing.day, firing.moment)
    }
  }

  /// So many are remembered: more than a store tells of at a time.
  private static let mostTold = 2 * StoredAlerts.mostFirings

  private let start: Timestamp
  /// Oldest first.
  private var told: [Identity] = []

  /// - Parameter start: what fired before that isn't told.
  init(since start: Timestamp) {
    self.start = start
  }

  /// This program has found that an alert fires.
  mutating func events(_ firing: Firing) -> [WatchEvent] {
    let identity = Identity(firing)
    guard firing.moment >= start, !told.contains(identity) else { return [] }
    told = told.suffix(Self.mostTold - 1) + [identity]
    return [.alert(firing)]
  }

  /// These are kept.
  mutating func events(_ snapshot: AlertSnapshot) -> [WatchEvent] {
    snapshot.unseen.reversed().flatMap { events($0.firing) }
  }
}
