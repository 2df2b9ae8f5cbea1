import Archive
import Liquidations
import Wording

/// A line of an export, as CSV.
enum ExportLine {
  /// The first line.
  static let names = "source,day,exchange,side,usd,fetched_at,replaced_at\n"

  static func line(_ value: ArchivedValue) -> String {
    let metric = value.key.metric
    let times = [value.fetchedAt, value.replacedAt].map { $0?.isoSecond ?? "" }
    let fields = [
      field(value.source), "\(value.day)", metric.exchange.slug, metric.side.name,
      USD.exact(value.usd), times[0], times[1],
    ]
    return fields.joined(separator: ",") + "\n"
  }

  /// In quotes where it would else be several fields; without line ends, which no source has.
  private static func field(_ text: String) -> String {
    let text = text.shown()
    guard text.contains(where: { ",\"".contains($0) }) else { return text }
    return
      "\"\(text.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\""))\""
  }
}

extension SeriesKey {
  /// The exchange and the side of which it is.
  var metric: Metric {
    switch self {
    case .liquidations(let metric): metric
    }
  }
}
