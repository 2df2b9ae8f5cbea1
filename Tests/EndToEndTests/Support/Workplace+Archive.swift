import Archive
import Liquidations

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

extension Workplace {
  /// Makes an archive of a market, as of a minute and a half before so many hours ago; returns its path.
  func makeArchive(
    _ market: Market = Market(), source: String = "https://newhedge.io", hoursAgo: Int = 0
  ) async -> String {
    let path = path("archive.sqlite")
    let now = Timestamp(seconds: Int64(time(nil)))
    let archive = SeriesArchive(path: path, source: source, token: "", now: { now })
    for metric in Metric.allCases {
      let fetched = FetchedSeries(series: market.series(metric))
      _ = await archive.save(
        fetched, validator: nil, of: .liquidations(metric),
        asOf: now + .seconds(-3_600 * hoursAgo - 90))
    }
    await archive.close()
    return path
  }
}
