import Canvas
import Liquidations
import Wording

extension DashboardState {
  /// What a key does while a date is typed: it edits, Enter goes there, Esc leaves.
  mutating func pressInDateLine(_ key: Key, _ editor: LineEditor) -> [Effect] {
    var editor = editor
    switch key {
    case .escape, .control("g"): overlay = nil
    case .enter: accept(editor)
    case .control("c"): return [.quit(status: 0)]
    case .control("z"): return [.suspend]
    case .control("l"): return [.redraw]
    default:
      if editor.press(key) { overlay = .dateLine(editor) }
    }
    return []
  }

  /// A pasted text is typed where one is awaited; it is never taken for commands.
  mutating func paste(_ text: String) {
    guard case .dateLine(var editor) = overlay else { return }
    for scalar in text.unicodeScalars { _ = editor.press(.character(scalar)) }
    overlay = .dateLine(editor)
  }

  /// The days that can be typed: from ranges of hours the API's, too.
  private var typedDays: ClosedRange<Day> {
    let days = history.lowerBound.day...history.upperBound.day
    guard isOfFeeds, let known = snapshot.history.days else { return days }
    return min(days.lowerBound, known.lowerBound)...days.upperBound
  }

  /// Leaves the hours for days, with one of them under the cursor.
  private mutating func go(toDay day: Day) {
    focus = Focus(exchanges: exchanges, range: DateRange(.days(30)))
    derive()
    go(to: Slot(running.step, firstOf: day))
  }

  private mutating func go(toDays days: ClosedRange<Day>) {
    focus = Focus(exchanges: exchanges, range: DateRange(.days(7)))
    derive()
    show(running.step.slots(of: days))
  }

  private mutating func accept(_ editor: LineEditor) {
    guard !editor.line.isEmpty else {
      overlay = nil
      return
    }
    if hasFeeds, let span = Span(name: editor.line), !span.isOfDays {
      overlay = nil
      focus = Focus(exchanges: exchanges, range: DateRange(span))
      derive()
      return
    }
    do throws(DateEntryError) {
      switch try DateEntry(editor.line, history: typedDays, today: today) {
      case .day(let day) where isOfFeeds && hasHours(of: day): showHours(of: day)
      case .day(let day) where isOfFeeds: go(toDay: day)
      case .day(let day): go(to: Slot(running.step, firstOf: day))
      case .range(let days) where isOfFeeds: go(toDays: days)
      case .range(let days): show(running.step.slots(of: days))
      case .span(let span):
        focus = Focus(exchanges: exchanges, range: DateRange(span))
        derive()
      }
      overlay = nil
    } catch {
      var editor = editor
      editor.refusal = error
      overlay = .dateLine(editor)
    }
  }
}
