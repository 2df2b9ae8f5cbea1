import Liquidations

/// Finds out what is worth a line from one snapshot of the series to the next.
struct WatchedRefreshes {
  /// How much of the month's calls is used, where that is worth a line.
  private enum QuotaLevel: Comparable {
    case enough, low, nearlyUsed, used

    init(_ quota: Snapshot.Quota) {
      if quota.resumes != nil {
        self = .used
      } else if quota.left * 20 < quota.limit {
        self = .nearlyUsed
      } else {
        self = quota.left * 5 < quota.limit ? .low : .enough
      }
    }
  }

  /// The last snapshot that was whole, told or there before.
  private var settled: Snapshot?
  /// What was told to fail: nothing of what is kept from before the start.
  private var told: (errors: [FetchError], isHalted: Bool) = ([], false)
  private var days: WatchedDays?
  private var standing: LeaseAnswer.Standing?
  private var level = QuotaLevel.enough

  /// What happened, in the order in which it is to be read.
  mutating func events(_ snapshot: Snapshot, at now: Timestamp) -> [WatchEvent] {
    leader(snapshot) + refresh(snapshot, at: now) + quota(snapshot)
  }

  private mutating func leader(_ snapshot: Snapshot) -> [WatchEvent] {
    guard let new = snapshot.standing, new != standing else { return [] }
    standing = new
    return [.leader(.refresh, new)]
  }

  private mutating func quota(_ snapshot: Snapshot) -> [WatchEvent] {
    guard let quota = snapshot.quota else { return [] }
    let before = level
    level = QuotaLevel(quota)
    return level > before ? [.quota(quota)] : []
  }

  /// Nothing while a series is on its way: what isn't whole is told when it is.
  private mutating func refresh(_ snapshot: Snapshot, at now: Timestamp) -> [WatchEvent] {
    let before = settled ?? snapshot
    var days = days ?? WatchedDays(snapshot)
    if settled == nil { (settled, self.days) = (before, days) }
    guard !snapshot.isLoading, hasEnded(from: before, to: snapshot) else { return [] }
    settled = snapshot
    told = (snapshot.errors, snapshot.schedule.isHalted)
    let values = days.events(from: before, to: snapshot, at: now)
    self.days = days
    let refreshed = WatchEvent.refreshed(
      fresh: snapshot.freshCount, of: snapshot.keys.count, errors: snapshot.errors,
      schedule: snapshot.schedule)
    return [refreshed] + values
  }

  /// Whether anything was received, or fails in another way than was told.
  private func hasEnded(from old: Snapshot, to new: Snapshot) -> Bool {
    new.errors != told.errors || new.schedule.isHalted != told.isHalted
      || new.keys.contains { new[$0].asOf != old[$0].asOf }
  }
}

extension Snapshot.Schedule {
  /// Whether nothing is fetched until somebody asks.
  var isHalted: Bool { if case .halted = self { true } else { false } }
}
