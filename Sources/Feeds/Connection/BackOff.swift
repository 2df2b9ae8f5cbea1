/// How long to wait after something went wrong.
enum BackOff {
  /// A block is looked at again no more often.
  static let afterBlock = Duration.seconds(3_600)
  /// After 418, and after Bybit's 403 about haste.
  static let afterBan = Duration.seconds(600)
  static let afterHaste = Duration.seconds(30)
  static let afterMaintenance = Duration.seconds(60)
  /// The longest `Retry-After` that is believed: Binance bans for up to three days.
  static let longest = Duration.seconds(3 * 86_400)

  /// The wait before the next attempt.
  ///
  /// - Parameters:
  ///   - failures: in a row, from 1.
  ///   - jitter: 0…1; it takes a fifth off or adds one.
  ///   - slowest: where doubling ends.
  static func wait(
    _ standing: Standing, failures: Int, retryAfter: Duration?, jitter: Double,
    slowest: Duration = .seconds(32)
  ) -> Duration {
    let doubled = min(.seconds(1) * (1 << min(max(failures - 1, 0), 20)), slowest)
    let jittered = doubled * (0.8 + 0.4 * min(max(jitter, 0), 1))
    let asked = min(max(retryAfter ?? .zero, .zero), longest)
    return max(jittered, least(standing, isAsked: retryAfter != nil), asked)
  }

  private static func least(_ standing: Standing, isAsked: Bool) -> Duration {
    switch standing {
    case .blocked: afterBlock
    case .rateLimited(403), .rateLimited(418): afterBan
    case .rateLimited: isAsked ? .zero : afterHaste
    case .maintenance: afterMaintenance
    default: .zero
    }
  }
}
