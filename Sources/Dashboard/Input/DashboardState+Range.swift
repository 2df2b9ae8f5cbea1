import Liquidations
import Live

extension DashboardState {
  /// Shows the shortest or the longest range, or asks for a date.
  mutating func choose(_ action: RangeAction) {
    switch action {
    case .shortest: show(ordered(presets)[0])
    case .whole: show(.all)
    case .open: open()
    case .goToDate: overlay = .dateLine(LineEditor())
    }
  }

  /// Shows a range of that length, which ends where the last one did; all there is ends today.
  mutating func show(_ span: Span) {
    set(span)
    derive()
  }

  /// Shows the next shorter or longer of the ranges.
  mutating func stretch(_ change: Motion.LengthChange) {
    let presets = ordered(presets)
    let length = length(of: range.span)
    switch change {
    case .shorter: set(presets.last { self.length(of: $0) < length } ?? presets[0])
    case .longer: set(presets.first { self.length(of: $0) > length } ?? .all)
    }
    derive()
  }

  private mutating func set(_ span: Span) {
    focus.range.span = span
    if span == .all { focus.range.end = nil }
    guard isOfFeeds, let end = range.end else { return }
    let first = end.last(on: .minute) - (length(of: span) - 1)
    guard first < liveReach(.hour).lowerBound.last(on: .minute) else { return }
    focus.range.end = nil
    say(
      "Nothing is known of the hours of that time; these are the newest.",
      "These are the newest hours.", "The newest hours.")
  }

  /// The spans by their length today: the year to date is now shorter, now longer than others.
  func ordered(_ spans: [Span]) -> [Span] {
    spans.sorted { length(of: $0) < length(of: $1) }
  }

  /// In minutes; days count whole, so that the year to date is as long as so many days.
  private func length(of span: Span) -> Int {
    let step = span.isOfDays ? Step.day : .minute
    let end = range.end?.last(on: step) ?? Slot(step, at: running.start)
    return span.slots(of: step, until: end).map { $0 * (Step.minute.perDay / step.perDay) } ?? .max
  }

  /// How many slots a span has up to the end of the range.
  private func count(of span: Span) -> Int {
    span.slots(of: running.step, until: range.end?.last(on: running.step) ?? running) ?? Int.max
  }

  /// Shows less or more about the cursor, by the ranges and their halves; the way back leads to where
  /// it came from.
  mutating func zoom(_ direction: Motion.ZoomDirection) {
    var way: [ZoomPlace] = []
    if case .zoom(let last, var from) = continuation {
      if last != direction, let before = from.popLast() {
        focus = before.focus
        appearance.interval = before.interval
        continuation = from.isEmpty ? nil : .zoom(last, from: from)
        derive()
        return
      }
      way = from
    }
    let place = zoomPlace
    let count =
      switch direction {
      case .closer: zoomLengths.last { $0 < slots.count }
      case .wider: zoomLengths.first { $0 > slots.count }
      }
    if let count {
      zoom(to: count, about: cursor ?? slots.upperBound)
    } else if !zoomAcross(direction) {
      if direction == .closer {
        say("It can't zoom in further.", "No closer.")
      } else {
        reply = "That is all there is."
      }
      return
    }
    continuation = .zoom(direction, from: way + [place])
  }

  /// From days to the hours of the one under the cursor, and from hours to the days about it, where there
  /// are any; says whether there are.
  private mutating func zoomAcross(_ direction: Motion.ZoomDirection) -> Bool {
    let day = (cursor ?? slots.upperBound).day
    switch direction {
    case .closer:
      guard data.grain == .days, hasHours(of: day) else { return false }
      showHours(of: day)
    case .wider:
      guard isOfFeeds else { return false }
      focus.range = DateRange(.days(7), end: range.end == nil ? nil : Slot(min(day + 3, today)))
      focus.cursor = nil
      derive()
    }
    return true
  }

  /// Whether feeds told anything of the day.
  func hasHours(of day: Day) -> Bool {
    guard hasFeeds, let known = live?.sums.slots(of: .hour) else { return false }
    return known.overlaps(Step.hour.slots(of: day...day))
  }

  /// Shows a day by what fits of its hours; today by the last 24 of them.
  mutating func showHours(of day: Day) {
    let end = day < Slot(.day, at: moment).day ? Slot(.hour, lastOf: day) : nil
    focus = Focus(exchanges: exchanges, range: DateRange(.last(24, .hour), end: end))
    appearance.interval = .fit
    derive()
  }

  var zoomPlace: ZoomPlace { ZoomPlace(focus: focus, interval: appearance.interval) }

  /// The cursor keeps its place in the picture as far as the history allows.
  private mutating func zoom(to count: Int, about cursor: Slot) {
    let share = Double(cursor - slots.lowerBound) / Double(max(1, slots.count - 1))
    if count == history.count {
      show(.all)
    } else {
      show(inHistory(cursor - Int((share * Double(count - 1)).rounded()), count: count))
    }
    let place = min(max(cursor, slots.lowerBound), slots.upperBound)
    focus.cursor = place == history.upperBound ? nil : place
  }

  /// How many slots the ranges have, and half of each, as far as there is history; shortest first.
  var zoomLengths: [Int] {
    if isOfFeeds {
      let minutes = [30, 60, 180, 360, 720, 1_440, 2_880, 5_760]
      let perSlot = Step.minute.perDay / running.step.perDay
      return minutes.filter { $0 % perSlot == 0 && $0 / perSlot <= history.count }
        .map { $0 / perSlot }
    }
    let presets = Span.presets.filter { $0 != .yearToDate }.map { count(of: $0) }
    let known = presets.filter { $0 < history.count } + [history.count]
    // Half of a range that is about another one would hardly show a difference.
    let halves = known.map { $0 / 2 }.filter { half in
      half >= Self.shortestZoom && known.allSatisfy { abs($0 - half) * 10 > $0 }
    }
    guard running.step != .day else { return (known + halves).sorted() }
    // Within a week the halves and the doubles of a day.
    let week = presets[0]
    let days = sequence(first: running.step.perDay / 8) { $0 * 2 }.prefix { $0 < week }
    return (days.filter { $0 < history.count } + (known + halves).filter { $0 >= week }).sorted()
  }

  /// Fewer slots than that don't make a chart.
  private static let shortestZoom = 3

  /// Shows exactly these slots, or as many of them as the history has.
  mutating func show(_ slots: ClosedRange<Slot>) {
    let inside = slots.clamped(to: history)
    let end = inside.upperBound == history.upperBound ? nil : inside.upperBound
    focus.range = DateRange(span(inside.count), end: end)
    derive()
    focus.cursor = nil
  }

  /// The span of so many slots: of whole hours where it is one of the feeds and they make some.
  private func span(_ count: Int) -> Span {
    guard data.grain.isLive else { return Span(slots: count, of: running.step) }
    if !isOfFeeds, count % running.step.perDay == 0 { return .days(count / running.step.perDay) }
    let perHour = running.step.perDay / Step.hour.perDay
    return count % perHour == 0 ? .last(count / perHour, .hour) : .last(count, running.step)
  }

  /// So many slots from `start` on, moved into the history if they aren't inside.
  func inHistory(_ start: Slot, count: Int) -> ClosedRange<Slot> {
    let end = min(max(start, history.lowerBound) + (count - 1), history.upperBound)
    return (end - (count - 1))...end
  }
}
