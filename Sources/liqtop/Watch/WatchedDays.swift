import Liquidations

/// Finds out which days are new, and which of their values are others than before.
struct WatchedDays {
  /// How many days back one is still told of.
  private static let patience = 7
  /// How many revisions are told one by one.
  private static let mostRevisions = 20

  /// The newest day of which it was told that it is over, or that was there before.
  private var over: Day?
  /// The newest day of which the first values were told.
  private var begun: Day?

  /// What is there already isn't told.
  init(_ snapshot: Snapshot) {
    over = Self.newestOver(snapshot)
    begun = snapshot.history.slots?.upperBound.day
  }

  mutating func events(
    from old: Snapshot, to new: Snapshot, at now: Timestamp
  ) -> [WatchEvent] {
    ended(new, at: now) + began(new, at: now) + Self.revised(from: old, to: new)
  }

  /// The days that are over and of which all series were received since, but for those that the server
  /// refuses.
  private mutating func ended(_ snapshot: Snapshot, at now: Timestamp) -> [WatchEvent] {
    guard let newest = Self.newestOver(snapshot), newest < now.day else { return [] }
    let first = max(over.map { $0 + 1 } ?? newest, newest - (Self.patience - 1))
    guard first <= newest else { return [] }
    return (first...newest).compactMap { day in
      let amounts = snapshot.history[Slot(day)]
      guard !amounts.isMissing(.all) else { return nil }
      over = day
      return .day(day, amounts, isOver: true)
    }
  }

  /// The day that isn't over, once there is a value of it.
  private mutating func began(_ snapshot: Snapshot, at now: Timestamp) -> [WatchEvent] {
    let amounts = snapshot.history[Slot(now.day)]
    guard begun.map({ $0 < now.day }) ?? true, !amounts.isMissing(.all) else { return [] }
    begun = now.day
    return [.day(now.day, amounts, isOver: false)]
  }

  /// The day before the one on which the series that is behind was received last.
  private static func newestOver(_ snapshot: Snapshot) -> Day? {
    let times = snapshot.keys.compactMap { key -> Timestamp? in
      if case .refused = snapshot[key].status { nil } else { snapshot[key].asOf }
    }
    return times.min().map { $0.day - 1 }
  }

  /// The values of days that were over when their series was received before.
  private static func revised(from old: Snapshot, to new: Snapshot) -> [WatchEvent] {
    var count = 0
    var first: [WatchEvent.Revision] = []
    for metric in Metric.allCases {
      for revision in revisions(of: metric, from: old[metric], to: new[metric]) {
        count += 1
        if count <= mostRevisions { first.append(revision) }
      }
    }
    return count > 0 ? [.revised(count: count, first)] : []
  }

  private static func revisions(
    of metric: Metric, from old: SeriesReading, to new: SeriesReading
  ) -> [WatchEvent.Revision] {
    guard let received = old.asOf, let known = old.series.days, old.series != new.series else {
      return []
    }
    return new.series.entries.compactMap { day, usd in
      guard day >= known.lowerBound, day < received.day, old.series[day] != usd else { return nil }
      // One that came after the newest is new.
      guard day <= known.upperBound else { return nil }
      return WatchEvent.Revision(metric: metric, day: day, before: old.series[day], usd: usd)
    }
  }
}
