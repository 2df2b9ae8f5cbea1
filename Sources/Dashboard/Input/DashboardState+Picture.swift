import Canvas
import Liquidations
import Wording

extension DashboardState {
  /// Goes on to the next of what there is to choose from; in the table some keys are its order's.
  mutating func change(_ action: PictureAction) {
    switch action {
    case .view: changeView()
    case .interval:
      appearance.interval = appearance.interval.next
      derive()
      reply = barSentence
    case .scale where appearance.view == .table:
      order(by: sortColumns.after(appearance.sort.column))
    case .scale:
      appearance.scale = appearance.scale.next
      reply = "Scale: \(appearance.scale.rawValue)."
    case .flip where appearance.view == .table: turnOrder()
    case .flip:
      appearance.isFlipped.toggle()
      reply = appearance.isFlipped ? "Shorts above, longs below." : "Longs above, shorts below."
    case .trend:
      appearance.hasTrend.toggle()
      reply = appearance.hasTrend ? "The mean of seven bars is laid over." : "No mean is laid over."
    case .theme:
      appearance.theme = themes.after(appearance.theme)
      reply = "Theme: \(appearance.theme.name)."
    }
  }

  private mutating func changeView() {
    appearance.view = appearance.view.next
    derive()
    reply =
      shownView == appearance.view
      ? "View: \(appearance.view.name)." : "Panels need a larger pane; stacked instead."
  }

  /// What a bar holds, if it isn't a slot: `3 days`, `week`; nil without data.
  var barWords: String? {
    guard snapshot.history.days != nil, bars.slotsPerBar > 1 else { return nil }
    let perDay = running.step.perDay
    switch appearance.interval {
    case .day where bars.slotsPerBar <= perDay: return "day"
    case .week where bars.slotsPerBar <= 7 * perDay: return "week"
    case .month where bars.slotsPerBar <= 31 * perDay: return "month"
    case .fit, .day, .week, .month: return calendar.length(bars.slotsPerBar)
    }
  }

  /// What a bar holds, and why it isn't what was asked for, as a sentence.
  private var barSentence: String {
    let periods = bars.periods
    let unit: String
    switch appearance.interval {
    case .fit:
      return "A bar is \(periods == 1 ? calendar.article : calendar.length(periods)), as fits."
    case .day: unit = "days"
    case .week: unit = "weeks"
    case .month: unit = "months"
    }
    guard periods > 1 else { return "A bar is \(appearance.interval.name)." }
    return "A bar is \(periods) \(unit): single \(unit) don't fit."
  }
}

extension CaseIterable where Self: Equatable {
  /// The case after this one, the first after the last.
  fileprivate var next: Self { Array(Self.allCases).after(self) }
}

extension Array where Element: Equatable {
  /// The element after this one, the first after the last or after a stranger.
  fileprivate func after(_ element: Element) -> Element {
    let here = firstIndex(of: element) ?? count - 1
    return self[(here + 1) % count]
  }
}
