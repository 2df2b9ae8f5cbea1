public import Liquidations

/// A store that lasts as long as the process.
public actor MemoryStore: SeriesStore {
  private var kept: [Metric: KeptSeries]

  public init(_ kept: [Metric: KeptSeries] = [:]) {
    self.kept = kept
  }

  public func load() -> [Metric: KeptSeries] { kept }

  public func save(
    _ fetched: FetchedSeries, of metric: Metric, asOf: Timestamp
  ) -> DailySeries {
    kept[metric] = KeptSeries(fetched, asOf: asOf)
    return fetched.series
  }
}
