import Canvas
import ClockSupport
import Liquidations
import PictureSupport
import Testing
import Wording
import WorkSupport

@testable import Dashboard

/// A history of hours goes through the same `reduce` and `render` as one of days.
@Suite(.longWork) struct HourTests {
  /// Ten days of hours up to 14:00 of today, of which a night of Bybit and one hour of all are
  /// missing, and one hour is a giant.
  private static let snapshot = Samples.snapshot(
    Dictionary(
      uniqueKeysWithValues: Metric.allCases.map { metric in
        let first = Slot(.hour, firstOf: Samples.today - 9)
        let hours = (0...(Slot(.hour, at: Samples.now) - first)).map { offset -> Double? in
          let hour = first + offset
          if hour == outage || (metric.exchange == .bybit && night.contains(hour)) { return nil }
          let value = Samples.value(metric, Day(number: hour.number)) / 24
          return hour == giant && metric == Metric(.binance, .short) ? value * 60 : value
        }
        return (metric, Series(from: first, hours))
      }))

  private static let outage = Slot(.hour, firstOf: Samples.today - 2) + 11
  private static let giant = Slot(.hour, firstOf: Samples.today - 4) + 20
  private static let night =
    Slot(.hour, firstOf: Samples.today - 1)...(Slot(.hour, firstOf: Samples.today - 1) + 5)
  private static let running = Slot(.hour, at: Samples.now)

  private func state(
    columns: Int = 120, rows: Int = 40, range: Span = .last(72, .hour)
  ) -> DashboardState {
    Samples.state(Self.snapshot, columns: columns, rows: rows, range: range)
  }

  private func type(_ text: String, in state: inout DashboardState) {
    _ = reduce(&state, .terminal(.keys(text.unicodeScalars.map { .character($0) })))
  }

  // MARK: Pictures

  @Test(arguments: [(120, 40), (80, 24), (60, 15)])
  func isDrawn(columns: Int, rows: Int) throws {
    var state = state(columns: columns, rows: rows)
    state.type(.left)
    try expect(Picture(render(state).frame), matches: "hours-\(columns)x\(rows)")
  }

  @Test(arguments: [(120, 40), (80, 24), (60, 15)])
  func isDrawnAsATable(columns: Int, rows: Int) throws {
    var state = state(columns: columns, rows: rows)
    type("vvvv", in: &state)
    try expect(Picture(render(state).frame), matches: "hours-table-\(columns)x\(rows)")
  }

  @Test(arguments: [(120, 40), (80, 24), (60, 15)])
  func isDrawnByDays(columns: Int, rows: Int) throws {
    var state = state(columns: columns, rows: rows, range: .all)
    type("i", in: &state)
    try expect(Picture(render(state).frame), matches: "hours-by-days-\(columns)x\(rows)")
  }

  // MARK: Ranges

  @Test(arguments: [
    (Span.last(24, .hour), 24), (.days(3), 72), (.all, 231), (.days(400), 231), (.yearToDate, 231),
  ])
  func aSpanHasAsManyHoursAsItIsLong(span: Span, count: Int) {
    let state = state(range: span)
    #expect(state.slots.upperBound == Self.running)
    #expect(state.slots.count == count)
  }

  @Test func aDayThatIsTypedIsItsHours() {
    var state = state()
    let day = Samples.today - 4
    type("/\(day)..\(day)", in: &state)
    state.type(.enter)
    #expect(state.slots == Step.hour.slots(of: day...day))
    #expect(state.range.span.name == "1D")
    type("/\(day)", in: &state)
    state.type(.enter)
    #expect(state.cursor == Slot(.hour, firstOf: day))
  }

  @Test func theNextHourBeginsByItself() {
    var state = state()
    #expect(state.bars.marks.last == .partial)
    _ = reduce(&state, .tick(Samples.now + .seconds(3_600)))
    #expect(state.running == Self.running + 1)
    #expect(state.slots == (Self.running - 70)...(Self.running + 1))
    #expect(Array(state.bars.marks.suffix(2)) == [.none, .partial])
  }

  @Test func daysThatBecomeHoursKeepTheCursorsDay() {
    var state = Samples.state(range: .days(7))
    state.type(.left)
    _ = reduce(&state, .snapshot(Self.snapshot, now: Samples.now))
    #expect(state.running == Self.running && state.slots.count == 168)
    #expect(state.cursor == Slot(.hour, lastOf: Samples.today - 1))
  }

  // MARK: The cursor

  @Test func theCursorGoesByHours() {
    var state = state(range: .last(24, .hour))
    state.type(.left, .left)
    #expect(state.cursor == Self.running - 2)
    type(String(repeating: "h", count: 30), in: &state)
    #expect(state.cursor == Self.running - 32)
    #expect(state.slots == (Self.running - 32)...(Self.running - 9))
    state.type(.home)
    #expect(state.cursor == Slot(.hour, firstOf: Samples.today - 9))
    state.type(.left)
    #expect(state.reply == "That is the first hour.")
    state.type(.end)
    #expect(state.cursor == nil && state.slots.upperBound == Self.running)
  }

  @Test func zoomingAndPagingKeepWholeHours() {
    var state = state(range: .last(24, .hour))
    type("+", in: &state)
    #expect(state.slots.count == 12 && state.range.span.name == "12H")
    type("<", in: &state)
    #expect(state.slots == (Self.running - 23)...(Self.running - 12))
    type("---", in: &state)
    #expect(state.slots.count == 96 && state.range.span.name == "4D")
  }

  @Test func nGoesToTheUnusualHour() {
    var state = state(range: .all)
    for _ in 0..<20 where state.cursor != Self.giant { type("N", in: &state) }
    #expect(state.cursor == Self.giant)
    #expect(state.bars.isUnusual(state.cursorBar, .short))
    type(String(repeating: "N", count: 99), in: &state)
    #expect(state.reply == "No earlier hour is unusual.")
  }

  // MARK: Marks and words

  @Test func hoursAreMarked() {
    let bars = state().bars
    #expect(bars.areSlots)
    #expect(bars.marks[bars.index(of: Self.outage)] == .missing)
    #expect(Self.night.allSatisfy { bars.marks[bars.index(of: $0)] == .incomplete })
    #expect(bars.marks.count { $0 == .none } == 72 - 1 - 6 - 1)
  }

  @Test func aRangeOfHoursCutsNoDay() {
    var state = state()
    type("i", in: &state)
    #expect(state.appearance.interval == .day)
    #expect(state.bars.buckets.map(\.slots.count) == [24, 24, 24, 15])
    #expect(state.bars.marks == [.none, .incomplete, .incomplete, .partial])
  }

  @Test func thePanelSpeaksOfHours() {
    var state = state()
    #expect(render(state).frame.text.contains("partial, 36 min of 60"))
    state.type(.left)
    let text = render(state).frame.text
    for words in [
      "Sun 2026-11-22 13:00", "vs hour before", "median hour", "average hour", "hours missing",
      "hours incomplete", " hour i ",
    ] {
      #expect(text.contains(words), "\(words)")
    }
  }

  @Test func theAverageOfABarIsOfItsFinishedHours() throws {
    var state = state(range: .all)
    type("i", in: &state)
    let figures = try #require(DayFigures(state))
    let hours = Slot(.hour, firstOf: Samples.today)..<Self.running
    let gross = hours.compactMap { state.snapshot.history[$0].gross() }
    let mean = try #require(figures.mean)
    #expect(abs(mean - gross.reduce(0, +) / 14) < 1e-3)
  }

  @Test(arguments: [
    (6, ["09:00", "10:00", "11:00", "12:00", "13:00", "14:00"]),
    (24, ["15:00", "18:00", "21:00", "Nov 22", "03:00", "06:00", "09:00", "12:00"]),
    (72, ["Nov 20", "12:00", "Nov 21", "12:00", "Nov 22", "12:00"]),
  ])
  func timesAndDatesAreRound(hours: Int, labels: [String]) {
    let bars = state(range: .last(hours, .hour)).bars
    #expect(bars.labels.map(\.text) == labels)
    for label in bars.labels {
      let start = bars.buckets[label.bar].slots.lowerBound
      #expect(label.text == (start.beginsDay ? start.day.monthDay : start.start.clock))
    }
  }

  /// A time is read as the beginning of its bar.
  @Test(arguments: [BarInterval.hour, .fourHours, .day], [24, 30, 72, 168])
  func aTimeStandsBelowTheBarThatBeginsThen(interval: BarInterval, hours: Int) {
    var state = state(range: .last(hours, .hour))
    state.appearance.interval = interval
    state.derive()
    let bars = state.bars
    #expect(!bars.labels.isEmpty)
    for label in bars.labels {
      let start = bars.buckets[label.bar].slots.lowerBound
      #expect(label.text == (start.beginsDay ? start.day.monthDay : start.start.clock))
    }
  }

  @Test func aBarThatIsCutHasNoTimeFromItsMiddle() {
    let first = Slot(.hour, firstOf: Samples.today) + 13
    #expect(DateLabel.labels(for: [first...(first + 2)], columns: 60).isEmpty)
  }

  @Test func aCopiedHourSaysWhenItWas() {
    var state = state()
    state.type(.left)
    guard case .copy(let text, let title)? = state.type(.character("y")).first else {
      return #expect(Bool(false))
    }
    #expect(text.hasPrefix("2026-11-22 13:00 UTC, USD\n"))
    #expect(title == "2026-11-22 13:00")
  }

  @Test(arguments: 0..<12) func anySequenceOfEventsKeepsTheStateValid(seed: Int) {
    var random = SplitMix(UInt64(seed) + 7)
    var state = state(range: [.all, .days(7), .last(24, .hour)][seed % 3])
    let keys = Array("hl<>[]+-nNjkivsfgG{}aB1".unicodeScalars)
    for _ in 0..<120 {
      type(String(keys[random.next(below: keys.count)]), in: &state)
      #expect(state.slots.clamped(to: state.history) == state.slots)
      if let cursor = state.cursor { #expect(state.slots.contains(cursor)) }
      #expect(state.bars.buckets.first?.slots.contains(state.slots.lowerBound) == true)
      #expect(state.bars.buckets.last?.slots.contains(state.slots.upperBound) == true)
      #expect(render(state).frame.size == state.size)
    }
  }
}
