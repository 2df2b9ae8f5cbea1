public import Liquidations

/// Where series outlive a refresh, and where those who share a token agree on who refreshes.
///
/// One store belongs to one source and one token; several processes may share what is behind it.
/// Nothing in its ports throws: a store that can't write goes on in memory and says why in
/// `StoredState.fault`.
public typealias SeriesStore = SeriesKeeper & LeaseKeeper & CallCounter & NewsTeller

/// Keeps what was received.
public protocol SeriesKeeper: Sendable {
  /// What is kept, as one consistent picture; `now` says which month's calls are meant.
  func load(at now: Timestamp) async -> StoredState

  /// Merges an answer into what is kept, whole or not at all, and clears the series' error.
  ///
  /// - Returns: the series to show: days that the answer no longer has stay.
  func save(
    _ fetched: FetchedSeries, validator: Validator?, of key: SeriesKey, asOf: Timestamp
  ) async -> Series

  /// The server said that nothing has changed: what is kept is current. Clears the error.
  func confirm(_ key: SeriesKey, asOf: Timestamp) async

  /// How a call failed; what is kept stays.
  func record(_ error: FetchError, at now: Timestamp) async
}

/// Says who of those that share a store works for all, and carries what they tell each other.
public protocol LeaseKeeper: Sendable {
  /// Takes or renews the lease.
  ///
  /// One that wasn't renewed for `Lease.lifetime`, either way of the wall clock, is free.
  func lead(_ topic: Topic, at now: Timestamp) async -> LeaseAnswer

  /// Gives the lease up, if it is held, in a cancelled task too; never waits for others.
  func resign(_ topic: Topic) async

  /// What the one who refreshes plans, for the others to show.
  func announce(_ plan: AnnouncedPlan) async

  /// Asks whoever refreshes to do so.
  func ask(_ request: RefreshRequest) async
}

/// Counts the calls of a token's UTC months.
public protocol CallCounter: Sendable {
  /// Counts calls before they are made, as far as the month's `limit` allows.
  ///
  /// - Returns: how many are granted, 0…`calls`.
  func take(_ calls: Int, of limit: Int, at now: Timestamp) async -> Int

  /// Gives back calls that reached nobody.
  func giveBack(_ calls: Int, at now: Timestamp) async
}

/// Tells of what others have changed; nobody is told of what it has changed itself.
public protocol NewsTeller: Sendable {
  /// Changes whenever another has changed what `load` gives, or the store goes on elsewhere; cheap
  /// enough to be asked every second.
  func version() async -> UInt64

  /// Comes soon after another may have changed something, and ends when that can't be told any
  /// more. Nil if only asking tells, for now at least.
  func news(of topic: Topic) async -> AsyncStream<Void>?
}
