/// The answer of one series, and the values that were dropped from it.
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
  public let key: SeriesKey
  public let day: Day
  /// The dropped value in USD.
  public let value: Double

  // As archives have it.
  private enum CodingKeys: String, CodingKey {
    case key = "metric"
    case day
    case value
  }

  public init(key: SeriesKey, day: Day, value: Double) {
    self.key = key
    self.day = day
    self.value = value
  }

  public init(metric: Metric, day: Day, value: Double) {
    self.init(key: .liquidations(metric), day: day, value: value)
  }
}
