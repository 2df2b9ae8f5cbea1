/// One metric's answer: its series, and the values that were dropped from it.
public struct FetchedSeries: Equatable, Sendable {
  public let series: Series
  public let droppedValues: [DroppedValue]

  public init(series: Series, droppedValues: [DroppedValue] = []) {
    self.series = series
    self.droppedValues = droppedValues
  }
}

/// A value that was dropped because its sign is the other side's.
public struct DroppedValue: Hashable, Codable, Sendable {
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
