import Liquidations

/// What a bar is asked to be; its raw value is the word for it in files.
public enum BarInterval: String, CaseIterable, Hashable, Sendable {
  /// The shortest unit of the calendar whose bars fit.
  case fit
  case minute
  case fiveMinutes = "5min"
  case quarterOfAnHour = "15min"
  case hour
  case fourHours = "4h"
  case day
  case week
  case month

  /// What a bar is, if so many have room: what is asked for, or the next longer unit that fits.
  func unit(of slots: ClosedRange<Slot>, most: Int) -> CalendarUnit {
    let step = slots.lowerBound.step
    let shortest = max(asked?.rawValue ?? 0, CalendarUnit(step).rawValue)
    return CalendarUnit.allCases.first {
      $0.rawValue >= shortest && $0.count(in: slots) <= most
    } ?? .century
  }

  /// The unit that is asked for; nil where that is left to what fits.
  var asked: CalendarUnit? {
    switch self {
    case .fit: nil
    case .minute: .minute
    case .fiveMinutes: .fiveMinutes
    case .quarterOfAnHour: .quarterOfAnHour
    case .hour: .hour
    case .fourHours: .fourHours
    case .day: .day
    case .week: .week
    case .month: .month
    }
  }
}
