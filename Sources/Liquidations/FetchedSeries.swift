/// One metric's answer: its series, and the values that were dropped from it.
public struct FetchedSeries: Equatable, Sendable {
  /// A value that was dropped because its sign is the other side's.
  public struct Rejection: Hashable, Codable, Sendable {
    public let metric: Metric
    public let day: Day
    /// The dropped value in USD.
    public let value: Double

    public init(metric: Metric, day: Day, value: Double) {
      self.metric = metric
      self.day = day
      self.value = value
    }
  }

  public let series: DailySeries
  public let rejections: [Rejection]

  public init(series: DailySeries, rejections: [Rejection] = []) {
    self.series = series
    self.rejections = rejections
  }
}
