import Liquidations
import Wording

/// The days of the current month that are over, and the same days of the month before.
struct MonthSoFar {
  /// Such as `Nov 01…21`.
  let name: String
  let comparison: String
  /// Both sides of the shown exchanges together in USD; nil where a part is missing.
  let total: Double?
  /// How many times the same days of the month before; nil where either lacks a part.
  let times: Double?
  /// What lacks in these days, and what in the same of the month before; nil where nothing does.
  let lack: (own: String?, other: String?)

  /// Nil on the first of a month, and where the data aren't of days.
  init?(_ state: DashboardState) {
    let last = state.today - 1
    let count = last.date.day
    guard state.data.grain == .days, state.running.step == .day, state.today.date.day > 1,
      let history = state.snapshot.history.days
    else { return nil }
    let before = last - count
    let days = last - (count - 1)...last
    // A shorter month ends before the same day.
    let length = before.date.day
    let same = before - (length - 1)...before - (length - 1) + (min(count, length) - 1)
    let calendar = state.calendar
    name = calendar.span(Slot(days.lowerBound)...Slot(days.upperBound))
    comparison = "vs \(calendar.span(Slot(same.lowerBound)...Slot(same.upperBound)))"
    func lack(_ days: ClosedRange<Day>) -> String? {
      Lack(in: Slot(days.lowerBound)...Slot(days.upperBound), of: state)?.words
    }
    self.lack = (lack(days), lack(same))
    func gross(_ days: ClosedRange<Day>) -> Double? {
      guard history.lowerBound <= days.lowerBound, days.upperBound <= history.upperBound else {
        return nil
      }
      return state.data.history.sum(Slot(days.lowerBound)...Slot(days.upperBound))
        .gross(of: state.exchanges)
    }
    total = gross(days)
    let other = gross(same)
    times = total.flatMap { total in other.flatMap { $0 > 0 ? total / $0 : nil } }
  }
}
