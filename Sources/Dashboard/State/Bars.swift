import Liquidations

/// The bars of the chart: derived once from what changed, so that drawing needn't.
struct Bars: Equatable, Sendable {
  let days: ClosedRange<Day>
  let layout: BarLayout
  let buckets: [Bucket]
  let marks: [BarMark]
  let labels: [DateLabel]

  init(
    of history: History, days: ClosedRange<Day>, exchanges: ExchangeSet, today: Day, columns: Int
  ) {
    let layout = BarLayout(days: days.count, columns: columns)
    let buckets = history.buckets(days, length: layout.daysPerBar)
    self.days = days
    self.layout = layout
    self.buckets = buckets
    labels = DateLabel.labels(for: buckets.map(\.days), columns: columns)
    marks = buckets.map { BarMark($0, history: history, exchanges: exchanges, today: today) }
  }

  /// The bar that holds the day; the nearest one outside the range.
  func index(of day: Day) -> Int {
    buckets.firstIndex { day <= $0.days.upperBound } ?? max(0, buckets.count - 1)
  }
}
