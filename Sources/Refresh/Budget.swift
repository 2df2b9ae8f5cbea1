import Liquidations

/// What the token's UTC month still has, and what of it may be spent when.
///
/// Nine tenths are for refreshes of all series, one tenth for calling those that failed again; both
/// shrink with the time that is left, so that what one part of the month doesn't spend goes to the
/// rest, and the month is never overspent. A call that reached nobody isn't counted.
struct Budget: Equatable, Sendable {
  static let retryShare = 0.1

  let limit: Int
  /// What a refresh of all series takes.
  let refreshCost: Int
  /// The calls counted so far, by anyone who shares the store.
  var spent = 0
  /// Whose calls are counted.
  var scope = Snapshot.Quota.Scope.shared
  /// The server says that nothing is left, and may be asked again then.
  private(set) var closedUntil: Timestamp?
  /// For how long it was left alone the last time that it said so; nil once it has answered.
  private(set) var closing: Duration?

  /// - Parameter limit: less than one refresh takes counts as one refresh.
  init(limit: Int, refreshCost: Int) {
    self.limit = max(limit, refreshCost)
    self.refreshCost = refreshCost
  }

  var left: Int { max(0, limit - spent) }

  var isSpent: Bool { left < refreshCost }

  /// Whether a failed call may be repeated without taking anything from the refreshes.
  func allowsRetry(at moment: Timestamp) -> Bool {
    Double(left) - 1 >= Double(limit) * (1 - Self.retryShare) * Self.rest(of: moment)
  }

  /// The time from a refresh at `last` to the next, and whether midnight may bring one before.
  func pace(after last: Timestamp, wish: Duration) -> (interval: Duration, keepsMidnight: Bool) {
    let time = Month(of: last).next.start - last
    let reserve = Double(limit) * Self.retryShare * Self.rest(of: last)
    let refreshes = max(0, ((Double(left) - reserve) / Double(max(1, refreshCost))).rounded(.down))
    let days = (time / .seconds(86_400)).rounded(.up)
    if time / wish + days <= refreshes { return (wish, true) }
    return (max(wish, time / (refreshes + 1)), false)
  }

  /// What part of the month is left, 0…1.
  private static func rest(of moment: Timestamp) -> Double {
    let month = Month(of: moment)
    return (month.next.start - moment) / (month.next.start - month.start)
  }
}

// MARK: - The server's own count

extension Budget {
  /// No quota is by a longer time than a month.
  private static let longestClosing = Duration.seconds(32 * 86_400)

  mutating func close(until moment: Timestamp, for wait: Duration) {
    closedUntil = max(moment, closedUntil ?? moment)
    closing = max(wait, closing ?? wait)
  }

  /// Calls may be made again; whether the server answers them is yet to be seen.
  mutating func open() {
    closedUntil = nil
  }

  /// The server has answered.
  mutating func forgetClosing() {
    closing = nil
  }

  /// Whether the calls counted here make it likely that a server which speaks of some quota means
  /// the month's.
  var isWellSpent: Bool { spent >= limit / 2 }

  /// When the server may be asked again, if that is yet to come; a wall clock set far back voids it.
  func reopens(after now: Timestamp) -> Timestamp? {
    guard let closedUntil, closedUntil > now, closedUntil - now <= Self.longestClosing else {
      return nil
    }
    return closedUntil
  }
}
