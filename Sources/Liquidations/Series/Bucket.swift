/// One bar of the chart: some days in a row and what was liquidated in them.
public struct Bucket: Hashable, Sendable {
  public let days: ClosedRange<Day>
  public let amounts: Amounts

  public init(days: ClosedRange<Day>, amounts: Amounts) {
    self.days = days
    self.amounts = amounts
  }
}

extension History {
  /// The days cut into equal buckets of `length` days, oldest first.
  ///
  /// The last bucket ends with the last day; the first is shorter where the days don't divide.
  public func buckets(_ days: ClosedRange<Day>, length: Int) -> [Bucket] {
    Self.cut(days, length: length).map { Bucket(days: $0, amounts: sum($0)) }
  }

  /// The spans of those buckets.
  public static func cut(_ days: ClosedRange<Day>, length: Int) -> [ClosedRange<Day>] {
    let length = max(1, length)
    let count = (days.count + length - 1) / length
    return (0..<count).map { index in
      let end = days.upperBound - (count - 1 - index) * length
      return max(days.lowerBound, end - (length - 1))...end
    }
  }
}
