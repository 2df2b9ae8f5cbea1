import Liquidations

/// When daily closes are fetched: as soon as a day that is over lacks one; after a failure half a minute
/// later, then later and later, up to half an hour.
struct CloseTurns: Equatable, Sendable {
  /// After midnight, until the sources have closed the day, in seconds.
  static let settling: Int64 = 120
  static let firstWait = Duration.seconds(30)
  static let longestWait = Duration.seconds(1_800)
  /// Between two looks whether anything lacks.
  static let look = Duration.seconds(10)

  /// The first day that is shown; nil while none is known.
  private var first: Day?
  private var isFetching = false
  private var failures = 0
  private var looksAgain = Duration.zero
  /// What was fetched as far as it can be had, gaps and all.
  private var settled: ClosedRange<Day>?

  /// The last day whose close is to be had.
  static func lastOver(at now: Timestamp) -> Day {
    Timestamp(seconds: now.seconds - settling).day - 1
  }

  /// Days from that one on are shown.
  mutating func want(since day: Day) {
    guard first.map({ day < $0 }) ?? true else { return }
    first = day
    if failures == 0 { looksAgain = .zero }
  }

  /// When to try again, after a failure; else it is looked at with whatever else there is to do.
  var wake: Duration? { failures > 0 && !isFetching ? looksAgain : nil }

  func isLookDue(at elapsed: Duration) -> Bool { !isFetching && elapsed >= looksAgain }

  /// The days of which closes are to be fetched now; nil if they are all there.
  mutating func look(_ kept: KeptCloses, at elapsed: Duration, now: Timestamp) -> ClosedRange<Day>?
  {
    looksAgain = elapsed + Self.look
    let last = Self.lastOver(at: now)
    guard let first, first <= last else { return nil }
    let days = first...last
    if settled == days || kept.hold(days) { return nil }
    isFetching = true
    return days
  }

  /// - Parameter hasEnd: whether the last of the days is there.
  mutating func ended(_ days: ClosedRange<Day>, hasEnd: Bool, at elapsed: Duration) {
    isFetching = false
    settled = hasEnd ? days : settled
    failures = hasEnd ? 0 : failures + 1
    let wait = Self.firstWait * (1 << min(failures, 7)) / 2
    looksAgain = elapsed + (hasEnd ? Self.look : min(wait, Self.longestWait))
  }
}
