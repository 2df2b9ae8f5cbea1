import Liquidations

/// The range and the cursor on their way through time, by bars; only where they end is drawn.
struct TimeCursor {
  private(set) var range: DateRange
  /// Nil follows the newest day.
  private(set) var cursor: Day?
  private let data: ClosedRange<Day>?
  private let history: ClosedRange<Day>
  private let today: Day
  private let interval: BarInterval
  private let columns: Int
  private var days: ClosedRange<Day>
  /// The days of each bar.
  private var spans: [ClosedRange<Day>]

  /// A cursor that begins where the state is.
  init(_ state: DashboardState) {
    range = state.range
    cursor = state.cursor
    data = state.snapshot.history.days
    history = state.history
    today = state.today
    interval = state.appearance.interval
    columns = state.plotColumns
    days = state.days
    spans = state.bars.buckets.map(\.days)
  }

  /// Goes bar by bar, forwards (1) or backwards (-1); at the edge of the range the range moves along.
  mutating func step(_ direction: Int, times: Int) {
    var left = times
    while left > 0 {
      let place = place
      let room = direction < 0 ? place : spans.count - 1 - place
      guard room > 0 else {
        guard stepOverEdge(direction) else { return }
        left -= 1
        continue
      }
      let count = min(room, left)
      let bar = place + direction * count
      cursor = bar == spans.count - 1 && range.end == nil ? nil : spans[bar].upperBound
      left -= count
    }
  }

  /// Moves the range, and the cursor with it, by whole pages of its own length.
  mutating func page(_ direction: Int, times: Int) {
    for _ in 0..<times {
      let before = days
      let place = (cursor ?? before.upperBound) - before.lowerBound
      slide(by: direction * before.count)
      guard days != before else { return }
      let isNewest = range.end == nil && place == before.count - 1
      cursor = isNewest ? nil : min(days.lowerBound + place, days.upperBound)
    }
  }

  /// Puts the cursor on a day, and the range around it if it lies outside.
  mutating func go(to day: Day) {
    if !days.contains(day) {
      slide(by: day < days.lowerBound ? day - days.lowerBound : day - days.upperBound)
    }
    cursor = day == history.upperBound ? nil : day
  }

  /// Goes to the nearest such day beyond the cursor's bar; false if there is none.
  mutating func jump(_ direction: Int, to isWanted: (Day) -> Bool) -> Bool {
    guard history.overlaps(spans[place]) else { return false }
    let bar = spans[place].clamped(to: history)
    let found =
      direction > 0
      ? (bar.upperBound..<history.upperBound).first { isWanted($0 + 1) }.map { $0 + 1 }
      : (history.lowerBound..<bar.lowerBound).last(where: isWanted)
    guard let found else { return false }
    go(to: found)
    return true
  }

  /// The place of the bar under the cursor.
  private var place: Int {
    guard let cursor else { return spans.count - 1 }
    return spans.firstIndex { cursor <= $0.upperBound } ?? spans.count - 1
  }

  private mutating func stepOverEdge(_ direction: Int) -> Bool {
    let isBack = direction < 0
    let edge = isBack ? days.lowerBound - 1 : days.upperBound + 1
    guard history.contains(edge), let bar = isBack ? spans.first : spans.last else { return false }
    slide(by: direction * bar.count)
    cursor =
      range.end == nil && !isBack ? nil : min(max(edge, days.lowerBound), days.upperBound)
    return true
  }

  /// Moves the range by days, no further than there is history; at the newest day it follows it.
  private mutating func slide(by shift: Int) {
    let length = days.count
    let last = history.upperBound
    let first = min(history.lowerBound + (length - 1), last)
    let end = min(max(days.upperBound + shift, first), last)
    guard end != days.upperBound else { return }
    if range.span == .yearToDate { range.span = .days(length) }
    range.end = end == last ? nil : end
    days = range.days(in: data, today: today)
    spans = interval.spans(of: days, columns: columns)
  }
}
