import Canvas
import Liquidations
import PictureSupport
import Testing
import Wording

@testable import Dashboard

@Suite struct DateAxisTests {
  @Test(arguments: [
    ("2026-11-09", "2026-11-09", " Nov 09 "), ("2026-11-09", "2026-11-15", " Nov 09…15 "),
    ("2026-10-29", "2026-11-04", " Oct 29…Nov 04 "),
    ("2025-11-09", "2026-11-04", " Nov 09…Nov 04 "),
  ])
  func theCursorsDatesAreSaid(first: String, last: String, label: String) throws {
    let days = try DateEntry(
      "\(first)..\(last)", history: Samples.today - 600...Samples.today, today: Samples.today)
    guard case .range(let span) = days else { return #expect(Bool(false), "\(days)") }
    // One column holds one bar.
    let bars = Bars(
      of: .empty, slots: Step.day.slots(of: span), interval: .fit, exchanges: .all,
      running: Slot(Samples.today), columns: 1,
      unusual: UnusualSlots(in: .empty, exchanges: .all, running: Slot(Samples.today)))
    var rendering = Rendering(frame: Frame(size: Size(columns: 40, rows: 1)))
    let state = Samples.state()
    DateAxis(bars: bars, calendar: state.calendar, drawing: state.drawing, cursor: 0).draw(
      in: Rect(x: 0, y: 0, width: 40, height: 1), on: &rendering)
    #expect(rendering.frame.text.hasPrefix(String(label.dropLast())))
  }
}
