import Canvas
import Liquidations
import Wording

extension DashboardState {
  /// Goes on to the next of what there is to choose from; in the table some keys are its order's.
  mutating func change(_ action: PictureAction) {
    switch action {
    case .view: show(next(\.next))
    case .previousView: show(next(\.previous))
    case .tape: show(shownView == .tape ? .stacked : .tape)
    case .interval where shownView == .tape: reply = "The tape has rows and no bars."
    case .interval: changeInterval()
    case .scale where shownView == .tape: changeTapeSize()
    case .scale where appearance.view == .table:
      order(by: sortColumns.after(appearance.sort.column))
    case .scale: changeScale()
    case .flip where appearance.view == .table: turnOrder()
    case .flip where shownView == .tape: reply = "The tape has its newest rows first."
    case .flip:
      appearance.isFlipped.toggle()
      reply = appearance.isFlipped ? "Shorts above, longs below." : "Longs above, shorts below."
    case .trend: changeOverlaid()
    case .unit: changeUnit()
    case .theme:
      appearance.theme = themes.after(appearance.theme)
      // Without colours bars are as wide as whole columns.
      derive()
      reply = "Theme: \(appearance.theme.name)."
    }
  }

  /// The next or the previous view that there is: without feeds there is no tape.
  private func next(_ step: (ChartView) -> ChartView) -> ChartView {
    let view = step(appearance.view)
    return view == .tape && !hasFeeds ? step(view) : view
  }

  private mutating func show(_ view: ChartView) {
    guard view != .tape || hasFeeds else {
      reply = "There is no tape without the exchanges' feeds."
      return
    }
    appearance.view = view
    tapePlace = TapePlace()
    derive()
    reply =
      shownView == appearance.view
      ? "View: \(appearance.view.name)."
      : "A chart for each exchange needs a larger pane; stacked instead."
  }

  /// Goes on to the next interval whose bars are others than these.
  private mutating func changeInterval() {
    let unit = bars.unit
    let others = appearance.interval.others.filter(isOffered)
    guard let other = others.first(where: { self.unit(of: $0) != unit }) else {
      reply = "A bar is \(unit.article): nothing else fits."
      return
    }
    appearance.interval = other
    derive()
    let shortest = CalendarUnit(running.step)
    let isLonger = other == .fit && bars.unit != shortest
    reply = "A bar is \(bars.unit.article)\(isLonger ? ": \(shortest.plural) don't fit" : "")."
  }

  /// Goes on to the next scale that looks different.
  private mutating func changeScale() {
    guard shownView != .share else {
      reply = "The long share has one scale, 0 to 100 %."
      return
    }
    let before = shownScale
    repeat { appearance.scale = appearance.scale.next } while shownScale == before
    reply = "Scale: \(shownScale.rawValue)."
  }
}

extension BarInterval {
  /// The others, in turn.
  fileprivate var others: [BarInterval] {
    let all = Self.allCases
    let here = (all.firstIndex(of: self) ?? 0) + 1
    return Array(all[here...] + all[..<(here - 1)])
  }
}

extension CaseIterable where Self: Equatable {
  /// The case after this one, the first after the last.
  fileprivate var next: Self { Array(Self.allCases).after(self) }

  /// The case before this one, the last before the first.
  fileprivate var previous: Self { Array(Self.allCases.reversed()).after(self) }
}

extension Array where Element: Equatable {
  /// The element after this one, the first after the last or after a stranger; of none the same.
  fileprivate func after(_ element: Element) -> Element {
    guard !isEmpty else { return element }
    let here = firstIndex(of: element) ?? count - 1
    return self[(here + 1) % count]
  }
}
