import Liquidations
import Testing
import Wording

@Suite struct AgeTests {
  @Test(
    arguments: [
      (-5, "now", "now"), (59, "now", "now"), (60, "1 min", "1m"), (99 * 60 + 59, "99 min", "99m"),
      (100 * 60, "1 h", "1h"), (47 * 3_600 + 3_599, "47 h", "47h"), (48 * 3_600, "2 d", "2d"),
    ])
  func hasOneUnit(seconds: Int, words: String, short: String) {
    #expect(Age.words(.seconds(seconds)) == words)
    #expect(Age.short(.seconds(seconds)) == short)
  }
}

@Suite struct TimestampTextTests {
  @Test(
    arguments: [
      (0, "00:00", "1970-01-01T00:00Z", "1970-01-01T00:00:00Z"),
      (1_795_358_165, "14:36", "2026-11-22T14:36Z", "2026-11-22T14:36:05Z"),
      (-1, "23:59", "1969-12-31T23:59Z", "1969-12-31T23:59:59Z"),
    ])
  func hasTwoDigitsAUnit(seconds: Int64, clock: String, minute: String, second: String) {
    let moment = Timestamp(seconds: seconds)
    #expect(moment.clock == clock)
    #expect(moment.isoMinute == minute)
    #expect(moment.isoSecond == second)
  }
}

@Suite struct CalendarTextTests {
  /// 2026-11-22.
  private let today = Day(number: 20_779)
  private var days: CalendarText { CalendarText(Slot(today), signs: .unicode) }
  private var hours: CalendarText {
    CalendarText(Slot(.hour, firstOf: today) + 14, signs: .unicode)
  }

  private func hour(_ hour: Int, back: Int = 0) -> Slot {
    Slot(.hour, firstOf: today - back) + hour
  }

  @Test(arguments: [
    (0, "Nov 22", "Nov 22", "Nov 22"),
    (6, "Nov 16 … Nov 22", "Nov 16 … Nov 22", "Nov 16…22"),
    (89, "Aug 25 … Nov 22", "Aug 25 … Nov 22", "Aug 25…Nov 22"),
    (365, "Nov 22 2025 … Nov 22 2026", "2025-11-22…2026-11-22", "2025-11-22…2026-11-22"),
  ])
  func daysAreSaidWithYearsWhereTheyDiffer(back: Int, range: String, bar: String, span: String) {
    let slots = Slot(today - back)...Slot(today)
    #expect(days.range(slots) == range)
    #expect(days.bar(slots) == bar)
    #expect(days.span(slots) == span)
  }

  @Test func aBarOfAnotherYearIsSaidByNumbers() {
    #expect(days.bar(Slot(today - 378)...Slot(today - 372)) == "2025-11-09…11-15")
    #expect(hours.bar(hour(20, back: 378)...hour(3, back: 377)) == "2025-11-09 20:00…11-10 03:00")
  }

  @Test(arguments: [
    ("2025-11-09", "2025-11-15", "Nov 09 … Nov 15 2025", "2025-11-09…11-15", "2025-11-09…15"),
    ("2025-10-30", "2025-11-02", "Oct 30 … Nov 02 2025", "2025-10-30…11-02", "2025-10-30…11-02"),
    (
      "2025-12-29", "2026-01-04", "Dec 29 2025 … Jan 04 2026", "2025-12-29…2026-01-04",
      "2025-12-29…01-04"
    ),
    (
      "2023-12-29", "2025-12-28", "Dec 29 2023 … Dec 28 2025", "2023-12-29…2025-12-28",
      "2023-12-29…2025-12-28"
    ),
    ("2025-11-09", "2025-11-09", "2025-11-09", "2025-11-09", "2025-11-09"),
  ])
  func whatIsNotOfThisYearSaysItsYear(
    first: String, last: String, range: String, numbers: String, span: String
  ) throws {
    let slots = try Slot(day(first))...Slot(day(last))
    #expect(days.range(slots) == range)
    #expect(days.range(slots, within: range.count - 1) == numbers)
    #expect(days.span(slots) == span)
  }

  private func day(_ text: String) throws -> Day {
    let parts = text.split(separator: "-").compactMap { Int($0) }
    return try #require(Day(year: parts[0], month: parts[1], day: parts[2]))
  }

  @Test func hoursThatAreNotOfThisYearSayTheirYear() {
    let some = hour(9, back: 378)...hour(14, back: 378)
    #expect(hours.span(some) == "2025-11-09 09:00…14:00")
    #expect(hours.span(hour(20, back: 378)...hour(3, back: 377)) == "2025-11-09 20:00…10 03:00")
  }

  @Test func namesThatAreTooLongGiveWayToNumbers() {
    let year = Slot(today - 365)...Slot(today)
    let ascii = CalendarText(Slot(today), signs: .ascii)
    #expect(ascii.range(year, within: 27) == "Nov 22 2025 .. Nov 22 2026")
    #expect(ascii.range(year, within: 25) == "2025-11-22..2026-11-22")
    let week = hour(15, back: 7)...hour(14)
    #expect(hours.range(week, within: 30) == "Nov 15 15:00 … Nov 22 14:00")
    #expect(hours.range(week, within: 22) == "Nov 15 … Nov 22")
  }

  @Test func anHourIsSaidWithItsDay() {
    #expect(hours.numbers(hour(9)) == "2026-11-22 09:00")
    #expect(hours.title(hour(9)) == "Sun 2026-11-22 09:00")
    #expect(hours.short(hour(9)) == "Nov 22 09:00")
    #expect(hours.plainTitle(hour(9)) == "Sun Nov 22 09:00")
    #expect(hours.plain(hour(9, back: 365)) == "2025-11-22 09:00")
    #expect(days.title(Slot(today)) == "Sun 2026-11-22")
    #expect(days.plainTitle(Slot(today)) == "Sun Nov 22")
  }

  @Test func hoursInARowAreSaidByTheirDays() {
    let some = hour(9)...hour(14)
    #expect(hours.numbers(some) == "2026-11-22 09:00..2026-11-22 14:00")
    #expect(hours.span(some) == "Nov 22 09:00…14:00" && hours.bar(some) == "Nov 22 09:00…14:00")
    #expect(hours.span(hour(20, back: 1)...hour(3)) == "Nov 21 20:00…22 03:00")
    let whole = Step.hour.slots(of: (today - 6)...today)
    #expect(hours.numbers(whole) == "2026-11-16..2026-11-22")
    #expect(hours.range(whole) == "Nov 16 … Nov 22" && hours.span(whole) == "Nov 16…22")
    #expect(hours.bar(Step.hour.slots(of: today...today)) == "Nov 22")
  }

  @Test func unitsAreThoseOfTheStep() {
    #expect(days.article == "a day" && hours.article == "an hour")
    #expect(days.count(1) == "1 day" && hours.count(2) == "2 hours")
    #expect(days.shortCount(7) == "7d" && hours.shortCount(7) == "7h")
  }

  @Test(arguments: [(0, "0 min"), (36 * 60 + 59, "36 min"), (7_200, "60 min"), (-5, "0 min")])
  func whatHasGoneOfAnHourIsSaidInMinutes(seconds: Int, gone: String) {
    let running = Slot(.hour, firstOf: today) + 14
    let progress = hours.progress(of: running, at: running.start + .seconds(seconds))
    #expect(progress.gone == gone && progress.whole == 60)
  }

  @Test func millisecondsAreWritten() {
    #expect(Timestamp.isoMillisecond(1_795_790_160_007) == "2026-11-27T14:36:00.007Z")
    #expect(Timestamp.isoMillisecond(-1) == "1969-12-31T23:59:59.999Z")
  }
}
