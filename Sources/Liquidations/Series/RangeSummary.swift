/// The figures of a range of days, over some exchanges.
///
/// Totals hold every day; records, ranks, mean and median leave out today, which isn't over.
public struct RangeSummary: Equatable, Sendable {
  /// A day and its amount in USD.
  public struct Record: Hashable, Sendable {
    public let day: Day
    public let amount: Double

    public init(day: Day, amount: Double) {
      self.day = day
      self.amount = amount
    }
  }

  public let days: ClosedRange<Day>
  public let exchanges: ExchangeSet
  public let amounts: Amounts
  /// The days with the largest longs and the largest shorts; nil if there were none.
  public let largestLong: Record?
  public let largestShort: Record?
  /// What all sides together came to, for each finished day that has a value, smallest first, USD.
  public let sortedGross: [Double]
  /// How many finished days have no value at all.
  public let missingDays: Int
  /// How many finished days lack some value of an exchange that had begun by then.
  public let incompleteDays: Int

  public init(
    of history: History, days: ClosedRange<Day>, exchanges: ExchangeSet, today: Day
  ) {
    self.days = days
    self.exchanges = exchanges
    amounts = history.sum(days)
    var largestLong: Record?
    var largestShort: Record?
    var gross: [Double] = []
    gross.reserveCapacity(days.count)
    var missing = 0
    for day in days where day < today {
      let amounts = history[day]
      guard let all = amounts.gross(of: exchanges) else {
        missing += 1
        continue
      }
      gross.append(all)
      if let long = amounts.total(.long, of: exchanges), long > largestLong?.amount ?? 0 {
        largestLong = Record(day: day, amount: long)
      }
      if let short = amounts.total(.short, of: exchanges), short < largestShort?.amount ?? 0 {
        largestShort = Record(day: day, amount: short)
      }
    }
    self.largestLong = largestLong
    self.largestShort = largestShort
    sortedGross = gross.sorted()
    missingDays = missing
    incompleteDays = Self.incompleteDays(history, days, exchanges, today)
  }

  /// The day in the middle by what all sides together came to, in USD; nil without a finished day.
  public var median: Double? {
    guard !sortedGross.isEmpty else { return nil }
    let middle = sortedGross.count / 2
    if sortedGross.count % 2 == 1 { return sortedGross[middle] }
    return (sortedGross[middle - 1] + sortedGross[middle]) / 2
  }

  /// The average finished day, in USD; nil without one.
  public var mean: Double? {
    sortedGross.isEmpty ? nil : sortedGross.reduce(0, +) / Double(sortedGross.count)
  }

  /// The place of a finished day among those of the range, 1 for the largest.
  public func rank(ofGross gross: Double) -> Int {
    var low = 0
    var high = sortedGross.count
    while low < high {
      let middle = (low + high) / 2
      if sortedGross[middle] <= gross { low = middle + 1 } else { high = middle }
    }
    return sortedGross.count - low + 1
  }

  /// Only where a metric lacks days at all are days looked at one by one.
  private static func incompleteDays(
    _ history: History, _ days: ClosedRange<Day>, _ exchanges: ExchangeSet, _ today: Day
  ) -> Int {
    let last = min(days.upperBound, today - 1)
    guard days.lowerBound <= last else { return 0 }
    let finished = days.lowerBound...last
    let metrics = Metric.allCases.filter {
      exchanges.contains($0.exchange) && history.missingDays(of: $0, in: finished) > 0
    }
    guard !metrics.isEmpty else { return 0 }
    return finished.count { day in
      let amounts = history[day]
      guard !amounts.isMissing(exchanges) else { return false }
      return metrics.contains {
        amounts[$0] == nil && history.missingDays(of: $0, in: day...day) > 0
      }
    }
  }
}
