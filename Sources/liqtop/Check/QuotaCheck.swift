import Liquidations
import Wording

/// What a check found of the month's calls.
struct QuotaCheck: Codable, Hashable {
  let isWell: Bool
  /// The UTC month, such as `2026-11`.
  let month: String
  /// The calls counted in the archive; nil if that can't be read.
  let spent: Int?
  let limit: Int
  /// When fetching resumes, such as `2026-12-01T00:01Z`, if too little is left for a refresh.
  let resumes: String?
  /// In one line.
  let text: String

  /// - Parameters:
  ///   - quota: nil if it can't be known.
  ///   - needed: the calls that a refresh takes.
  ///   - calls: what the check has spent itself.
  ///   - isCounted: whether these are in the archive's count.
  init(
    _ quota: Snapshot.Quota?, limit: Int, needed: Int, calls: Int, isCounted: Bool,
    at now: Timestamp
  ) {
    let month = Month(of: now)
    self.month = "\(month)"
    self.limit = limit
    spent = quota?.spent
    resumes = quota?.resumes?.isoMinute
    isWell = quota?.resumes == nil
    text = Self.words(quota, month, resumes, needed) + Self.own(calls, isCounted)
  }

  private static func words(
    _ quota: Snapshot.Quota?, _ month: Month, _ resumes: String?, _ needed: Int
  ) -> String {
    guard let quota else { return "not known, since it is counted in the archive" }
    let calls = "\(quota.spent) of \(month.name)'s \(quota.limit) calls are used"
    guard let resumes else {
      let scope = quota.scope == .own ? ", as far as the archive tells" : ""
      return "\(calls), \(quota.left) are left\(scope)"
    }
    let isCounted = quota.left < needed
    return (isCounted ? calls : "the server says that \(month.name)'s calls are used up")
      + "; fetching resumes \(resumes)"
  }

  private static func own(_ calls: Int, _ isCounted: Bool) -> String {
    if calls == 0 { return "" }
    return isCounted
      ? "; \(calls) of them by this check" : "; the \(calls) of this check aren't counted"
  }
}
