import Liquidations
import Testing

@Suite struct DateRangeTests {
  @Test(arguments: [(7, 7), (30, 30), (90, 90), (180, 180), (365, 365), (1, 1), (0, 1), (-3, 1)])
  func aNumberOfDaysEndsToday(count: Int, expected: Int) throws {
    let today = try day(2026, 11, 22)
    let days = DateRange(.days(count)).days(in: try day(2020, 1, 1)...today, today: today)
    #expect(days.count == expected)
    #expect(days.upperBound == today)
  }

  @Test func yearToDateBeginsInJanuary() throws {
    let today = try day(2026, 11, 22)
    let history = try day(2020, 1, 1)...today
    #expect(
      try DateRange(.yearToDate).days(in: history, today: today) == day(2026, 1, 1)...today)
    let end = try day(2024, 2, 29)
    #expect(
      try DateRange(.yearToDate, end: Slot(end)).days(in: history, today: today)
        == day(2024, 1, 1)...end)
  }

  @Test func allIsTheWholeHistory() throws {
    let today = try day(2026, 11, 22)
    let history = try day(2020, 1, 1)...(today - 1)
    #expect(
      DateRange(.all).days(in: history, today: today) == history.lowerBound...today)
  }

  @Test func aRangeMayEndInThePast() throws {
    let today = try day(2026, 11, 22)
    let end = try day(2022, 6, 18)
    let days = DateRange(.days(30), end: Slot(end)).days(
      in: try day(2020, 1, 1)...today, today: today)
    #expect(days == (end - 29)...end)
    #expect(
      DateRange(days).days(in: try day(2020, 1, 1)...today, today: today) == days)
  }

  @Test func daysAreKeptWithinTheHistory() throws {
    let today = try day(2026, 11, 22)
    let first = try day(2026, 11, 1)
    #expect(DateRange(.days(365)).days(in: first...today, today: today) == first...today)
    #expect(DateRange(.yearToDate).days(in: first...today, today: today) == first...today)
    #expect(
      DateRange(.days(7), end: Slot(first - 100)).days(in: first...today, today: today)
        == first...first)
    #expect(
      DateRange(.days(7), end: Slot(today + 100)).days(in: first...today, today: today)
        == (today - 6)...today)
    #expect(DateRange(.days(.max)).days(in: first...today, today: today) == first...today)
  }

  @Test func aDayAheadOfTodayIsShown() throws {
    let today = try day(2026, 11, 22)
    let history = try day(2026, 1, 1)...(today + 1)
    #expect(DateRange(.days(7)).days(in: history, today: today).upperBound == today + 1)
  }

  @Test func aHistoryThatEndsEarlyLeavesRoomUpToToday() throws {
    let today = try day(2026, 11, 22)
    let history = try day(2026, 1, 1)...(today - 5)
    #expect(DateRange(.days(7)).days(in: history, today: today) == (today - 6)...today)
  }

  @Test func withoutHistoryTheRangeStillHasItsDays() throws {
    let today = try day(2026, 11, 22)
    #expect(DateRange(.days(90)).days(in: nil, today: today) == (today - 89)...today)
    #expect(DateRange(.all).days(in: nil, today: today) == today...today)
    #expect(
      try DateRange(.yearToDate).days(in: nil, today: today) == day(2026, 1, 1)...today)
  }

  @Test func presetsAreNamedAsOnTheScreen() {
    #expect(Span.presets.map(\.name) == ["7D", "30D", "90D", "180D", "1Y", "YTD", "ALL"])
    #expect(Span.days(42).name == "42D")
  }
}
