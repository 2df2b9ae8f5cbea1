import Liquidations

extension DashboardState {
  /// Shows other exchanges.
  mutating func choose(_ action: Action) {
    let stops = [.all] + Exchange.allCases.map { ExchangeSet($0) }
    // Some of them lie, in the round, after all of them.
    let here = stops.firstIndex(of: exchanges) ?? 0
    switch action {
    case .nextExchange: exchanges = stops[(here + 1) % stops.count]
    case .previousExchange: exchanges = stops[(here + stops.count - 1) % stops.count]
    case .exchange(let chosen): exchanges = ExchangeSet(chosen)
    case .toggle(let chosen):
      exchanges.formSymmetricDifference(ExchangeSet(chosen))
      if exchanges.isEmpty { exchanges = .all }
    default: exchanges = .all
    }
    deriveUnusual()
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
    case .range(let span): range.span = span
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
    let bar = bars < 0 ? self.bars.buckets.first : self.bars.buckets.last
    slide(by: bars * (bar?.days.count ?? 1))
    cursor = range.end == nil && bars > 0 ? nil : min(max(edge, days.lowerBound), days.upperBound)
  }

  /// Moves the cursor by a row of the table.
  mutating func stepRow(by rows: Int) {
    guard view == .table else { return }
    let order = tableRows
    let place = (order.firstIndex(of: cursorBar) ?? 0) + rows
    guard order.indices.contains(place) else { return }
    let isNewest = order[place] == bars.buckets.count - 1 && range.end == nil
    cursor = isNewest ? nil : bars.buckets[order[place]].days.upperBound
  }

  /// The columns by which the table can be ordered: those of exchanges that are shown.
  var sortColumns: [TableSort.Column] {
    TableSort.Column.all.filter {
      if case .exchange(let exchange) = $0 { exchanges.contains(exchange) } else { true }
    }
  }

  /// Goes to the next or the previous day that is unusual.
  mutating func jump(_ action: Action) {
    let here = cursor ?? days.upperBound
    let isForward = action == .nextUnusual
    let candidates =
      isForward ? Array(history.drop { $0 <= here }) : history.prefix { $0 < here }.reversed()
    guard let day = candidates.first(where: { unusual.contains(snapshot.history[$0]) }) else {
      reply = "No \(isForward ? "later" : "earlier") day is unusual."
      return
    }
    go(to: day)
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

  /// Halves or doubles the range about the cursor.
  mutating func zoom(_ action: Action) {
    let before = days
    let cursor = cursor ?? before.upperBound
    let length = action == .zoomIn ? before.count / 2 : before.count * 2
    let count = min(max(length, Self.shortestZoom), history.count)
    guard count != before.count else { return }
    let share = Double(cursor - before.lowerBound) / Double(max(1, before.count - 1))
    let start = cursor - Int((share * Double(count - 1)).rounded())
    show(from: start, count: count)
    self.cursor =
      cursor == history.upperBound ? nil : min(max(cursor, days.lowerBound), days.upperBound)
  }

  /// Fewer days than that don't make a chart.
  private static let shortestZoom = 3

  /// Shows exactly these days, or as many of them as the history has.
  mutating func show(_ days: ClosedRange<Day>) {
    let inside = days.clamped(to: history)
    show(from: inside.lowerBound, count: inside.count)
    cursor = nil
  }

  private mutating func show(from start: Day, count: Int) {
    let end = min(max(start + (count - 1), history.lowerBound + (count - 1)), history.upperBound)
    range = DateRange(.days(count), end: end == history.upperBound ? nil : end)
    derive()
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
