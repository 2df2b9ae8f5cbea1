import Canvas
import Liquidations

extension DashboardState {
  /// How many series there are: a refresh takes a call for each.
  var seriesCount: Int { snapshot.keys.count }

  /// The newest count of calls, also while the picture stands still.
  private var quota: Snapshot.Quota? { (held ?? snapshot).quota }

  /// Refreshes, or asks first if that takes more than the month has.
  mutating func refresh() -> [Effect] {
    guard source != .feeds else {
      say(
        "There is nothing to refresh: the exchanges report by themselves.", "Nothing to refresh.")
      return []
    }
    if case .kept(let name) = source {
      say(
        "There is nothing to fetch: this is what the archive keeps of \(name).",
        "There is nothing to fetch.", "Nothing to fetch.")
      return []
    }
    guard let quota, quota.left < seriesCount || quota.resumes != nil else {
      // Whoever presses it twice sees that the first time was heard.
      if snapshot.isLoading {
        say("A refresh is already under way.", "Already refreshing.")
      } else {
        reply = "Refresh requested."
      }
      return [.refresh]
    }
    overlay = .quotaQuestion
    return []
  }

  /// What a key does while the question stands: y agrees, anything else leaves it.
  mutating func answerQuotaQuestion(_ key: Key) -> [Effect] {
    overlay = nil
    switch key {
    case .character("y"), .character("Y"): return [.refreshBeyondQuota]
    case .control("c"): return [.quit(status: 0)]
    case .control("z"): return [.suspend]
    default: return []
    }
  }

  /// The question, from its longest form to its shortest.
  var quotaQuestions: [String] {
    let month = Month(of: now).name
    let left = quota?.left ?? 0
    let what =
      left >= seriesCount
      ? "The server says that \(month)'s calls are used up."
      : left == 0
        ? "No calls are left in \(month); this refresh needs \(seriesCount)."
        : "This refresh needs \(seriesCount) calls; \(left) \(left == 1 ? "is" : "are") left in \(month)."
    return [
      "\(what) Refresh anyway? y / n", "Quota used up. Refresh? y / n", "Beyond quota? y / n",
    ]
  }
}
