import Alerts
import Liquidations
import Live
import Wording

/// All that a watcher remembers of what it told, and how things are now.
struct Watched {
  private var refreshes = WatchedRefreshes()
  private var feeds = WatchedFeeds()
  private var archive = WatchedArchive()
  private var alerts: WatchedAlerts
  private var snapshot: Snapshot?
  private var live: LiveSnapshot?

  /// - Parameter start: when it began to watch.
  init(since start: Timestamp) {
    alerts = WatchedAlerts(since: start)
  }

  /// What is worth a line in a new snapshot of the series.
  mutating func events(_ new: Snapshot, at now: Timestamp) -> [WatchEvent] {
    snapshot = new
    return archive.events(ofSeries: new.fault) + refreshes.events(new, at: now)
  }

  /// The same of what is live.
  mutating func events(_ new: LiveSnapshot, at now: Timestamp) -> [WatchEvent] {
    live = new
    return archive.events(ofLive: new.fault) + feeds.events(new, at: now)
  }

  /// The same of what alerts the archive tells of.
  mutating func events(_ new: AlertSnapshot) -> [WatchEvent] {
    archive.events(ofAlerts: new.fault) + alerts.events(new)
  }

  /// The same of an alert that fires here.
  mutating func events(_ firing: Firing) -> [WatchEvent] { alerts.events(firing) }

  /// How things are, in one line for a service manager; nil before anything is known.
  var status: String? {
    let parts = [series, heard].compactMap(\.self)
    return parts.isEmpty ? nil : parts.joined(separator: "; ")
  }

  private var series: String? {
    guard let snapshot else { return nil }
    let fresh = "\(snapshot.freshCount) of \(snapshot.keys.count) series fresh"
    switch snapshot.schedule {
    case .next(let moment): return "\(fresh), next refresh \(moment.isoMinute)"
    case .halted: return "\(fresh), no more refreshes until a reload"
    case .none: return fresh
    }
  }

  private var heard: String? {
    live.map { live in
      let exchanges = Set(live.feeds.map(\.exchange)).count
      return "\(live.liveExchanges.count) of \(exchanges) exchanges heard"
    }
  }
}
