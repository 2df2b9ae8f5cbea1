/// One value a UTC day, in USD, with days that may be missing: what one metric's answer holds.
///
/// A missing day is absent, never zero: `series[day]` is nil for it.
public struct Series: Sendable {
  let first: Day
  let values: [Double]

  /// The mark of a missing day in the dense storage; it never leaves this type.
  private static let missing = Double.nan

  /// A series without a day.
  public static let empty = Series([])

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
    self.first = first
    self.values = values
  }

  init(first: Day, values: [Double]) {
    self.first = first
    self.values = values
  }

  /// From the first to the last day that has a value; nil if there is none.
  public var days: ClosedRange<Day>? {
    values.isEmpty ? nil : first...(first + (values.count - 1))
  }

  public var isEmpty: Bool { values.isEmpty }

  /// The number of days that have a value.
  public var count: Int {
    values.count { !$0.isNaN }
  }

  /// The value of the day in USD; nil if it is missing.
  public subscript(day: Day) -> Double? {
    let offset = day - first
    guard values.indices.contains(offset), !values[offset].isNaN else { return nil }
    return values[offset]
  }

  /// The days of either series; of a day that both have, the newer's value stands.
  public func merged(with newer: Series) -> Series {
    guard let days, let newDays = newer.days else { return isEmpty ? newer : self }
    let start = min(days.lowerBound, newDays.lowerBound)
    let end = max(days.upperBound, newDays.upperBound)
    var merged = [Double](repeating: Self.missing, count: end - start + 1)
    for (offset, value) in values.enumerated() { merged[first - start + offset] = value }
    for (offset, value) in newer.values.enumerated() where !value.isNaN {
      merged[newer.first - start + offset] = value
    }
    return Series(first: start, values: merged)
  }

  /// The days that have a value, oldest first.
  public var entries: some Sequence<(day: Day, value: Double)> {
    values.indices.lazy
      .filter { !values[$0].isNaN }
      .map { (day: first + $0, value: values[$0]) }
  }
}

extension Series: Equatable {
  public static func == (left: Series, right: Series) -> Bool {
    left.values.count == right.values.count
      && (left.isEmpty || left.first == right.first)
      && zip(left.values, right.values).allSatisfy { $0 == $1 || ($0.isNaN && $1.isNaN) }
  }
}
