/// An entry of an answer that was dropped, because it can't be meant.
public struct DroppedValue: Hashable, Codable, Sendable {
  /// What is wrong with it, if it isn't the sign.
  public enum Fault: Hashable, Codable, Sendable {
    /// Its day is before there was Bitcoin.
    case early
    /// Its day is after tomorrow by this machine's clock; nil if the server's doesn't say otherwise.
    case future(daysBehind: Int?)
    /// Its amount is more than there ever was.
    case tooLarge
    /// Its amount is no number.
    case notANumber
    /// It isn't a time and an amount.
    case unreadable
    /// Another entry of the day came after it, with another amount.
    case repeated
  }

  public let key: SeriesKey
  public let day: Day
  /// The dropped value in USD, as far as it can be told.
  public let value: Double
  /// Nil if the sign is the other side's.
  public let fault: Fault?
  /// How many more of its kind aren't kept one by one; nil for none.
  public internal(set) var more: Int?

  // As archives have it.
  private enum CodingKeys: String, CodingKey {
    case key = "metric"
    case day
    case value
    case fault
    case more
  }

  /// A day or an amount out of all bounds is cut to them.
  public init(key: SeriesKey, day: Day, value: Double, fault: Fault? = nil, more: Int? = nil) {
    self.key = key
    self.day = min(max(day, Day.bounds.lowerBound), Day.bounds.upperBound)
    let largest = Series.largestAmount
    self.value = value.isNaN ? 0 : min(max(value, -largest), largest)
    self.fault = fault
    self.more = more
  }

  public init(
    metric: Metric, day: Day, value: Double, fault: Fault? = nil, more: Int? = nil
  ) {
    self.init(key: .liquidations(metric), day: day, value: value, fault: fault, more: more)
  }

  /// How many entries it stands for.
  public var count: Int { 1 + (more ?? 0) }
}

extension [DroppedValue] {
  /// The first of a kind that are kept one by one.
  private static let few = 3

  /// Adds one: the first few of its kind as they are, the others as a count.
  public mutating func tally(_ dropped: DroppedValue) {
    guard count(where: { $0.fault == dropped.fault }) >= Self.few,
      let last = lastIndex(where: { $0.fault == dropped.fault })
    else { return append(dropped) }
    self[last].more = (self[last].more ?? 0) + dropped.count
  }

  /// How many entries were dropped, of whichever kind.
  public var total: Int { reduce(0) { $0 + $1.count } }
}
