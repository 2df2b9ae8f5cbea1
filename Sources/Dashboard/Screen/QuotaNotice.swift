import Liquidations
import Wording

/// What the notice says when the month's calls are spent, and when fetching goes on.
struct QuotaNotice {
  let text: String
  let short: String

  /// Nil while there are calls left.
  init?(_ state: DashboardState) {
    guard let quota = state.snapshot.quota, let resumes = quota.resumes else { return nil }
    let month = Month(of: state.now).name
    let isCounted = quota.left < Metric.allCases.count
    let what =
      isCounted
      ? "\(Digits.grouped(quota.spent)) of \(month)'s \(Digits.grouped(quota.limit)) calls are spent"
      : "the server says that \(month)'s calls are spent"
    let time = resumes.clock
    text = "\(what); fetching goes on \(resumes.day.monthDay), \(time) UTC"
    short = "quota spent until \(resumes.day.monthDay), \(time)"
  }
}
