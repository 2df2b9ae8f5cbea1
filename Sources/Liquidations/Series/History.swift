/// The eight series side by side, a row of `Amounts` a UTC day, summed over any span at once.
///
/// Running sums are built once, so that a span costs the same however many days it has.
public struct History: Sendable, Equatable {
  /// From the first to the last day of any metric; nil if no metric has a day.
  public let days: ClosedRange<Day>?

  /// By day, then by `Metric.index`; 0 where missing.
  private let values: [SIMD8<Double>]
  /// By day, with bit `Metric.index` set where a value is present.
  private let present: [UInt8]
  /// Row `i` is the sum of all days before `i`, one more than there are days.
  private let sums: [SIMD8<Double>]
  private let counts: [SIMD8<Int32>]
  private let firstDays: [Day?]

  /// No day of any metric.
  public static let empty = History([:])

  public init(_ series: [Metric: Series]) {
    let spans = series.values.compactMap(\.days)
    firstDays = Metric.allCases.map { series[$0]?.days?.lowerBound }
    guard let first = spans.map(\.lowerBound).min(), let last = spans.map(\.upperBound).max()
    else {
      days = nil
      values = []
      present = []
      sums = [.zero]
      counts = [.zero]
      return
    }
    days = first...last
    (values, present) = Self.rows(series, from: first, count: last - first + 1)
    (sums, counts) = Self.runningSums(values, present)
  }

  /// The amounts of one day; all missing outside `days`.
  public subscript(day: Day) -> Amounts {
    guard let days, days.contains(day) else { return .missing }
    return row(day - days.lowerBound)
  }

  /// The amounts of a span of days added up; a metric is missing if no day of it has a value.
  public func sum(_ span: ClosedRange<Day>) -> Amounts {
    guard let (start, end) = offsets(span) else { return .missing }
    if end - start == 1 { return row(start) }
    let counted = counts[end] &- counts[start]
    var present: UInt8 = 0
    for index in 0..<8 where counted[index] > 0 { present |= 1 << UInt8(index) }
    return Amounts(values: sums[end] - sums[start], present: present)
  }

  /// How many days of the span have no value although the metric had begun by then.
  public func missingDays(of metric: Metric, in span: ClosedRange<Day>) -> Int {
    guard let first = firstDays[metric.index], first <= span.upperBound else { return 0 }
    let expected = max(first, span.lowerBound)...span.upperBound
    return expected.count - dayCount(of: metric, in: expected)
  }

  /// How many days of the span have a value.
  public func dayCount(of metric: Metric, in span: ClosedRange<Day>) -> Int {
    guard let (start, end) = offsets(span) else { return 0 }
    return Int(counts[end][metric.index] &- counts[start][metric.index])
  }

  /// The first day on which the metric has a value.
  public func firstDay(of metric: Metric) -> Day? {
    firstDays[metric.index]
  }

  private func offsets(_ span: ClosedRange<Day>) -> (start: Int, end: Int)? {
    guard let days, days.overlaps(span) else { return nil }
    let inside = span.clamped(to: days)
    return (
      inside.lowerBound - days.lowerBound,
      inside.upperBound - days.lowerBound + 1
    )
  }

  private func row(_ index: Int) -> Amounts {
    Amounts(values: values[index], present: present[index])
  }

  private static func rows(
    _ series: [Metric: Series], from first: Day, count: Int
  ) -> (values: [SIMD8<Double>], present: [UInt8]) {
    var values = [SIMD8<Double>](repeating: .zero, count: count)
    var present = [UInt8](repeating: 0, count: count)
    for (metric, series) in series {
      for (day, value) in series.entries {
        values[day - first][metric.index] = value
        present[day - first] |= 1 << UInt8(metric.index)
      }
    }
    return (values, present)
  }

  private static func runningSums(
    _ values: [SIMD8<Double>], _ present: [UInt8]
  ) -> (sums: [SIMD8<Double>], counts: [SIMD8<Int32>]) {
    var sums = [SIMD8<Double>.zero]
    var counts = [SIMD8<Int32>.zero]
    sums.reserveCapacity(values.count + 1)
    counts.reserveCapacity(values.count + 1)
    var sum = SIMD8<Double>.zero
    var count = SIMD8<Int32>.zero
    for (values, present) in zip(values, present) {
      sum += values
      for index in 0..<8 where present & (1 << UInt8(index)) != 0 { count[index] &+= 1 }
      sums.append(sum)
      counts.append(count)
    }
    return (sums, counts)
  }

  public static func == (left: History, right: History) -> Bool {
    left.days == right.days && left.values == right.values && left.present == right.present
  }
}
