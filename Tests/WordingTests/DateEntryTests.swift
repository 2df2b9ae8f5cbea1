import Liquidations
import Testing
import Wording

@Suite struct DateEntryTests {
  /// A Sunday.
  private let today = Day(number: 20_779)
  private var history: ClosedRange<Day> { (today - 399)...today }

  private func entry(_ text: String) throws(DateEntryError) -> DateEntry {
    try DateEntry(text, history: history, today: today)
  }

  private func day(_ year: Int, _ month: Int, _ day: Int) throws -> Day {
    try #require(Day(year: year, month: month, day: day))
  }

  @Test(arguments: ["2026-11-09", " 2026-11-09 ", "11-09", "11-9", "2026-11-9"])
  func understandsADay(text: String) throws {
    #expect(try entry(text) == .day(try day(2026, 11, 9)))
  }

  @Test func understandsTodayAndYesterday() throws {
    #expect(try entry("today") == .day(today))
    #expect(try entry("Yesterday") == .day(today - 1))
  }

  @Test func understandsAMonthAYearAndARange() throws {
    #expect(try entry("2026-02") == .range(try day(2026, 2, 1)...(try day(2026, 2, 28))))
    #expect(try entry("2026") == .range(try day(2026, 1, 1)...today), "no day after today")
    #expect(
      try entry("2026-03-01..2026-04-15") == .range(try day(2026, 3, 1)...(try day(2026, 4, 15))))
    #expect(try entry("2026-03..2026-04") == .range(try day(2026, 3, 1)...(try day(2026, 4, 30))))
    #expect(try entry("2026-03-01..") == .range(try day(2026, 3, 1)...today))
    #expect(try entry("..2026-03-01") == .range(history.lowerBound...(try day(2026, 3, 1))))
  }

  @Test func understandsWeeksAndTheLastDays() throws {
    #expect(try entry("this week") == .range((today - 6)...today))
    #expect(try entry("Last  Week") == .range((today - 13)...(today - 7)))
    #expect(try entry("last month") == .range(try day(2026, 10, 1)...(try day(2026, 10, 31))))
    #expect(try entry("this month") == .range(try day(2026, 11, 1)...today), "no day after today")
    #expect(try entry("7d") == .range((today - 6)...today))
    #expect(try entry("1d") == .day(today))
    #expect(try entry("9999d") == .range(history))
    #expect(try entry("2026-W12") == .range(try day(2026, 3, 16)...(try day(2026, 3, 22))))
    #expect(try entry("2026-w1") == .range(try day(2025, 12, 29)...(try day(2026, 1, 4))))
    #expect(
      try entry("2026-W12..2026-03-31")
        == .range(try day(2026, 3, 16)...(try day(2026, 3, 31))))
  }

  @Test func aComplaintKeepsWhatWasTyped() {
    let refusal = #expect(throws: DateEntryError.self) { try entry(" next  Week ") }
    #expect(refusal?.text == "next  Week: not a date; write 2026-11-09 or last week")
  }

  @Test(
    arguments: [
      ("2026-W54", "no such week"), ("2026-W0", "no such week"), ("2025-W53", "no such week"),
      ("2026-Wx", "no such week"), ("0d", "not a date"), ("12345d", "not a date"),
      ("-7d", "not a date"), ("2026-02-30", "no such day"), ("2026-13", "no such month"),
      ("2026-13-01", "no such day"),
      ("2026-12-24", "not there yet; the last day is 2026-11-22"),
      ("2019-01-01", "the first day is"),
      ("2026-04-15..2026-03-01", "the end is before the start"), ("soon", "not a date"),
      ("2026-11-09-1", "not a date"), ("..", "a range is A..B"), ("1..2..3", "a range is A..B"),
      ("99999", "not a date"), ("", "type a day or a range"), ("-5", "not a date"),
      ("٣", "not a date"),
    ])
  func saysWhyNot(text: String, reason: String) {
    let refusal = #expect(throws: DateEntryError.self) { try entry(text) }
    #expect(refusal?.text.contains(reason) == true, "\(refusal?.text ?? "")")
  }
}
