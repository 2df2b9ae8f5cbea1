import Liquidations

extension DashboardState {
  /// Shows another exchange, or all of them.
  mutating func choose(_ action: Action) {
    let stops: [Exchange?] = [nil] + Exchange.allCases
    let here = stops.firstIndex(of: exchange) ?? 0
    switch action {
    case .nextExchange: exchange = stops[(here + 1) % stops.count]
    case .previousExchange: exchange = stops[(here + stops.count - 1) % stops.count]
    case .exchange(let chosen): exchange = chosen
    default: exchange = nil
    }
    derive()
  }

  /// Makes the range shorter or longer by a step, or as short or as long as can be.
  mutating func stretch(_ action: Action) {
    let presets = ordered(Span.presets)
    let length = length(of: range.span)
    switch action {
    case .shorterRange:
      range.span = presets.last { self.length(of: $0) < length } ?? presets[0]
    case .longerRange:
      range.span = presets.first { self.length(of: $0) > length } ?? .all
    case .shortestRange: range.span = presets[0]
    default: range.span = .all
    }
    if range.span == .all { range.end = nil }
    derive()
  }

  /// The spans by their length today: the year to date is now shorter, now longer than others.
  func ordered(_ spans: [Span]) -> [Span] {
    spans.sorted { length(of: $0) < length(of: $1) }
  }

  private func length(of span: Span) -> Int {
    switch span {
    case .days(let count): count
    case .yearToDate: (range.end ?? today).dayOfYear
    case .all: Int.max
    }
  }

  /// Moves the cursor; at the edge of the range the range moves along.
  mutating func move(_ action: Action) {
    switch action {
    case .previousBar: step(by: -1)
    case .nextBar: step(by: 1)
    case .firstDay: go(to: history.lowerBound)
    default: go(to: history.upperBound)
    }
  }

  private mutating func step(by bars: Int) {
    let target = cursorBar + bars
    if self.bars.buckets.indices.contains(target) {
      let isNewest = target == self.bars.buckets.count - 1 && range.end == nil
      cursor = isNewest ? nil : self.bars.buckets[target].days.upperBound
      return
    }
    let edge = bars < 0 ? days.lowerBound - 1 : days.upperBound + 1
    guard history.contains(edge) else { return }
    slide(by: bars * self.bars.layout.daysPerBar)
    cursor = range.end == nil && bars > 0 ? nil : min(max(edge, days.lowerBound), days.upperBound)
  }

  /// Puts the cursor on a day, and the range around it if it lies outside.
  mutating func go(to day: Day) {
    if !days.contains(day) {
      slide(by: day < days.lowerBound ? day - days.lowerBound : day - days.upperBound)
    }
    cursor = day == history.upperBound ? nil : day
  }

  /// Moves the range, and the cursor with it, by whole pages of its own length.
  mutating func page(by pages: Int) {
    let before = days
    let place = (cursor ?? before.upperBound) - before.lowerBound
    slide(by: pages * before.count)
    guard days != before else { return }
    let isNewest = range.end == nil && place == before.count - 1
    cursor = isNewest ? nil : min(days.lowerBound + place, days.upperBound)
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
    derive()
  }
}

extension Day {
  /// 1 for the first of January.
  var dayOfYear: Int {
    (Day(year: date.year, month: 1, day: 1).map { self - $0 } ?? 0) + 1
  }
}
