import Liquidations
import Refresh

/// A refresh of all series whose end is waited for.
struct AwaitedRefresh {
  enum Kind {
    /// It comes by itself, unless nothing may.
    case scheduled
    case requested
    /// The user agreed to spend more than the quota.
    case beyondQuota
  }

  /// The calls and their repetitions take no longer.
  static let longest = Duration.seconds(60)
  /// One who has just refreshed takes the first request for a part of that, but not a second one.
  static let secondRequest = RefreshPolicy().closestRequests + .milliseconds(500)

  /// What was answered before that is of another one.
  let start: Timestamp
  var kind = Kind.requested

  /// Whether nothing is to be waited for any more.
  func isOver(_ snapshot: Snapshot) -> Bool {
    if snapshot.keys.allSatisfy({ isOver(snapshot[$0]) }) { return true }
    guard !snapshot.isLoading else { return false }
    switch kind {
    case .beyondQuota: return false
    case .requested: return snapshot.quota?.resumes != nil
    case .scheduled: return snapshot.quota?.resumes != nil || snapshot.standing == .onRequest
    }
  }

  private func isOver(_ reading: SeriesReading) -> Bool {
    // What is still loading goes on to another answer, or isn't told to all yet.
    if isFresh(reading) { return !reading.isLoading }
    guard let error = reading.error, let failedAt = reading.failedAt, failedAt >= start else {
      return false
    }
    // A server that can't be reached isn't waited for.
    return !reading.isLoading || !error.mayHaveReachedServer
  }

  func isFresh(_ reading: SeriesReading) -> Bool {
    reading.asOf.map { $0 >= start } ?? false
  }
}

extension Snapshot {
  /// When any series was answered or failed last; nil before any was.
  var newest: Timestamp? {
    keys.flatMap { [self[$0].asOf, self[$0].failedAt].compactMap(\.self) }.max()
  }
}
