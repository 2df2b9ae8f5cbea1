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
      guard exchanges != ExchangeSet(chosen) else {
        reply = "At least one exchange stays."
        return
      }
      exchanges.formSymmetricDifference(ExchangeSet(chosen))
    default: exchanges = .all
    }
    deriveUnusual()
  }

  /// Makes the range shorter or longer by some steps, or as short or as long as can be.
  mutating func stretch(_ action: Action, times: Int) {
    for _ in 0..<min(times, Span.presets.count) { stretch(action) }
    derive()
  }

  private mutating func stretch(_ action: Action) {
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

  /// Moves the cursor, and the range with it where it has to.
  mutating func move(_ action: Action, times: Int = 1) {
    let before = (range, cursor)
    defer { if before == (range, cursor) { reply = end(of: action) } }
    var time = TimeCursor(self)
    switch action {
    case .previousBar: time.step(-1, times: times)
    case .nextBar: time.step(1, times: times)
    case .pageBack: time.page(-1, times: times)
    case .pageForward: time.page(1, times: times)
    case .firstDay: time.go(to: history.lowerBound)
    default: time.go(to: history.upperBound)
    }
    finish(time)
  }

  /// Puts the cursor on a day, and a range of the same length around it.
  mutating func go(to day: Day) {
    guard snapshot.history.days != nil else { return }
    let around = interval.days(around: day, count: days.count, in: history)
    if around != days { show(around) }
    cursor = day == history.upperBound ? nil : day
  }

  /// Goes to the next or the previous bar that holds an unusual day.
  mutating func jump(_ action: Action, times: Int) {
    let isForward = action == .nextUnusual
    var time = TimeCursor(self)
    for _ in 0..<times {
      let isThere = time.jump(isForward ? 1 : -1) { unusual.contains(snapshot.history[$0]) }
      guard isThere else {
        reply = "No \(isForward ? "later" : "earlier") day is unusual."
        break
      }
    }
    finish(time)
  }

  /// Why a motion went nowhere; nil where there are no days yet.
  private func end(of action: Action) -> String? {
    guard snapshot.history.days != nil else { return nil }
    return switch action {
    case .previousBar, .firstDay: "That is the first day."
    case .pageBack: "There is no earlier page."
    case .pageForward: "There is no later page."
    default: "That is the last day."
    }
  }

  private mutating func finish(_ time: TimeCursor) {
    if time.range != range {
      range = time.range
      derive()
    }
    cursor = time.cursor
  }

  /// Moves the cursor by rows of the table, as far as there are any.
  mutating func stepRow(by rows: Int) {
    guard view == .table else { return }
    let order = tableRows
    let here = order.firstIndex(of: cursorBar) ?? 0
    let place = min(max(0, here + rows), order.count - 1)
    guard place != here else {
      reply = rows < 0 ? "That is the first row." : "That is the last row."
      return
    }
    put(cursorOn: order[place])
  }

  /// Orders the table by a column, or the other way round, and shows where it begins.
  mutating func order(by column: TableSort.Column, isDescending: Bool) {
    sort = TableSort(column: column, isDescending: isDescending)
    if let first = tableRows.first { put(cursorOn: first) }
  }

  /// The columns by which the table can be ordered: those of exchanges that are shown.
  var sortColumns: [TableSort.Column] {
    TableSort.Column.all.filter {
      if case .exchange(let exchange) = $0 { exchanges.contains(exchange) } else { true }
    }
  }

  /// Halves or doubles the range about the cursor, some times.
  mutating func zoom(_ action: Action, times: Int = 1) {
    var days = days
    var cursor = cursor ?? days.upperBound
    for _ in 0..<times {
      let length = action == .zoomIn ? days.count / 2 : days.count * 2
      let count = min(max(length, Self.shortestZoom), history.count)
      guard count != days.count else { break }
      let share = Double(cursor - days.lowerBound) / Double(max(1, days.count - 1))
      days = inHistory(cursor - Int((share * Double(count - 1)).rounded()), count: count)
      cursor = min(max(cursor, days.lowerBound), days.upperBound)
    }
    guard days != self.days else { return }
    show(days)
    self.cursor = cursor == history.upperBound ? nil : cursor
  }

  /// Fewer days than that don't make a chart.
  private static let shortestZoom = 3

  /// Shows exactly these days, or as many of them as the history has.
  mutating func show(_ days: ClosedRange<Day>) {
    let inside = days.clamped(to: history)
    let end = inside.upperBound == history.upperBound ? nil : inside.upperBound
    range = DateRange(.days(inside.count), end: end)
    derive()
    cursor = nil
  }

  /// So many days from `start` on, moved into the history if they aren't inside.
  private func inHistory(_ start: Day, count: Int) -> ClosedRange<Day> {
    let end = min(max(start, history.lowerBound) + (count - 1), history.upperBound)
    return (end - (count - 1))...end
  }
}

extension Day {
  /// 1 for the first of January.
  var dayOfYear: Int {
    (Day(year: date.year, month: 1, day: 1).map { self - $0 } ?? 0) + 1
  }
}
