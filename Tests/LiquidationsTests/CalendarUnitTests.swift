import Liquidations
import Testing

/// What bars are, and where they begin.
@Suite struct CalendarUnitTests {
  /// Wednesday 2026-07-01 to Sunday 2026-11-22, of a history that began a year before.
  private let days = Slot(.day, number: 20_635)...Slot(.day, number: 20_779)
  private let history = Slot(.day, number: 20_270)...Slot(.day, number: 20_779)

  @Test func weeksBeginOnMondayWhereverTheRangeDoes() {
    let weeks = CalendarUnit.week.spans(touching: days, within: history)
    #expect(weeks.allSatisfy { $0.lowerBound.day.weekday == 0 && $0.count == 7 })
    #expect(weeks.first?.lowerBound.day == Day(year: 2026, month: 6, day: 29))
  }

  @Test func monthsBeginOnTheirFirst() {
    let months = CalendarUnit.month.spans(touching: days, within: history)
    #expect(months.map(\.count) == [31, 31, 30, 31, 22])
    let cut = (days.lowerBound + 9)...days.upperBound
    #expect(CalendarUnit.month.spans(touching: cut, within: history) == months)
  }

  @Test func whereTheHistoryBeginsABarDoes() {
    let years = CalendarUnit.year.spans(touching: history, within: history)
    #expect(years.first?.lowerBound == history.lowerBound)
    #expect(years.map(\.count) == [history.count - 326, 326])
  }

  @Test(arguments: CalendarUnit.allCases, Step.allCases)
  func everyUnitFollowsTheOneBefore(unit: CalendarUnit, step: Step) {
    guard unit.rawValue >= CalendarUnit(step).rawValue else { return }
    // Across a leap day, the turn of a year, 1970, and a century.
    for (year, month) in [(2024, 2), (2025, 12), (1969, 12), (1999, 12)] {
      let day = Day(year: year, month: month, day: 27) ?? Day(number: 0)
      let slots = Slot(step, firstOf: day)...Slot(step, lastOf: day + (step == .minute ? 2 : 9))
      let all = Slot(step, firstOf: day - 60_000)...Slot(step, lastOf: day + 60_000)
      let spans = unit.spans(touching: slots, within: all)
      #expect(spans.count == unit.count(in: slots))
      #expect(zip(spans, spans.dropFirst()).allSatisfy { $1.lowerBound == $0.upperBound + 1 })
      #expect(spans.allSatisfy { unit.slots(around: $0.lowerBound) == $0 })
      #expect(spans.allSatisfy { unit.slots(around: $0.upperBound) == $0 })
      #expect(spans[0].contains(slots.lowerBound))
      #expect(spans[spans.count - 1].contains(slots.upperBound))
    }
  }

  @Test func hoursAreCountedByTheClock() {
    let day = Day(year: 2026, month: 11, day: 22) ?? Day(number: 0)
    let hours = Slot(.hour, firstOf: day) + 3...Slot(.hour, firstOf: day) + 9
    let bars = CalendarUnit.fourHours.spans(touching: hours, within: hours)
    #expect(bars.map { $0.lowerBound.start.hour } == [3, 4, 8])
    #expect(bars.map { $0.upperBound.start.hour } == [3, 7, 9])
  }
}
