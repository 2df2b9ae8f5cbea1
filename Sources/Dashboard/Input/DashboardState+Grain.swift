import Liquidations
import Live

extension DashboardState {
  /// The spans that the keys walk through and the tabs name: those of the feeds first, where there are any.
  var presets: [Span] { hasFeeds ? Span.livePresets + Span.presets : Span.presets }

  /// Whether the range is one of hours or minutes of the exchanges' feeds.
  var isOfFeeds: Bool { hasFeeds && !range.span.isOfDays }

  /// What bars are asked to be, as far as the range has them: there are no days in hours.
  var shownInterval: BarInterval { shown(appearance.interval) }

  private func shown(_ interval: BarInterval) -> BarInterval {
    isOfFeeds && !isOffered(interval) ? .fit : interval
  }

  /// Whether the interval is one of the range's.
  func isOffered(_ interval: BarInterval) -> Bool {
    guard let asked = interval.asked?.rawValue else { return true }
    if isOfFeeds { return asked < CalendarUnit.day.rawValue }
    return asked >= (hasFeeds ? CalendarUnit.hour : .day).rawValue
  }

  /// What the bars of the range are made of, if that is asked of them.
  func grain(of interval: BarInterval) -> Grain {
    guard isOfFeeds else { return hours(of: interval) ? .hours : .days }
    let slots = liveSlots(.minute)
    let unit = shown(interval).unit(of: slots, most: barRoom.most)
    guard unit.rawValue < CalendarUnit.hour.rawValue else { return .hours }
    // Minutes are kept for some days alone.
    return range.end.map { hasMinutes($0) } ?? true ? .minutes : .hours
  }

  /// What a bar is, if that is asked of it.
  func unit(of interval: BarInterval) -> CalendarUnit {
    let grain = grain(of: interval)
    let (reach, step) =
      grain.isLive
      ? (liveReach(grain.step), grain.step) : (snapshot.history.slots, snapshot.history.step)
    let slots = range.slots(in: reach, running: Slot(step, at: moment))
    return shown(interval).unit(of: slots, most: barRoom.most)
  }

  /// Whether some days are shown by hours: if that is asked for, fits, and there are any.
  private func hours(of interval: BarInterval) -> Bool {
    guard hasFeeds, interval == .hour || interval == .fourHours,
      case .last(let count, .day) = range.span, count <= Self.mostDaysOfHours,
      live?.sums.slots(of: .hour) != nil
    else { return false }
    let end = Slot(.hour, at: moment)
    let unit = interval.unit(of: end - (count * Step.hour.perDay - 1)...end, most: barRoom.most)
    return unit.rawValue < CalendarUnit.day.rawValue
  }

  private static let mostDaysOfHours = 31

  /// What there is of the feeds: from the first slot of which anything is known, and a day at least, to
  /// the one that isn't over.
  func liveReach(_ step: Step) -> ClosedRange<Slot> {
    let running = Slot(step, at: moment)
    let day = running - (step.perDay - 1)
    return min(live?.sums.slots(of: step)?.lowerBound ?? day, day)...running
  }

  /// The slots of the range that are shown of it.
  func liveSlots(_ step: Step) -> ClosedRange<Slot> {
    range.slots(in: liveReach(step), running: Slot(step, at: moment))
  }

  /// Whether the minutes of a slot are still known.
  func hasMinutes(_ slot: Slot) -> Bool {
    Slot(.minute, at: slot.start) >= liveReach(.minute).lowerBound
  }
}
