/// How long the slots are in which time is counted.
public enum Step: CaseIterable, Hashable, Sendable {
  case minute, hour, day

  public var seconds: Int64 {
    switch self {
    case .minute: 60
    case .hour: 3_600
    case .day: 86_400
    }
  }

  /// How many slots a day has.
  public var perDay: Int { Int(Step.day.seconds / seconds) }

  /// The slots of the days, from the first of the first day to the last of the last.
  public func slots(of days: ClosedRange<Day>) -> ClosedRange<Slot> {
    Slot(self, firstOf: days.lowerBound)...Slot(self, lastOf: days.upperBound)
  }
}
