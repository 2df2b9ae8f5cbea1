import NIOHTTP1

/// Whether a 429 means that the month's calls are spent, and not that they come too fast.
///
/// The API doesn't say how it tells, so any of these counts: a wait of an hour or more, a header
/// that says that nothing of a quota or a month remains, or words about it in the body.
enum QuotaAnswer {
  static let shortestWait = Duration.seconds(3_600)
  /// How much of the body is looked at, in bytes.
  static let bodyLimit = 4_096

  private static let words = [
    "quota", "monthly limit", "monthly call", "monthly request", "per month", "this month",
  ]

  static func isMeant(wait: Duration?, headers: HTTPHeaders, body: String) -> Bool {
    if let wait, wait >= shortestWait { return true }
    if headers.contains(where: { saysNothingRemains($0.name.lowercased(), $0.value) }) {
      return true
    }
    let body = body.lowercased()
    return words.contains { body.contains($0) }
  }

  /// Such as `X-Quota-Remaining: 0`.
  private static func saysNothingRemains(_ name: String, _ value: String) -> Bool {
    name.contains("remaining") && (name.contains("quota") || name.contains("month"))
      && APIToken.trimmed(value) == "0"
  }
}
