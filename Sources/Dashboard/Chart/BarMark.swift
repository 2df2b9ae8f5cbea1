import Liquidations

/// What has to be said of a bar besides its height.
enum BarMark: Hashable, Sendable {
  case none
  /// No exchange that is shown has a value.
  case missing
  /// Some day of some exchange that is shown has no value.
  case incomplete
  /// The bar holds the current UTC day, which isn't over.
  case partial

  init(_ bucket: Bucket, history: History, exchanges: ExchangeSet, today: Day) {
    if bucket.days.contains(today) {
      self = .partial
    } else if bucket.amounts.isMissing(exchanges) {
      self = .missing
    } else if exchanges.metrics.contains(where: { history.missingDays(of: $0, in: bucket.days) > 0 }
    ) {
      self = .incomplete
    } else {
      self = .none
    }
  }
}

extension ExchangeSet {
  /// Both sides of the members.
  var metrics: [Metric] {
    Metric.allCases.filter { contains($0.exchange) }
  }
}
