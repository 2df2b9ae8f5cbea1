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
      of: .empty, days: span, interval: .fit, exchanges: .all, today: Samples.today, columns: 1,
      unusual: UnusualDays(in: .empty, exchanges: .all, today: Samples.today))
    var rendering = Rendering(frame: Frame(size: Size(columns: 40, rows: 1)))
    DateAxis(bars: bars, drawing: Samples.state().drawing, cursor: 0).draw(
      in: Rect(x: 0, y: 0, width: 40, height: 1), on: &rendering)
    #expect(rendering.frame.text.hasPrefix(String(label.dropLast())))
  }
}
