/// When the eight metrics are called, and how often one that failed is called again.
///
/// The delays with the default values, each drawn between half and the whole of the figure so that
/// metrics that failed together don't come back together:
///
///     in a refresh      2 s   4 s   8 s
///     after it          1 min   2 min   4 min   8 min   10 min   10 min …
///
/// A token has 10,000 calls a month. Eight metrics once an hour are 8 × 24 × 31 = 5,952; the 4,048
/// left are 130 a day for retries, and no more are made: when a day's are spent, a metric that
/// failed waits for the refresh of all eight. A call that found no connection reached nobody and
/// isn't counted.
public struct RefreshPolicy: Hashable, Sendable {
  /// From the start of one refresh of all eight to the start of the next.
  public var interval: Duration
  /// How long after UTC midnight the new day's refresh begins.
  public var midnightDelay = Duration.seconds(90)
  /// How often a metric is called in one refresh before the refresh goes on without it.
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
  /// No metric is called twice within this time, however often the user asks.
  public var closestCalls = Duration.seconds(1)
  /// The wall clock is looked at this often, in case it was set.
  public var longestNap = Duration.seconds(600)
  /// How many calls beyond the scheduled and the asked ones a UTC day has.
  public var retriesADay: Int

  /// - Parameters:
  ///   - interval: from one refresh to the next; less than a second counts as one.
  ///   - callsAMonth: what the token may spend; what the schedule leaves of it goes to retries.
  public init(interval: Duration = .seconds(3_600), callsAMonth: Int = 10_000) {
    self.interval = max(interval, .seconds(1))
    retriesADay = max(0, callsAMonth / 31 - Self.callsADay(every: self.interval))
  }

  /// The shortest whole minutes between refreshes that 10,000 calls a month allow: 36 min.
  public static let shortestInterval = Duration.seconds(36 * 60)

  /// The calls of one day's schedule: eight a refresh.
  public static func callsADay(every interval: Duration) -> Int {
    8 * Int((Duration.seconds(86_400) / max(interval, .seconds(1))).rounded(.up))
  }
}

extension RefreshPolicy {
  /// The wait before the next call in a refresh, after that many failures in a row (1, 2, …).
  func backOff(failures: Int, jitter: Double) -> Duration {
    Self.delay(backOffBase, doubled: failures - 1, cap: backOffCap, jitter: jitter)
  }

  /// The wait before the next call once the refresh has gone on without the metric.
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
