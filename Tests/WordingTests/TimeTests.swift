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

@Suite struct RangeTextTests {
  /// 2026-11-22.
  private let today = Day(number: 20_779)

  @Test(arguments: [
    (0, "Nov 22", "Nov 22 … Nov 22"), (89, "Aug 25 … Nov 22", "Aug 25 … Nov 22"),
    (365, "Nov 22 2025 … Nov 22 2026", "2025-11-22…2026-11-22"),
  ])
  func saysYearsWhereTheyDiffer(back: Int, short: String, bar: String) {
    let days = (today - back)...today
    #expect(RangeText.short(days, signs: .unicode) == short)
    #expect(RangeText.bar(days, today: today, signs: .unicode) == bar)
  }

  @Test func aBarOfAnotherYearIsSaidByNumbers() {
    let days = (today - 378)...(today - 372)
    #expect(RangeText.bar(days, today: today, signs: .unicode) == "2025-11-09…11-15")
  }

  @Test func namesThatAreTooLongGiveWayToNumbers() {
    let days = (today - 365)...today
    #expect(RangeText.fitting(27, days, signs: .ascii) == "Nov 22 2025 .. Nov 22 2026")
    #expect(RangeText.fitting(25, days, signs: .ascii) == "2025-11-22..2026-11-22")
  }
}
