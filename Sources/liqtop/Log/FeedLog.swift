import Live

/// Finds out what happened to the exchanges' feeds from one live snapshot to the next, where this program
/// is the one that listens.
struct FeedLog {
  private var last: [FeedKey: FeedStanding] = [:]

  /// What is new of each feed, in their order: that it is live, or why it isn't.
  mutating func records(_ live: LiveSnapshot) -> [LogRecord] {
    guard live.role == .listens || live.role == .alone else { return [] }
    let changed = live.feeds.compactMap { feed -> LogRecord? in
      guard let new = live.standings[feed], new.state != .connecting else { return nil }
      let old = last.updateValue(new, forKey: feed)
      guard old?.state != new.state || old?.reason != new.reason else { return nil }
      return .feed(feed, new)
    }
    return changed
  }
}
