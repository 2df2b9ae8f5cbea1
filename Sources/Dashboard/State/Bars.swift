import Liquidations

/// The bars of the chart: derived once from what changed, so that drawing needn't.
struct Bars: Equatable, Sendable {
  let days: ClosedRange<Day>
  /// The most days that a bar holds.
  let daysPerBar: Int
  let layout: BarLayout
  let buckets: [Bucket]
  let marks: [BarMark]
  let labels: [DateLabel]

  init(
    of history: History, days: ClosedRange<Day>, interval: BarInterval, exchanges: ExchangeSet,
    today: Day, columns: Int
  ) {
    let spans = interval.spans(of: days, columns: columns)
    let buckets = spans.map { Bucket(days: $0, amounts: history.sum($0)) }
    self.days = days
    self.buckets = buckets
    daysPerBar = spans.map(\.count).max() ?? 1
    layout = BarLayout(bars: spans.count, columns: columns)
    labels = DateLabel.labels(for: spans, columns: columns)
    marks = buckets.map { BarMark($0, history: history, exchanges: exchanges, today: today) }
  }

  /// The bar that holds the day; the nearest one outside the range.
  func index(of day: Day) -> Int {
    buckets.firstIndex { day <= $0.days.upperBound } ?? max(0, buckets.count - 1)
  }
}
