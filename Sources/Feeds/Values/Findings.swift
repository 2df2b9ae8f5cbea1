/// What was seen of facts about an exchange that are known at second hand only.
public struct Findings: Hashable, Sendable {
  /// Liquidations that came by the connection.
  public var streamed = 0
  /// Liquidations that requests brought; some of them came by the connection, too.
  public var requested = 0
  /// Binance: rows of orders that aren't wholly filled, which aren't counted since a whole one follows.
  public var unfilled = 0
  /// Rows that were equal to another in the same message, and were counted as well.
  public var twins = 0
  /// How far behind the clock a streamed row was, at most.
  public var latestRow = Duration.zero
  /// Deribit: liquidations that were flagged only when the same time was read again.
  public var flaggedLater = 0

  public init() {}

  /// Adds another's counts.
  public mutating func add(_ other: Findings) {
    streamed += other.streamed
    requested += other.requested
    unfilled += other.unfilled
    twins += other.twins
    latestRow = max(latestRow, other.latestRow)
    flaggedLater += other.flaggedLater
  }
}
