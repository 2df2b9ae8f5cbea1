import Liquidations
import Testing

@Suite struct DayTests {
  @Test(arguments: [
    (0, 1970, 1, 1), (-1, 1969, 12, 31), (11_016, 2000, 2, 29), (11_017, 2000, 3, 1),
    (19_782, 2024, 2, 29), (20_590, 2026, 5, 17), (-719_468, 0, 3, 1), (-719_469, 0, 2, 29),
    (-25_509, 1900, 2, 28), (-25_508, 1900, 3, 1), (47_540, 2100, 2, 28), (47_541, 2100, 3, 1),
  ])
  func knowsTheCalendar(number: Int, year: Int, month: Int, day: Int) {
    #expect(Day(number: number).date == (year, month, day))
    #expect(Day(year: year, month: month, day: day) == Day(number: number))
  }

  @Test func everyDayOfEightCenturiesGoesRoundThroughItsDate() throws {
    var expected = (year: 1_700, month: 1, day: 1)
    let first = try day(1_700, 1, 1)
    var wrong: [Day] = []
    for number in first.number..<(first.number + 292_194) {
      let day = Day(number: number)
      let date = day.date
      if date != expected || Day(year: date.year, month: date.month, day: date.day) != day {
        wrong.append(day)
      }
      expected = Self.dayAfter(expected)
    }
    #expect(wrong.isEmpty)
    #expect(expected == (2_500, 1, 1))
  }

  private static func dayAfter(
    _ date: (year: Int, month: Int, day: Int)
  ) -> (year: Int, month: Int, day: Int) {
    if date.day < Day.daysIn(month: date.month, year: date.year) {
      return (date.year, date.month, date.day + 1)
    }
    return date.month < 12 ? (date.year, date.month + 1, 1) : (date.year + 1, 1, 1)
  }

  @Test(arguments: [
    (2026, 0, 1), (2026, 13, 1), (2026, 1, 0), (2026, 1, 32), (2026, 4, 31), (2026, 2, 29),
    (1900, 2, 29), (2100, 2, 29), (2026, -1, 5), (2026, 5, -5), (10_000, 1, 1), (-10_000, 1, 1),
    (Int.max, 1, 1), (2026, Int.min, 1), (2026, 1, Int.max),
  ])
  func refusesADateThatTheCalendarDoesNotHave(year: Int, month: Int, day: Int) {
    #expect(Day(year: year, month: month, day: day) == nil)
  }

  @Test(arguments: [
    (0, 0), (86_399_999, 0), (86_400_000, 1), (-1, -1), (-86_400_000, -1), (-86_400_001, -2),
    (1_778_976_000_000, 20_590),
  ])
  func holdsEveryMillisecondOfItsDay(milliseconds: Int64, number: Int) {
    #expect(Day(millisecondsSinceEpoch: milliseconds).number == number)
  }

  @Test func beginsAtMidnight() {
    let day = Day(number: 20_590)
    #expect(day.millisecondsSinceEpoch == 1_778_976_000_000)
    #expect(day.start == Timestamp(seconds: 1_778_976_000))
    #expect(Day(number: -1).start == Timestamp(seconds: -86_400))
  }

  @Test(arguments: [(0, "Thu"), (-1, "Wed"), (-4, "Sun"), (20_590, "Sun"), (20_591, "Mon")])
  func knowsItsWeekday(number: Int, name: String) {
    #expect(Day(number: number).weekdayName == name)
  }

  @Test func isWrittenAsIsoDate() throws {
    #expect(try day(2026, 11, 22).description == "2026-11-22")
    #expect(try day(987, 6, 5).description == "0987-06-05")
    #expect(try day(2026, 5, 17).monthName == "May")
  }

  @Test func isCountedByItsDays() throws {
    let first = try day(2024, 2, 28)
    #expect(try first + 2 == day(2024, 3, 1))
    #expect(try day(2024, 3, 1) - first == 2)
    #expect(try day(2024, 3, 1) - 2 == first)
    #expect((first...(first + 6)).count == 7)
    #expect(first < first + 1)
  }
}

@Suite struct TimestampTests {
  @Test(arguments: [
    (0, 0, 0), (86_399, 0, 86_399), (86_400, 1, 0), (-1, -1, 86_399), (-86_400, -1, 0),
  ])
  func knowsItsDayAndItsSecond(seconds: Int64, day: Int, second: Int) {
    let moment = Timestamp(seconds: seconds)
    #expect(moment.day == Day(number: day))
    #expect(moment.secondOfDay == second)
  }

  @Test func isMovedByWholeSeconds() {
    let moment = Timestamp(seconds: 100)
    #expect(moment + .seconds(20) == Timestamp(seconds: 120))
    #expect(moment + .milliseconds(1_900) == Timestamp(seconds: 101))
    #expect(moment + .seconds(-101) == Timestamp(seconds: -1))
    #expect(moment - Timestamp(seconds: 130) == .seconds(-30))
  }
}
