public import Liquidations

/// Where the series come from: one call for each, as often as it is asked.
public protocol SeriesSource: Sendable {
  /// The whole history of one series, unless it is still the answer that `validator` came with.
  ///
  /// The source bounds its own time, and ends early when its task is cancelled.
  func series(
    of key: SeriesKey, unlessUnchanged validator: Validator?
  ) async throws(FetchError) -> Answer
}
