import Liquidations

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
    let time = Self.time(resumes)
    text = "\(what); fetching goes on \(resumes.day.monthDay), \(time) UTC"
    short = "quota spent until \(resumes.day.monthDay), \(time)"
  }

  /// `00:01`.
  private static func time(_ moment: Timestamp) -> String {
    let minutes = moment.secondOfDay / 60
    return [minutes / 60, minutes % 60].map { $0 < 10 ? "0\($0)" : "\($0)" }
      .joined(separator: ":")
  }
}
