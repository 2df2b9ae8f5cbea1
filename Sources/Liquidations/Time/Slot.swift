/// A place on a step: a minute, an hour or a UTC day, counted from 1970-01-01T00:00Z.
public struct Slot: Hashable, Sendable {
  public let step: Step
  /// Slots since 1970-01-01T00:00Z; negative before it.
  public let number: Int

  public init(_ step: Step, number: Int) {
    self.step = step
    self.number = number
  }

  /// The day itself, on the step of days.
  public init(_ day: Day) {
    self.init(.day, number: day.number)
  }

  /// The slot that holds the moment.
  public init(_ step: Step, at moment: Timestamp) {
    self.init(step, number: Int(moment.seconds.floored(by: step.seconds)))
  }

  /// The slot that begins with the day.
  public init(_ step: Step, firstOf day: Day) {
    self.init(step, number: day.number * step.perDay)
  }

  /// The slot that ends with the day.
  public init(_ step: Step, lastOf day: Day) {
    self.init(step, number: day.number * step.perDay + (step.perDay - 1))
  }

  /// The moment at which the slot begins.
  public var start: Timestamp { Timestamp(seconds: Int64(number) * step.seconds) }

  /// The UTC day that holds the slot.
  public var day: Day { Day(number: Int(Int64(number).floored(by: Int64(step.perDay)))) }

  /// Whether a day begins with the slot.
  public var beginsDay: Bool { number == day.number * step.perDay }

  /// The last slot of a finer step within this one; of a coarser step the slot that holds this one.
  public func last(on step: Step) -> Slot {
    Slot(step, at: Timestamp(seconds: start.seconds + (self.step.seconds - 1)))
  }
}

extension Slot: Comparable, Strideable {
  /// Of one step and one place: what Strideable would provide goes by the beginning alone.
  public static func == (left: Slot, right: Slot) -> Bool {
    left.number == right.number && left.step == right.step
  }

  /// By their beginning; of slots that begin together the shorter comes first.
  public static func < (left: Slot, right: Slot) -> Bool {
    if left.step == right.step { return left.number < right.number }
    if left.start != right.start { return left.start < right.start }
    return left.step.seconds < right.step.seconds
  }

  /// Slots of this one's step from it to the one that holds the beginning of the other.
  public func distance(to other: Slot) -> Int {
    (other.step == step ? other : Slot(step, at: other.start)).number - number
  }

  public func advanced(by slots: Int) -> Slot { Slot(step, number: number + slots) }

  public static func + (slot: Slot, slots: Int) -> Slot { slot.advanced(by: slots) }

  public static func - (slot: Slot, slots: Int) -> Slot { slot.advanced(by: -slots) }

  /// The number of slots from `right` to `left`.
  public static func - (left: Slot, right: Slot) -> Int { right.distance(to: left) }
}

extension Slot: CustomStringConvertible {
  /// ISO 8601: `2026-11-22`, or `2026-11-22T14:00Z` of an hour.
  public var description: String {
    guard step != .day else { return "\(day)" }
    let clock = [start.hour, start.minute].map { $0 < 10 ? "0\($0)" : "\($0)" }
    return "\(day)T\(clock.joined(separator: ":"))Z"
  }
}

extension Int64 {
  /// The quotient rounded down, so that moments before 1970 lie in their slots too.
  func floored(by divisor: Int64) -> Int64 {
    let (quotient, remainder) = quotientAndRemainder(dividingBy: divisor)
    return remainder < 0 ? quotient - 1 : quotient
  }
}
