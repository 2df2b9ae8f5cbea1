import Canvas
import Liquidations
import Testing

@testable import Dashboard

@Suite struct DateEntryTests {
  let history = (Samples.today - 399)...Samples.today

  private func entry(_ text: String) throws(DateEntryError) -> DateEntry {
    try DateEntry(text, history: history, today: Samples.today)
  }

  private func day(_ year: Int, _ month: Int, _ day: Int) throws -> Day {
    try #require(Day(year: year, month: month, day: day))
  }

  @Test(arguments: ["2026-11-09", " 2026-11-09 ", "11-09", "11-9", "2026-11-9"])
  func understandsADay(text: String) throws {
    #expect(try entry(text) == .day(try day(2026, 11, 9)))
  }

  @Test func understandsTodayAndYesterday() throws {
    #expect(try entry("today") == .day(Samples.today))
    #expect(try entry("Yesterday") == .day(Samples.today - 1))
  }

  @Test func understandsAMonthAYearAndARange() throws {
    #expect(try entry("2026-02") == .range(try day(2026, 2, 1)...(try day(2026, 2, 28))))
    #expect(try entry("2026") == .range(try day(2026, 1, 1)...Samples.today), "no day after today")
    #expect(
      try entry("2026-03-01..2026-04-15") == .range(try day(2026, 3, 1)...(try day(2026, 4, 15))))
    #expect(try entry("2026-03..2026-04") == .range(try day(2026, 3, 1)...(try day(2026, 4, 30))))
    #expect(try entry("2026-03-01..") == .range(try day(2026, 3, 1)...Samples.today))
    #expect(try entry("..2026-03-01") == .range(history.lowerBound...(try day(2026, 3, 1))))
  }

  @Test func understandsWeeksAndTheLastDays() throws {
    // Today is a Sunday.
    let today = Samples.today
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

@Suite struct DateLineTests {
  private func type(_ text: String, in state: inout DashboardState) {
    _ = reduce(&state, .terminal(.keys(text.unicodeScalars.map { .character($0) })))
  }

  @Test func goesToADay() {
    var state = Samples.state(range: .days(30))
    type("/2026-03-10", in: &state)
    state.type(.enter)
    #expect(state.overlay == nil)
    #expect(state.cursor?.description == "2026-03-10")
    #expect(state.days.lowerBound.description == "2026-02-24" && state.days.count == 30)
  }

  @Test(arguments: [0, 3, 200, 396, 398, 399])
  func theRangeLiesAboutTheDayAndInsideOfTheHistory(back: Int) {
    for presses in 0..<4 {
      var state = Samples.state(range: .days(90))
      for _ in 0..<presses { type("i", in: &state) }
      let day = Samples.today - back
      for _ in 0..<3 {
        state.type(.escape)
        type("/\(day)", in: &state)
        state.type(.enter)
        #expect(state.cursor == (back == 0 ? nil : day))
        #expect(state.days.contains(day))
        #expect(state.days.clamped(to: state.history) == state.days)
        #expect((74...106).contains(state.days.count), "\(state.interval) \(state.days.count)")
        guard back == 200 else { continue }
        let middle = state.days.lowerBound + state.days.count / 2
        #expect(abs(middle - day) < 20, "\(state.interval)")
        #expect(state.bars.marks.allSatisfy { $0 == .none }, "whole weeks and months")
      }
    }
  }

  @Test func theWholeHistoryStaysWhole() {
    var state = Samples.state(range: .all)
    type("/2026-03-10", in: &state)
    state.type(.enter)
    #expect(state.range == DateRange(.all) && state.cursor?.description == "2026-03-10")
  }

  @Test func showsARange() {
    var state = Samples.state()
    type("/2026-03-01..2026-04-15", in: &state)
    state.type(.enter)
    #expect(state.days.lowerBound.description == "2026-03-01")
    #expect(state.days.upperBound.description == "2026-04-15")
  }

  @Test func keepsTheLineAndComplainsUntilTheNextKey() {
    var state = Samples.state()
    type("/2026-02-30", in: &state)
    state.type(.enter)
    guard case .dateLine(let editor) = state.overlay else { return #expect(Bool(false)) }
    #expect(editor.line == "2026-02-30" && editor.refusal == "2026-02-30: no such day")
    state.type(.backspace)
    guard case .dateLine(let edited) = state.overlay else { return #expect(Bool(false)) }
    #expect(edited.line == "2026-02-3" && edited.refusal == nil)
  }

  @Test(arguments: [.escape, .control("g"), .enter] as [Key])
  func leavesWithoutGoingAnywhere(key: Key) {
    var state = Samples.state()
    let before = state
    type("/", in: &state)
    state.type(key)
    #expect(state == before)
  }

  @Test func takesKeysThatWouldElseDoSomething() {
    var state = Samples.state()
    type("/qrp", in: &state)
    #expect(!state.isPaused)
    #expect(state.type(.character("q")) == [])
    #expect(state.type(.control("c")) == [.quit(status: 0)])
  }

  @Test func edits() {
    var editor = LineEditor()
    for key in "2026-03..x".unicodeScalars { _ = editor.press(.character(key)) }
    _ = editor.press(.backspace)
    _ = editor.press(.home)
    _ = editor.press(.delete)
    _ = editor.press(.character("2"))
    #expect(editor.line == "2026-03.." && editor.cursor == 1)
    _ = editor.press(.end)
    _ = editor.press(.left)
    _ = editor.press(.control("u"))
    #expect(editor.line == ".")
    let edits = editor.press(.function(9))
    #expect(!edits)
  }

  @Test func neverGrowsBeyondItsLimit() {
    var editor = LineEditor()
    for _ in 0..<500 { _ = editor.press(.character("1")) }
    #expect(editor.text.count == LineEditor.limit)
  }
}
