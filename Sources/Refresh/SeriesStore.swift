public import Liquidations

/// Where series outlive a refresh, and where those who share a token agree on who refreshes.
///
/// One store belongs to one source and one token; several processes may share what is behind it.
/// Nothing here throws: a store that can't write goes on in memory and says why in `Kept.fault`.
public protocol SeriesStore: Sendable {
  /// What is kept, as one consistent picture; `now` says which month's calls are meant.
  func load(at now: Timestamp) async -> Kept

  /// Changes whenever anyone has changed what `load` gives; cheap enough to be asked every second.
  func version() async -> UInt64

  /// Comes soon after anyone may have changed what `load` gives, and ends when that can't be told
  /// any more. Nil if only asking tells.
  func changes() async -> AsyncStream<Void>?

  /// Merges an answer into what is kept, whole or not at all, and clears the metric's error.
  ///
  /// - Returns: the series to show: days that the answer no longer has stay.
  func save(
    _ fetched: FetchedSeries, validator: Validator?, of metric: Metric, asOf: Timestamp
  ) async -> Series

  /// The server said that nothing has changed: what is kept is current. Clears the error.
  func confirm(_ metric: Metric, asOf: Timestamp) async

  /// How a call failed; what is kept stays.
  func record(_ error: FetchError, at now: Timestamp) async

  /// What the leader plans, for the others to show.
  func announce(_ plan: AnnouncedPlan) async

  /// Takes or renews the lease; false if another holds it.
  ///
  /// One that wasn't renewed for `Lease.lifetime`, either way of the wall clock, is free.
  func lead(at now: Timestamp) async -> Bool

  /// Gives the lease up, if it is held.
  func resign() async

  /// Asks whoever leads for a refresh.
  func ask(_ request: RefreshRequest) async

  /// Counts calls before they are made, as far as the month's `limit` allows.
  ///
  /// - Returns: how many are granted, 0…`calls`.
  func take(_ calls: Int, of limit: Int, at now: Timestamp) async -> Int

  /// Gives back calls that reached nobody.
  func giveBack(_ calls: Int, at now: Timestamp) async
}

/// The right to refresh for all who share a store.
public enum Lease {
  /// A lease that wasn't renewed for so long is free: its holder died, sleeps or hangs.
  public static let lifetime = Duration.seconds(30)

  /// Whether a lease that was renewed then is still held; a wall clock that was set frees it.
  public static func isHeld(renewedAt renewal: Timestamp, now: Timestamp) -> Bool {
    let age = now - renewal
    return age < lifetime && age > .zero - lifetime
  }
}
