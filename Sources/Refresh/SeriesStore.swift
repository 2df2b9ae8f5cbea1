public import Liquidations

/// Where series outlive a refresh.
///
/// Nothing here throws: a store that fails says so in its own log, and the dashboard goes on with
/// what it has in memory.
public protocol SeriesStore: Sendable {
  /// Everything kept, each with the time at which it was received.
  func load() async -> [Metric: KeptSeries]

  /// Keeps what was received at `asOf`, in place of what was kept of that metric.
  ///
  /// - Returns: the series to show: the received one, or one that also has the days which only
  ///   the store still has.
  func save(_ fetched: FetchedSeries, of metric: Metric, asOf: Timestamp) async -> DailySeries
}

/// One metric's last good answer and when it was received.
public struct KeptSeries: Equatable, Sendable {
  public let fetched: FetchedSeries
  public let asOf: Timestamp

  public init(_ fetched: FetchedSeries, asOf: Timestamp) {
    self.fetched = fetched
    self.asOf = asOf
  }
}
