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
    case .interval where shownView == .tape:
      say("The tape has rows and no bars.", "The tape has no bars.")
    case .interval: changeInterval()
    case .scale where shownView == .tape: changeTapeSize()
    case .scale where appearance.view == .table:
      order(by: sortColumns.after(appearance.sort.column))
    case .scale: changeScale()
    case .flip where appearance.view == .table: turnOrder()
    case .flip where shownView == .tape:
      say("The tape has its newest rows first.", "Newest rows first.")
    case .flip:
      appearance.isFlipped.toggle()
      if appearance.isFlipped {
        say("Shorts above, longs below.", "Shorts above.")
      } else {
        say("Longs above, shorts below.", "Longs above.")
      }
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
      say("There is no tape without the exchanges' feeds.", "No feeds, so no tape.")
      return
    }
    appearance.view = view
    tapePlace = TapePlace()
    derive()
    if shownView == appearance.view {
      reply = "View: \(appearance.view.name)."
    } else {
      say(
        "A chart for each exchange needs a larger pane; stacked instead.",
        "Too small for a chart for each.", "Too small; stacked.")
    }
  }

  /// Goes on to the next interval whose bars are others than these.
  private mutating func changeInterval() {
    let unit = bars.unit
    let others = appearance.interval.others.filter(isOffered)
    guard let other = others.first(where: { self.unit(of: $0) != unit }) else {
      say("A bar is \(unit.article): nothing else fits.", "Nothing else fits.")
      return
    }
    appearance.interval = other
    derive()
    let shortest = CalendarUnit(running.step)
    let isLonger = other == .fit && bars.unit != shortest
    let bar = "A bar is \(bars.unit.article)"
    say("\(bar)\(isLonger ? ": \(shortest.plural) don't fit" : "").", "\(bar).")
  }

  /// Goes on to the next scale that looks different.
  private mutating func changeScale() {
    guard shownView != .share else {
      say("The long share has one scale, 0 to 100 %.", "It has one scale.")
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
