import Liquidations

/// When the series are called, and how often one that failed is called again.
///
/// The delays with the default values, each drawn between half and the whole of the figure so that
/// those that failed together don't come back together:
///
///     in a refresh      2 s   4 s   8 s
///     after it          1 min   2 min   4 min   8 min   10 min   10 min …
///
/// What the token's month still has bounds all of it; `Budget` says how.
public struct RefreshPolicy: Hashable, Sendable {
  /// From the start of one refresh to the start of the next, if the quota allows.
  public var interval: Duration
  /// What the token may spend in a UTC month.
  public var callsAMonth: Int
  /// How long after UTC midnight the new day's refresh begins.
  public var midnightDelay = Duration.seconds(90)
  /// How often a series is called in one refresh before the refresh goes on without it.
  public var attempts = 4
  /// The delay after the first failure; it doubles with each further one.
  public var backOffBase = Duration.seconds(2)
  public var backOffCap = Duration.seconds(30)
  /// The delay after the last failure in a refresh; it doubles with each further one.
  public var recoveryBase = Duration.seconds(60)
  public var recoveryCap = Duration.seconds(600)
  /// The same while the server can't be reached at all, which costs no call.
  public var unreachableCap = Duration.seconds(60)
  /// The longest `Retry-After` for which a refresh is held open.
  public var longestHeldWait = Duration.seconds(30)
  /// The longest `Retry-After` that is believed.
  public var longestWait = Duration.seconds(86_400)
  /// The shortest time for which a server that counts the quota as spent is left alone.
  public var shortestClosing = Duration.seconds(600)
  /// For how long it is left alone if it doesn't say how long: doubled each time, up to the longest.
  public var firstGuessedClosing = Duration.seconds(3_600)
  public var longestGuessedClosing = Duration.seconds(8 * 3_600)
  /// No series is called twice within this time, however often the user asks.
  public var closestCalls = Duration.seconds(1)
  /// A store that tells of much is looked at no more often: a refresh is written in many pieces.
  public var closestGlances = Duration.milliseconds(100)
  /// Requests within this time are one, whoever makes them.
  public var closestRequests = Duration.milliseconds(1_500)
  /// A key that is held asks at least so often, and means one request.
  public var heldKey = Duration.milliseconds(900)

  /// - Parameters:
  ///   - interval: less than a second counts as one.
  ///   - callsAMonth: less than one refresh takes counts as one refresh.
  public init(interval: Duration = .seconds(3_600), callsAMonth: Int = 10_000) {
    self.interval = max(interval, .seconds(1))
    self.callsAMonth = max(callsAMonth, 1)
  }
}

extension RefreshPolicy {
  /// The wait before the next call in a refresh, after that many failures in a row (1, 2, …).
  func backOff(failures: Int, jitter: Double) -> Duration {
    Self.delay(backOffBase, doubled: failures - 1, cap: backOffCap, jitter: jitter)
  }

  /// The wait before the next call once the refresh has gone on without the series.
  func recovery(failures: Int, jitter: Double, isUnreachable: Bool = false) -> Duration {
    Self.delay(
      recoveryBase, doubled: failures - attempts, cap: isUnreachable ? unreachableCap : recoveryCap,
      jitter: jitter)
  }

  /// `base × 2ⁿ`, at most `cap`, and of that between half (`jitter` 0) and all (`jitter` 1).
  private static func delay(
    _ base: Duration, doubled times: Int, cap: Duration, jitter: Double
  ) -> Duration {
    let whole = min(base * (1 << min(max(times, 0), 20)), cap)
    return whole * (0.5 + 0.5 * min(max(jitter, 0), 1))
  }
}
