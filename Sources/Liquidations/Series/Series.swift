/// One value a slot, in USD, with slots that may be missing: what one metric's answer holds.
///
/// A missing slot is absent, never zero: `series[slot]` is nil for it.
public struct Series: Sendable {
  let first: Slot
  let values: [Double]

  /// The mark of a missing slot in the dense storage; it never leaves this type.
  private static let missing = Double.nan

  /// A series without a value.
  public static let empty = Series(first: Slot(.day, number: 0), values: [])

  /// The series of values in a row, from the slot on; a nil value says that its slot is missing.
  /// Values must be finite.
  public init(from first: Slot, _ values: [Double?]) {
    let start = values.firstIndex { $0 != nil } ?? 0
    let end = values.lastIndex { $0 != nil }.map { $0 + 1 } ?? start
    self.init(first: first + start, values: values[start..<end].map { $0 ?? Self.missing })
  }

  init(first: Slot, values: [Double]) {
    self.first = first
    self.values = values
  }

  /// How long its slots are.
  public var step: Step { first.step }

  /// From the first to the last slot that has a value; nil if there is none.
  public var slots: ClosedRange<Slot>? {
    values.isEmpty ? nil : first...(first + (values.count - 1))
  }

  public var isEmpty: Bool { values.isEmpty }

  /// The number of slots that have a value.
  public var count: Int {
    values.count { !$0.isNaN }
  }

  /// The value of the slot in USD; nil if it is missing, or of another step.
  public subscript(slot: Slot) -> Double? {
    let offset = slot.number - first.number
    guard slot.step == step, values.indices.contains(offset), !values[offset].isNaN else {
      return nil
    }
    return values[offset]
  }

  /// The slots of either series; of a slot that both have, the newer's value stands, and so does all
  /// of the newer one if its step is another.
  public func merged(with newer: Series) -> Series {
    guard let slots, let newSlots = newer.slots else { return isEmpty ? newer : self }
    guard step == newer.step else { return newer }
    let start = min(slots.lowerBound, newSlots.lowerBound)
    let end = max(slots.upperBound, newSlots.upperBound)
    var merged = [Double](repeating: Self.missing, count: end - start + 1)
    for (offset, value) in values.enumerated() { merged[first - start + offset] = value }
    for (offset, value) in newer.values.enumerated() where !value.isNaN {
      merged[newer.first - start + offset] = value
    }
    return Series(first: start, values: merged)
  }
}

// MARK: - By days

// What comes from the API and goes into the archive has a value a day.
extension Series {
  /// The series of the given days, in any order; of a day given twice the last one stands.
  ///
  /// A nil value says that the day is missing. Values must be finite.
  public init(_ entries: some Sequence<(day: Day, value: Double?)>) {
    var latest: [Day: Double] = [:]
    for entry in entries {
      latest[entry.day] = entry.value
    }
    let first = latest.keys.min() ?? Day(number: 0)
    let count = latest.keys.max().map { $0 - first + 1 } ?? 0
    var values = [Double](repeating: Self.missing, count: count)
    for (day, value) in latest {
      values[day - first] = value
    }
    self.init(first: first, values: values)
  }

  init(first: Day, values: [Double]) {
    self.init(first: Slot(first), values: values)
  }

  /// From the first to the last day that has a value; nil if there is none.
  public var days: ClosedRange<Day>? {
    slots.map { $0.lowerBound.day...$0.upperBound.day }
  }

  /// The value of the day in USD; nil if it is missing.
  public subscript(day: Day) -> Double? { self[Slot(day)] }

  /// The days that have a value, oldest first.
  public var entries: some Sequence<(day: Day, value: Double)> {
    values.indices.lazy
      .filter { !values[$0].isNaN }
      .map { (day: (first + $0).day, value: values[$0]) }
  }
}

extension Series: Equatable {
  public static func == (left: Series, right: Series) -> Bool {
    left.values.count == right.values.count
      && (left.isEmpty || left.first == right.first)
      && (left.sharesValues(with: right)
        || zip(left.values, right.values).allSatisfy { $0 == $1 || ($0.isNaN && $1.isNaN) })
  }

  /// Whether it is a copy, whose values needn't be compared.
  private func sharesValues(with other: Series) -> Bool {
    values.withUnsafeBufferPointer { own in
      other.values.withUnsafeBufferPointer { own.baseAddress == $0.baseAddress }
    }
  }
}
