public import Liquidations

/// What one BTC cost at the end of each UTC day that is over, all of one exchange's market: those of two
/// are never put together.
public struct DailyCloses: Equatable, Sendable {
  /// Whose market it is.
  public let exchange: Exchange
  /// In USD, or the dollar coin of the market, above 0.
  public let series: Series

  public init(_ exchange: Exchange, _ series: Series) {
    self.exchange = exchange
    self.series = series
  }

  /// Those of days that are over; nil if there are none.
  public func over(at now: Timestamp) -> DailyCloses? {
    let past = series.entries.filter { $0.day < now.day }
    guard !past.isEmpty else { return nil }
    return DailyCloses(exchange, Series(past.map { (day: $0.day, value: $0.value) }))
  }
}

/// What became of an attempt to fetch daily closes.
public enum ClosesAnswer: Sendable {
  /// Of the first source that answered well; the price of the day that isn't over may be among them.
  case closes(DailyCloses)
  /// Why none did, in one sentence with its full stop.
  case failed(String)
}

extension DailyCloses {
  /// Nothing else can be meant, in USD.
  static let bounds = 1.0...1e9

  /// Those of the days, without what can't be meant.
  func bounded(to days: ClosedRange<Day>) -> DailyCloses {
    let sound = series.entries.filter { days.contains($0.day) && Self.bounds.contains($0.value) }
    return DailyCloses(exchange, Series(sound.map { (day: $0.day, value: $0.value) }))
  }
}
