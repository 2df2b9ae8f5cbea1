import Liquidations
import Live

/// Finds out what is worth a line from one live snapshot to the next.
struct WatchedFeeds {
  /// A cascade that is found later, since an exchange tells late, isn't told any more.
  private static let patience = Duration.seconds(2 * 3_600)
  /// A loss has one line: what follows from it at once, and what passes, has none.
  private static let steadiness = Duration.seconds(30)

  private var told: [FeedKey: FeedStanding] = [:]
  /// Since when a feed of which that was told isn't heard.
  private var down: [FeedKey: Timestamp] = [:]
  /// Since when such a feed isn't heard for another reason than was told.
  private var changed: [FeedKey: Timestamp] = [:]
  private var wereAllHeard = false
  /// Nil before the first snapshot, whose cascades are of before.
  private var cascades: Set<Slot>?
  private var role = LiveSnapshot.Role.none

  /// What happened, in the order in which it is to be read.
  mutating func events(_ live: LiveSnapshot, at now: Timestamp) -> [WatchEvent] {
    leader(live) + feeds(live, at: now) + cascades(live, at: now)
  }

  private mutating func leader(_ live: LiveSnapshot) -> [WatchEvent] {
    guard live.role != role, let standing = live.role.standing else { return [] }
    role = live.role
    return [.leader(.live, standing)]
  }

  /// One line when all are heard for the first time; after that, or before, those that change.
  private mutating func feeds(_ live: LiveSnapshot, at now: Timestamp) -> [WatchEvent] {
    let changed = live.feeds.compactMap { feed -> WatchEvent? in
      guard let standing = live.standings[feed] else { return nil }
      return event(feed, standing, at: now)
    }
    guard !wereAllHeard, Self.areAllHeard(live) else { return changed }
    wereAllHeard = true
    let exchanges = Set(live.feeds.map(\.exchange)).count
    return changed + [.allHeard(feeds: live.feeds.count, exchanges: exchanges)]
  }

  /// Nothing while it is being connected to: that is on the way to something.
  private mutating func event(
    _ feed: FeedKey, _ standing: FeedStanding, at now: Timestamp
  ) -> WatchEvent? {
    guard standing.state != .connecting, isNews(feed, standing, at: now) else { return nil }
    let before = told.updateValue(standing, forKey: feed)
    changed[feed] = nil
    guard standing.state == .live else {
      down[feed] = down[feed] ?? now
      return .feed(feed, standing, after: nil)
    }
    let time = down.removeValue(forKey: feed).map { now - $0 }
    let isWell = time == nil && standing.reason == nil && before?.reason == nil
    return isWell ? nil : .feed(feed, standing, after: time)
  }

  /// Whether it is other than was told; of one that isn't heard, in kind and for good, since its words
  /// change with each host that is tried.
  private mutating func isNews(
    _ feed: FeedKey, _ standing: FeedStanding, at now: Timestamp
  ) -> Bool {
    guard let before = told[feed], before.state != .live, standing.state != .live else {
      return told[feed]?.state != standing.state || told[feed]?.reason != standing.reason
    }
    let since = before.state == standing.state ? nil : changed[feed] ?? now
    changed[feed] = since
    return since.map { now - $0 >= Self.steadiness } ?? false
  }

  private static func areAllHeard(_ live: LiveSnapshot) -> Bool {
    !live.feeds.isEmpty && live.feeds.allSatisfy { live.standings[$0]?.state == .live }
  }

  private mutating func cascades(_ live: LiveSnapshot, at now: Timestamp) -> [WatchEvent] {
    // Before anybody listens or is followed nothing is known of what was there.
    guard live.role != .none else { return [] }
    let known = cascades
    cascades = Set(live.cascades.map(\.minute))
    guard let known else { return [] }
    return live.cascades.filter { cascade in
      !known.contains(cascade.minute) && now - cascade.minute.start < Self.patience
    }.map { .cascade($0, isOver: now >= ($0.minute + 1).start) }
  }
}

extension LiveSnapshot.Role {
  fileprivate var standing: LeaseAnswer.Standing? {
    switch self {
    case .none: nil
    case .listens: .leads
    case .follows: .follows
    case .alone: .onRequest
    }
  }
}
