/// One bar of the chart: some slots in a row and what was liquidated in them.
public struct Bucket: Hashable, Sendable {
  public let slots: ClosedRange<Slot>
  public let amounts: Amounts

  public init(slots: ClosedRange<Slot>, amounts: Amounts) {
    self.slots = slots
    self.amounts = amounts
  }
}

extension History {
  /// The slots cut into equal buckets of `length` slots, oldest first.
  ///
  /// The last bucket ends with the last slot; the first is shorter where the slots don't divide.
  public func buckets(_ slots: ClosedRange<Slot>, length: Int) -> [Bucket] {
    Self.cut(slots, length: length).map { Bucket(slots: $0, amounts: sum($0)) }
  }

  /// The spans of those buckets.
  public static func cut(_ slots: ClosedRange<Slot>, length: Int) -> [ClosedRange<Slot>] {
    let length = max(1, length)
    let count = (slots.count + length - 1) / length
    return (0..<count).map { index in
      let end = slots.upperBound - (count - 1 - index) * length
      return max(slots.lowerBound, end - (length - 1))...end
    }
  }
}
