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
  private let interval: BarInterval
  /// How many days, weeks or months a bar holds.
  let periods: Int
  /// Whether each bar holds a day with an unusual long, and with an unusual short.
  private let unusualLongs: [Bool]
  private let unusualShorts: [Bool]

  init(
    of history: History, days: ClosedRange<Day>, interval: BarInterval, exchanges: ExchangeSet,
    today: Day, columns: Int, unusual: UnusualDays
  ) {
    let spans = interval.spans(of: days, columns: columns)
    let buckets = spans.map { Bucket(days: $0, amounts: history.sum($0)) }
    self.days = days
    self.buckets = buckets
    daysPerBar = spans.map(\.count).max() ?? 1
    layout = BarLayout(bars: spans.count, columns: columns)
    labels = DateLabel.labels(for: spans, columns: columns)
    let periods = interval.periods(of: days, columns: columns)
    self.interval = interval
    self.periods = periods
    marks = buckets.map {
      let whole = interval.whole($0.days, periods: periods)
      return BarMark($0, whole: whole, history: history, exchanges: exchanges, today: today)
    }
    unusualLongs = unusual.marks(.long, in: spans, of: history)
    unusualShorts = unusual.marks(.short, in: spans, of: history)
  }

  /// Whether the bar holds a day whose side is unusual.
  func isUnusual(_ index: Int, _ side: Side) -> Bool {
    side == .long ? unusualLongs[index] : unusualShorts[index]
  }

  /// How many days the bar would hold if the range didn't cut it.
  func wholeDays(_ index: Int) -> Int {
    interval.whole(buckets[index].days, periods: periods).count
  }

  /// The bar that holds the day; the nearest one outside the range.
  func index(of day: Day) -> Int {
    buckets.firstIndex { day <= $0.days.upperBound } ?? max(0, buckets.count - 1)
  }
}
