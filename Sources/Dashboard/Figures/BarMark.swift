import Liquidations

/// What has to be said of a bar besides its height.
enum BarMark: Hashable, Sendable {
  case none
  /// No exchange that is shown has a value.
  case missing
  /// Some slot of some exchange that is shown has no value.
  case incomplete
  /// The bar holds the running slot, which isn't over.
  case partial
  /// The history begins within the bar's slots.
  case cutBefore
  /// The API has no value of the day: what feeds told of it stands there, which is a floor.
  case floor

  /// - Parameters:
  ///   - whole: the slots that the bar would hold if the history didn't begin within it.
  ///   - running: the slot that isn't over.
  ///   - gaps: when feeds weren't heard; nil where the data aren't theirs.
  ///   - isFloor: whether it is what feeds told, for want of a value of the API.
  init(
    _ bucket: Bucket, whole: ClosedRange<Slot>, exchanges: ExchangeSet, running: Slot,
    gaps: LiveGaps?, isFloor: Bool
  ) {
    if bucket.slots.contains(running) {
      self = .partial
    } else if bucket.amounts.isMissing(exchanges) {
      self = .missing
    } else if isFloor {
      self = .floor
    } else if whole.lowerBound < bucket.slots.lowerBound {
      self = .cutBefore
    } else if gaps?.touch(bucket.slots, of: exchanges) ?? bucket.amounts.isIncomplete(exchanges) {
      self = .incomplete
    } else {
      self = .none
    }
  }
}

extension BarMark {
  /// Whether the bar holds less than it will, or than the others do: it is drawn dimmer.
  var isProvisional: Bool { self == .partial || self == .cutBefore }
}
