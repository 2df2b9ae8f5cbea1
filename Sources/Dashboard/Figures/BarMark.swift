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
  /// The range, or the history, begins within the bar's days, or ends within them.
  case cutBefore, cutAfter

  /// - Parameter whole: the days that the bar would hold if the range didn't cut it.
  init(
    _ bucket: Bucket, whole: ClosedRange<Day>, history: History, exchanges: ExchangeSet, today: Day
  ) {
    if bucket.days.contains(today) {
      self = .partial
    } else if bucket.amounts.isMissing(exchanges) {
      self = .missing
    } else if whole.lowerBound < bucket.days.lowerBound {
      self = .cutBefore
    } else if whole.upperBound > bucket.days.upperBound {
      self = .cutAfter
    } else if exchanges.metrics.contains(where: { history.missingDays(of: $0, in: bucket.days) > 0 }
    ) {
      self = .incomplete
    } else {
      self = .none
    }
  }
}

extension BarMark {
  /// Whether the bar holds less than it will, or than the others do: it is drawn dimmer.
  var isProvisional: Bool { self == .partial || self == .cutBefore || self == .cutAfter }
}

extension ExchangeSet {
  /// Both sides of the members.
  var metrics: [Metric] {
    Metric.allCases.filter { contains($0.exchange) }
  }
}
