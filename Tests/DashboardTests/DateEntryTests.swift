import Canvas
import Liquidations
import Testing

@testable import Dashboard

@Suite struct DateEntryTests {
  let history = (Samples.today - 399)...Samples.today

  private func entry(_ text: String) throws(DateEntry.Complaint) -> DateEntry {
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

  @Test(
    arguments: [
      ("2026-02-30", "no such day"), ("2026-13", "no such month"), ("2026-13-01", "no such day"),
      ("2026-12-24", "not there yet; the last day is 2026-11-22"),
      ("2019-01-01", "the first day is"),
      ("2026-04-15..2026-03-01", "the end is before the start"), ("soon", "not a date"),
      ("2026-11-09-1", "not a date"), ("..", "a range is A..B"), ("1..2..3", "a range is A..B"),
      ("99999", "not a date"), ("", "type a day or a range"), ("-5", "not a date"),
      ("٣", "not a date"),
    ])
  func saysWhyNot(text: String, reason: String) {
    let complaint = #expect(throws: DateEntry.Complaint.self) { try entry(text) }
    #expect(complaint?.text.contains(reason) == true, "\(complaint?.text ?? "")")
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
    #expect(state.days.contains(state.cursor ?? Samples.today) && state.days.count == 30)
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
    #expect(editor.line == "2026-02-30" && editor.complaint == "2026-02-30: no such day")
    state.type(.backspace)
    guard case .dateLine(let edited) = state.overlay else { return #expect(Bool(false)) }
    #expect(edited.line == "2026-02-3" && edited.complaint == nil)
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
