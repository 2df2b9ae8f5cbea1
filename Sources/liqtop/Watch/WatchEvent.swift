import Alerts
import Liquidations
import Live

/// Something that is worth a line of `liqtop watch`.
enum WatchEvent: Equatable, Sendable {
  /// What is watched from now on.
  enum Source: Equatable, Sendable {
    case api(host: String, isLive: Bool)
    case demo(isLive: Bool)
    /// Without a token there are the exchanges' own feeds alone.
    case feeds

    /// As the log has it.
    var name: String {
      switch self {
      case .api(let host, _): host
      case .demo: "the demo"
      case .feeds: "the exchanges' feeds"
      }
    }
  }

  /// What one of those who share an archive does for all.
  enum Task: String, Sendable {
    case refresh, live
  }

  /// A day's value that is another than it was.
  struct Revision: Equatable, Sendable {
    let metric: Metric
    let day: Day
    /// In USD; nil if the value was missing.
    let before: Double?
    let usd: Double
  }

  case began(Source)
  /// A refresh has ended, or another try of what had failed; `errors` says what of it failed.
  case refreshed(fresh: Int, of: Int, errors: [FetchError], schedule: Snapshot.Schedule)
  /// The values of a day: of one that isn't over, or all of one that is.
  case day(Day, Amounts, isOver: Bool)
  /// So many values of days that were over; the first few of them.
  case revised(count: Int, [Revision])
  /// All feeds of so many exchanges are heard.
  case allHeard(feeds: Int, exchanges: Int)
  /// A feed isn't heard any more, or not wholly, or is again after so long.
  case feed(FeedKey, FeedStanding, after: Duration?)
  case cascade(Cascade, isOver: Bool)
  case leader(Task, LeaseAnswer.Standing)
  case quota(Snapshot.Quota)
  /// What is to be said of the archive; nil when nothing is any more.
  case archive(StoreFault?)
  case alert(Firing)
  case reloaded(Source)
  /// The configuration can't be used, so the one before goes on.
  case notReloaded(ProgramError)
  /// So many lines weren't written, since nobody read them.
  case lost(lines: Int)
  /// The program was asked to end.
  case ended
}
