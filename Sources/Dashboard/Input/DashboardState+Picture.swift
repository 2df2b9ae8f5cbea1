import Canvas
import Liquidations
import Wording

extension DashboardState {
  /// Goes on to the next of what there is to choose from; in the table some keys are its order's.
  mutating func change(_ action: PictureAction) {
    switch action {
    case .view: show(appearance.view.next)
    case .previousView: show(appearance.view.previous)
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
      reply = appearance.hasTrend ? "7-bar average on." : "7-bar average off."
    case .theme:
      appearance.theme = themes.after(appearance.theme)
      // Without colours bars are as wide as whole columns.
      derive()
      reply = "Theme: \(appearance.theme.name)."
    }
  }

  private mutating func show(_ view: ChartView) {
    appearance.view = view
    derive()
    reply =
      shownView == appearance.view
      ? "View: \(appearance.view.name)."
      : "A chart for each exchange needs a larger pane; stacked instead."
  }

  /// What a bar is, and why it isn't what was asked for, as a sentence.
  private var barSentence: String {
    let unit = bars.unit
    guard let asked = appearance.interval.asked else { return "A bar is \(unit.article), as fits." }
    guard asked.rawValue < unit.rawValue else { return "A bar is \(unit.article)." }
    return asked.rawValue < CalendarUnit(running.step).rawValue
      ? "A bar is \(unit.article): there are no shorter ones."
      : "A bar is \(unit.article): \(asked.plural) don't fit."
  }
}

extension CaseIterable where Self: Equatable {
  /// The case after this one, the first after the last.
  fileprivate var next: Self { Array(Self.allCases).after(self) }

  /// The case before this one, the last before the first.
  fileprivate var previous: Self { Array(Self.allCases.reversed()).after(self) }
}

extension Array where Element: Equatable {
  /// The element after this one, the first after the last or after a stranger.
  fileprivate func after(_ element: Element) -> Element {
    let here = firstIndex(of: element) ?? count - 1
    return self[(here + 1) % count]
  }
}
