public import Liquidations

/// Where the series come from: one call for each metric, as often as it is asked.
public protocol SeriesSource: Sendable {
  /// The whole history of one metric.
  ///
  /// The source bounds its own time, and ends early when its task is cancelled.
  func series(of metric: Metric) async throws(FetchError) -> FetchedSeries
}
