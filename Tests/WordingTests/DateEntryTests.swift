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

  /// Today is Sunday, 2026-11-22.
  @Test(
    arguments: [
      ("nov", "2026-11-01", "2026-11-22"), ("November", "2026-11-01", "2026-11-22"),
      ("dec", "2025-12-01", "2025-12-31"), ("mar 2026", "2026-03-01", "2026-03-31"),
      ("w12", "2026-03-16", "2026-03-22"), ("W47", "2026-11-16", "2026-11-22"),
      ("q1", "2026-01-01", "2026-03-31"), ("2026-Q2", "2026-04-01", "2026-06-30"),
      ("this quarter", "2026-10-01", "2026-11-22"), ("last quarter", "2026-07-01", "2026-09-30"),
      ("this year", "2026-01-01", "2026-11-22"), ("2w", "2026-11-09", "2026-11-22"),
      ("3m", "2026-08-23", "2026-11-22"), ("1y", "2025-11-23", "2026-11-22"),
      ("nov 1..nov 9", "2026-11-01", "2026-11-09"), ("oct..w45", "2026-10-01", "2026-11-08"),
      ("last month..", "2026-10-01", "2026-11-22"),
      ("mar 2026..2026-04", "2026-03-01", "2026-04-30"),
      ("monday..yesterday", "2026-11-16", "2026-11-21"),
    ])
  func understandsWordsAndTheRangesBetweenThem(text: String, first: String, last: String) throws {
    guard case .range(let days) = try entry(text) else {
      return #expect(Bool(false), "\(text) is no range")
    }
    #expect((days.lowerBound.description, days.upperBound.description) == (first, last))
  }

  @Test(
    arguments: [
      ("nov 9", "2026-11-09"), ("9 nov", "2026-11-09"), ("Nov 09", "2026-11-09"),
      ("dec 24", "2025-12-24"), ("nov 9 2026", "2026-11-09"), ("9 november 2026", "2026-11-09"),
      ("monday", "2026-11-16"), ("sun", "2026-11-22"), ("sat", "2026-11-21"),
    ])
  func understandsADayInWords(text: String, day: String) throws {
    guard case .day(let found) = try entry(text) else {
      return #expect(Bool(false), "\(text) is no day")
    }
    #expect(found.description == day)
  }

  @Test func whatGoesOnWithTimeIsASpan() throws {
    #expect(try entry("ytd") == .span(.yearToDate))
    #expect(try entry(" ALL ") == .span(.all))
  }

  /// The same words without a history, for the command line and the configuration.
  @Test func aRangeIsSaidBeforeThereIsAHistory() throws {
    func range(_ text: String) throws -> DateRange { try DateRange(text, today: today) }
    #expect(try range("90d") == DateRange(.days(90)))
    #expect(try range("1y") == DateRange(.days(365)))
    #expect(try range("2w") == DateRange(.days(14)))
    #expect(try range("3m") == DateRange(.days(92)))
    #expect(try range("ytd") == DateRange(.yearToDate))
    #expect(try range("all") == DateRange(.all))
    #expect(try range("this month") == DateRange(.days(22)), "it follows time")
    #expect(try range("2026-03") == DateRange(try day(2026, 3, 1)...(try day(2026, 3, 31))))
    #expect(try range("nov 9") == DateRange(try day(2026, 11, 9)...(try day(2026, 11, 9))))
    #expect(try range("2026-11-01..") == DateRange(.days(22)))
    #expect(try range("..2026-03-01") == DateRange(.all, end: Slot(try day(2026, 3, 1))))
    for (text, reason) in [
      ("2027", "in the future; today is 2026-11-22"), ("soon", "not a date"),
      ("2026-04..2026-03", "the end is before the start"), ("45", "not a date"),
    ] {
      let refusal = #expect(throws: DateEntryError.self) { try range(text) }
      #expect(refusal?.text.contains(reason) == true, "\(refusal?.text ?? "")")
    }
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
      ("2026-12-24", "in the future; the last day is 2026-11-22"),
      ("2019-01-01", "the first day is"),
      ("2026-04-15..2026-03-01", "the end is before the start"), ("soon", "not a date"),
      ("2026-11-09-1", "not a date"), ("..", "a range is A..B"), ("1..2..3", "a range is A..B"),
      ("99999", "not a date"), ("", "type a day or a range"), ("-5", "not a date"),
      ("٣", "not a date"), ("q5", "no such quarter"), ("2026-q0", "no such quarter"),
      ("w54", "no such week"), ("nov 31", "no such day"), ("feb 30 2024", "no such day"),
      ("no 9", "not a date"), ("nov 9 26", "not a date"), ("9 9 2026", "not a date"),
      ("last decade", "not a date"), ("24h", "only whole days here; write 1d"),
      ("0w", "not a date"),
      ("nov 9 2026 x", "not a date"), ("30x", "30x: not a date; write 30d or last week"),
      ("0x", "write 2026-11-09"), ("2026x", "write 2026-11-09"),
    ])
  func saysWhyNot(text: String, reason: String) {
    let refusal = #expect(throws: DateEntryError.self) { try entry(text) }
    #expect(refusal?.text.contains(reason) == true, "\(refusal?.text ?? "")")
  }

  // MARK: - Without a history

  @Test func hoursAndMinutesAreTakenWhereThereAreAny() throws {
    for (text, span) in [
      ("6h", Span.last(6, .hour)), ("90min", .last(90, .minute)), ("7d", .days(7)), ("all", .all),
    ] {
      #expect(try DateRange(text, today: today, hasHours: true) == DateRange(span))
    }
    for text in ["6h", "90min"] {
      #expect(throws: DateEntryError.self) { try DateRange(text, today: today) }
      #expect(throws: DateEntryError.self) { try entry(text) }
    }
    #expect(throws: DateEntryError.self) {
      try DateRange("0min", today: today, hasHours: true)
    }
  }

  @Test func aBareNumberIsToldWhatItMayMean() {
    let week = #expect(throws: DateEntryError.self) { try DateRange("7", today: today) }
    #expect(
      week?.forms == ["7: not a date; 7 days are 7d", "not a date; 7 days are 7d", "7 days are 7d"])
    let year = #expect(throws: DateEntryError.self) { try entry("365") }
    #expect(year?.forms.last == "365 days are 365d")
  }

  @Test func eachEndOfARangeIsReadForItself() throws {
    func range(_ since: String?, _ until: String?) throws(DateEndError) -> DateRange {
      try DateRange(since: since, until: until, today: today)
    }
    #expect(try range("2d", nil) == DateRange(.days(2)))
    #expect(try range("2026-03", "2026-04") == DateRange("2026-03..2026-04", today: today))
    #expect(try range(nil, "2026-04") == DateRange("..2026-04", today: today))
    #expect(try range("all", "yesterday") == DateRange(.all, end: Slot(today - 1)))
    for (since, until, end, reason) in [
      ("soon", "today", DateEndError.End.first, "soon: not a date; write 2026-11-09 or last week"),
      ("today", "soon", .last, "soon: not a date; write 2026-11-09 or last week"),
      ("2026-12-01", "2026-11-01", .first, "2026-12-01: in the future; today is 2026-11-22"),
      ("today", "yesterday", .last, "yesterday: before 2026-11-22, where the range begins"),
      ("6h", "today", .first, "6h: only whole days here; write 1d"),
    ] {
      let error = #expect(throws: DateEndError.self) { try range(since, until) }
      #expect(error?.end == end && error?.reason.text == reason)
    }
  }
}
