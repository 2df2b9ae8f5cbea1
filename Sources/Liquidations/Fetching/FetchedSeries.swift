/// The answer of one series, and what was dropped from it.
public struct FetchedSeries: Equatable, Sendable {
  public let series: Series
  /// The first few of each kind.
  public let droppedValues: [DroppedValue]

  public init(series: Series, droppedValues: [DroppedValue] = []) {
    self.series = series
    self.droppedValues = droppedValues
  }
}
