import Liquidations
import Testing

@Suite struct SlotTests {
  @Test(arguments: Step.allCases, [-86_401, -1, 0, 59, 60, 3_599, 3_600, 86_399, 1_795_358_165])
  func holdsItsMoment(step: Step, seconds: Int64) {
    let slot = Slot(step, at: Timestamp(seconds: seconds))
    #expect(slot.start.seconds <= seconds && seconds < (slot + 1).start.seconds)
    #expect(slot.day == Timestamp(seconds: seconds).day)
    #expect(slot.start.seconds % step.seconds == 0)
  }

  @Test(arguments: Step.allCases, [-3, 0, 20_779])
  func aDayHasItsSlots(step: Step, number: Int) {
    let day = Day(number: number)
    let slots = step.slots(of: day...day)
    #expect(slots.count == step.perDay)
    #expect(slots.lowerBound.start == day.start && slots.lowerBound.beginsDay)
    #expect((slots.upperBound + 1).start == (day + 1).start)
    #expect(slots.allSatisfy { $0.day == day })
    #expect(slots.count { $0.beginsDay } == 1)
  }

  @Test func isCountedByItsStep() {
    let hour = Slot(.hour, number: 10)
    #expect(hour + 14 == Slot(.hour, firstOf: Day(number: 1)))
    #expect((hour + 14) - hour == 14 && hour - 11 < hour)
    #expect(Slot(Day(number: 1)) - Slot(Day(number: -1)) == 2)
  }

  @Test func slotsOfTwoStepsLieInTheOrderOfTheirBeginning() {
    let day = Slot(Day(number: 1))
    let hours = Step.hour.slots(of: Day(number: 1)...Day(number: 1))
    #expect(hours.lowerBound < day && day < hours.lowerBound + 1)
    #expect(hours.lowerBound != day)
    #expect(day.last(on: .hour) == hours.upperBound)
    #expect(hours.upperBound.last(on: .day) == day)
    #expect(day.last(on: .day) == day)
    #expect(hours.lowerBound.distance(to: day + 1) == 24)
  }

  /// The years of a calendar date are more than data may have.
  @Test(arguments: Step.allCases) func everyYearHasRoom(step: Step) throws {
    for date in [(-9_999, 1, 1), (9_999, 12, 31)] {
      let day = try day(date.0, date.1, date.2)
      let slot = Slot(step, lastOf: day)
      #expect(slot.day == day && (slot + 1).day == day + 1)
      #expect(slot.last(on: .minute).day == day)
    }
    #expect(Timestamp(seconds: .max).day > Timestamp(seconds: .min).day)
  }

  @Test func isWrittenAsItBegins() {
    #expect("\(Slot(Day(number: 20_779)))" == "2026-11-22")
    #expect("\(Slot(.hour, firstOf: Day(number: 20_779)) + 9)" == "2026-11-22T09:00Z")
    #expect("\(Slot(.minute, firstOf: Day(number: 20_779)) + 75)" == "2026-11-22T01:15Z")
  }
}

@Suite struct HourlySeriesTests {
  private let first = Slot(.hour, number: 500_000)
  private let okx = Metric(.okx, .long)

  @Test func missingHoursAtTheEndsAreNoPartOfIt() {
    let series = Series(from: first, [nil, 1, nil, 3, nil])
    #expect(series.slots == (first + 1)...(first + 3) && series.count == 2)
    #expect(series[first + 1] == 1 && series[first + 2] == nil && series[first + 9] == nil)
    #expect(series[Slot(first.day)] == nil, "a day is none of its hours")
    #expect(Series(from: first, [nil, nil]) == .empty)
  }

  @Test func hoursAreNotMergedWithDays() {
    let hours = Series(from: first, [1, 2])
    let days = Series([(day: first.day, value: 9)])
    #expect(days.merged(with: hours) == hours)
    #expect(hours.merged(with: Series(from: first + 1, [5, 6])) == Series(from: first, [1, 5, 6]))
  }

  @Test func aHistoryCountsInTheHoursOfItsSeries() {
    let history = History([
      okx: Series(from: first, (0..<48).map { $0 == 5 ? nil : Double($0) }),
      Metric(.okx, .short): Series([(day: first.day, value: -1)]),
    ])
    #expect(history.step == .hour && history.slots == first...(first + 47))
    #expect(history[first + 7][okx] == 7 && history[first + 5][okx] == nil)
    #expect(history.sum((first + 4)...(first + 6))[okx] == 10)
    #expect(history.missingSlots(of: okx, in: first...(first + 47)) == 1)
    #expect(history.total(.short) == nil, "a series of another step is left out")
    #expect(history[Slot(first.day)] == .missing)
    let day = first.day + 1
    let hours = Step.hour.slots(of: day...day).compactMap { history[$0][okx] }
    #expect(history[day][okx] == hours.reduce(0, +))
  }

  @Test func aSpanOfDaysCoversTheirHours() {
    let history = first...(first + 999)
    let running = first + 999
    func slots(_ range: DateRange) -> ClosedRange<Slot> {
      range.slots(in: history, running: running)
    }
    #expect(slots(DateRange(.days(7))) == (running - 167)...running)
    #expect(slots(DateRange(.last(24, .hour))) == (running - 23)...running)
    #expect(slots(DateRange(.all)) == history)
    let days = (running.day - 9)...(running.day - 3)
    #expect(slots(DateRange(days)) == Step.hour.slots(of: days))
    #expect(slots(DateRange(.days(.max))) == history)
    #expect(DateRange(.last(36, .hour)).slots(in: nil, running: Slot(running.day)).count == 2)
  }

  @Test(arguments: [(24, "1D"), (36, "36H"), (168, "7D"), (8_760, "1Y")])
  func spansOfWholeDaysAreNamedSo(hours: Int, name: String) {
    #expect(Span(slots: hours, of: .hour).name == name)
  }
}

extension History {
  fileprivate func total(_ side: Side) -> Double? { slots.flatMap { sum($0).total(side) } }
}
