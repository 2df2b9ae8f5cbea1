import Liquidations
import NIOHTTP1

/// What a 429 means: that calls come too fast, or that the month's are spent.
///
/// The API doesn't say how it tells, so it is read from what there is. A wait of an hour or more, and
/// a header that says that nothing of the month remains, are clear. A shorter wait, or words of a
/// short span, mean haste, whatever else is said; only then do words of a month count, and the mere
/// word quota last and least.
enum QuotaAnswer {
  static let shortestWait = Duration.seconds(3_600)
  /// How much of the body is looked at, in bytes.
  static let bodyLimit = 4_096

  private static let wordsOfHaste = [
    "second", "minute", "hour", "/sec", "/min", "/s ", "/s.", "/h ", "/h.", "rpm", "rps",
  ]

  private static let wordsOfTheMonth = [
    "monthly limit", "monthly quota", "monthly call", "monthly request", "per month", "this month",
  ]

  static func reason(wait: Duration?, headers: HTTPHeaders, body: String) -> FetchError.Reason {
    if let wait, wait >= shortestWait { return .quotaSpent(retryAfter: wait) }
    if nothingRemains(of: "month", headers) { return .quotaSpent(retryAfter: wait) }
    let body = body.lowercased() + " "
    if wait != nil || wordsOfHaste.contains(where: body.contains) {
      return .rateLimited(retryAfter: wait)
    }
    if wordsOfTheMonth.contains(where: body.contains) { return .quotaSpent(retryAfter: nil) }
    let namesQuota = body.contains("quota") || nothingRemains(of: "quota", headers)
    return .rateLimited(retryAfter: nil, namesQuota: namesQuota ? true : nil)
  }

  /// Such as `X-RateLimit-Remaining-Month: 0`.
  private static func nothingRemains(of what: String, _ headers: HTTPHeaders) -> Bool {
    headers.contains { header in
      let name = header.name.lowercased()
      return name.contains("remaining") && name.contains(what)
        && APIToken.trimmed(header.value) == "0"
    }
  }
}
