public import Liquidations

/// What was closed by force since a UTC midnight, up to a whole hour, against as much of other days.
public struct DayPace: Hashable, Sendable {
  /// How many hours since midnight are counted, 1…23.
  public let hours: Int
  /// How many times what the day in the middle came to by then.
  public let timesMedian: Double
  /// On how many days before it that rests: those whose same hours were covered throughout.
  public let days: Int

  /// With fewer days there is no telling what is usual.
  static let leastDays = 7
  /// So many days before are looked at.
  static let reach = 90
}

extension LiveSums {
  /// Today up to the last whole hour that the exchanges have all told of, by hour sums; nil where today or
  /// too many of the days before weren't covered throughout.
  public func pace(of exchanges: ExchangeSet, at now: Timestamp) -> DayPace? {
    let today = now.day
    let told = exchanges.exchanges.map { hoursCovered($0, since: today.start) }
    guard let hours = told.min(), hours > 0, hours < Step.hour.perDay else { return nil }
    let others = (today - DayPace.reach..<today).filter { day in
      exchanges.exchanges.allSatisfy { hoursCovered($0, since: day.start) >= hours }
    }
    guard others.count >= DayPace.leastDays else { return nil }
    let sorted = others.map { usd($0, hours, exchanges) }.sorted()
    let middle = sorted.count / 2
    let median =
      sorted.count % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
    guard median > 0 else { return nil }
    return DayPace(
      hours: hours, timesMedian: usd(today, hours, exchanges) / median, days: others.count)
  }

  /// How many whole hours from a moment on an exchange was covered without a gap.
  private func hoursCovered(_ exchange: Exchange, since start: Timestamp) -> Int {
    guard let span = coverage[exchange].span(holding: start.seconds) else { return 0 }
    return Int((span.upperBound - start.seconds) / Step.hour.seconds)
  }

  private func usd(_ day: Day, _ hours: Int, _ exchanges: ExchangeSet) -> Double {
    let first = Slot(.hour, firstOf: day).number
    var usd = 0.0
    self.hours.forEach(in: first..<first + hours) { key, tallies in
      if exchanges.contains(ExchangeSet(key.exchange)) { usd += tallies.both.usd }
    }
    return usd
  }
}
