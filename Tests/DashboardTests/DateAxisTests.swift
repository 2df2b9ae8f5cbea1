import Canvas
import Liquidations
import PictureSupport
import Testing
import Wording

@testable import Dashboard

@Suite struct DateAxisTests {
  @Test(
    arguments: [
      ("2026-11-09", "2026-11-09", .day, " Nov 09 "),
      ("2026-11-09", "2026-11-15", .week, " Nov 09…15 "),
      ("2026-10-26", "2026-11-01", .week, " Oct 26…Nov 01 "),
      ("2026-10-01", "2026-10-31", .month, " Oct 01…31 "),
    ] as [(String, String, BarInterval, String)])
  func theCursorsDatesAreSaid(
    first: String, last: String, interval: BarInterval, label: String
  ) throws {
    let days = try DateEntry(
      "\(first)..\(last)", history: Samples.today - 600...Samples.today, today: Samples.today)
    guard case .range(let span) = days else { return #expect(Bool(false), "\(days)") }
    let bars = Bars(
      of: .empty, slots: Step.day.slots(of: span), within: Step.day.slots(of: span),
      interval: interval, exchanges: .all, running: Slot(Samples.today),
      room: BarRoom(columns: 1, isFine: false),
      unusual: UnusualSlots(in: .empty, exchanges: .all, running: Slot(Samples.today)))
    var frame = Frame(size: Size(columns: 40, rows: 1))
    let state = Samples.state()
    DateAxis(
      bars: Shared(wrappedValue: bars), calendar: state.calendar, drawing: state.drawing, cursor: 0
    ).draw(in: Rect(x: 0, y: 0, width: 40, height: 1), on: &frame)
    #expect(frame.text.hasPrefix(String(label.dropLast())))
  }
}
