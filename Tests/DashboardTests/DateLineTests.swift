import Canvas
import Liquidations
import PictureSupport
import Testing
import Wording

@testable import Dashboard

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
        #expect(state.cursor?.day == (back == 0 ? nil : day))
        #expect(state.days.contains(day))
        #expect(state.slots.clamped(to: state.history) == state.slots)
        #expect(
          (74...106).contains(state.days.count), "\(state.appearance.interval) \(state.days.count)")
        guard back == 200 else { continue }
        let middle = state.days.lowerBound + state.days.count / 2
        #expect(abs(middle - day) < 20, "\(state.appearance.interval)")
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
    #expect(editor.line == "2026-02-30" && editor.refusal?.text == "2026-02-30: no such day")
    state.type(.backspace)
    guard case .dateLine(let edited) = state.overlay else { return #expect(Bool(false)) }
    #expect(edited.line == "2026-02-3" && edited.refusal == nil)
  }

  @Test(arguments: [
    ("2026-02-30", "no such day"), ("soon", "not a date"), ("2027-01-01", "last day 2026-11-22"),
    ("2019", "first day 2025-10-19"), ("24h", "only whole days"),
    ("2026-04..2026-03", "end before start"), ("..", "a range is A..B"),
  ])
  func theSmallestPaneSaysWhyToo(text: String, reason: String) throws {
    for (columns, rows) in [(24, 6), (30, 8), (40, 10)] {
      var state = Samples.state(columns: columns, rows: rows)
      type("/\(text)", in: &state)
      state.type(.enter)
      let shown = render(state).frame.text
      #expect(columns < 30 || shown.contains("Go to: \(text)"))
      guard case .dateLine(let editor) = state.overlay else { return #expect(Bool(false)) }
      let forms = try #require(editor.refusal).forms
      #expect(forms.last == reason && forms.contains { shown.contains($0) }, "\(shown)")
    }
  }

  @Test func theCursorStaysInSightOfALongLine() {
    var state = Samples.state(columns: 24, rows: 6)
    type("/2026-03-01..2026-04-15", in: &state)
    #expect(render(state).frame.text.contains("Go to: -01..2026-04-15"))
    state.type(.home)
    #expect(render(state).frame.text.contains("Go to: 2026-03-01..2026"))
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
