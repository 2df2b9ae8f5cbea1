/// One bar of the chart: some slots in a row and what was liquidated in them.
public struct Bucket: Hashable, Sendable {
  public let slots: ClosedRange<Slot>
  public let amounts: Amounts

  public init(slots: ClosedRange<Slot>, amounts: Amounts) {
    self.slots = slots
    self.amounts = amounts
  }
}
