import Feeds
import FoundationEssentials
import Liquidations

/// The two clocks by which the feeds go.
struct FeedClock: Sendable {
  // It stands still while the machine sleeps, by which the feeds see that it did.
  private let start = SuspendingClock.now

  var now: FeedMoment {
    FeedMoment(
      elapsed: start.duration(to: SuspendingClock.now),
      milliseconds: Int64(Date().timeIntervalSince1970 * 1_000))
  }

  /// The wall clock's.
  var time: Timestamp { Timestamp(seconds: now.milliseconds / 1_000) }
}
