public import Liquidations

/// Where what was heard outlives a program, and where those who share it agree on who listens.
///
/// Several processes may share what is behind it. Nothing in it throws: a store that can't write says
/// so, and is given the same again.
public protocol LiveStore: Sendable {
  /// Takes or renews the lease of a topic, here always `live`.
  func lead(_ topic: Topic, at now: Timestamp) async -> LeaseAnswer

  /// Gives the lease up, if it is held, in a cancelled task too; never waits for others.
  func resign(_ topic: Topic) async

  /// Comes soon after another may have saved something, and ends when that can't be told any more. Nil
  /// if only asking tells, for now at least.
  func news(of topic: Topic) async -> AsyncStream<Void>?

  /// What is kept.
  ///
  /// - Parameters:
  ///   - edition: what is known already; nil for nothing.
  ///   - listens: whether it is for one who will count, who needs the identities of what was.
  /// - Returns: nil if that edition is the last.
  func loadLive(since edition: LiveEdition?, listens: Bool, at now: Timestamp) async -> StoredLive?

  /// Keeps all of the changes or nothing, if that edition still is the last, and this one holds the
  /// lease.
  func saveLive(
    _ changes: LiveChanges, after edition: LiveEdition, at now: Timestamp
  ) async -> SaveAnswer

  /// Liquidations from the tape, newest first; nil if it can't be read.
  func tape(_ part: TapePart) async -> [Liquidation]?
}

/// What became of a save.
public enum SaveAnswer: Equatable, Sendable {
  /// It is kept; the fault is what is to be said all the same.
  case saved(LiveEdition, StoreFault?)
  /// Another has saved meanwhile, or holds the lease, or the store is another one: nothing was kept.
  case overtaken
  /// Nothing can be written now; why, if there is more to say than that.
  case unwritten(StoreFault?)
}

/// Which part of the tape is asked for.
public struct TapePart: Hashable, Sendable {
  /// Before that moment, in milliseconds since 1970; nil from the newest on.
  public var before: Int64?
  /// None that is smaller, in USD.
  public var atLeast: Double
  /// How many at most, up to 10,000.
  public var limit: Int

  public init(before milliseconds: Int64? = nil, atLeast usd: Double = 0, limit: Int = 1_000) {
    before = milliseconds
    atLeast = usd
    self.limit = min(max(limit, 0), 10_000)
  }
}
