import Liquidations
import Wording

/// How the data are looked at, to be said when it changes.
struct PlainLook: Equatable {
  let exchanges: ExchangeSet
  let range: DateRange
  let view: ChartView
  let unit: CalendarUnit
  let money: String
  let others: [String]
  let isPaused: Bool
  private let titles: Titles

  /// What is written of it; time changes them, and that isn't said.
  private struct Titles {
    let range: String
    let exchanges: String
  }

  init(_ state: DashboardState) {
    exchanges = state.exchanges
    range = state.range
    view = state.shownView
    unit = state.bars.unit
    money = state.unitWord
    isPaused = state.isPaused
    others = Self.others(state)
    titles = Titles(
      range: "\(state.range.span.name), \(state.calendar.range(state.slots))",
      exchanges: state.exchanges == .all
        ? "all exchanges" : state.exchanges.exchanges.map(\.name).joined(separator: ", "))
  }

  static func == (left: PlainLook, right: PlainLook) -> Bool {
    (left.exchanges, left.range, left.view, left.unit, left.money)
      == (right.exchanges, right.range, right.view, right.unit, right.money)
      && left.others == right.others && left.isPaused == right.isPaused
  }

  /// What else the view can be told to do.
  private static func others(_ state: DashboardState) -> [String] {
    let appearance = state.appearance
    switch state.shownView {
    case .tape: return [state.smallestWords.map { "rows from \($0)" } ?? "rows of every size"]
    case .table:
      return ["sorted by \(appearance.sort.column.words(state.calendar)), \(appearance.sort.end)"]
    case .share: return state.hasPrice ? ["with the price"] : []
    case .stacked, .net, .exchanges:
      let scale = "scale \(appearance.scale.rawValue)"
      let overlay =
        state.hasPrice ? "with the price" : appearance.hasTrend ? "with its 7-bar average" : nil
      let flip = appearance.isFlipped ? "shorts above" : nil
      return [scale, overlay, flip].compactMap(\.self)
    }
  }

  /// Such as `Shown: all exchanges, 90D, Sep 01 … Nov 29; stacked, by day, in USD, scale full.`
  var sentence: String {
    let bars = view == .tape ? [] : ["by \(unit.name)", "in \(money)"]
    let how = ([view.name] + bars + others).joined(separator: ", ")
    let pause = isPaused ? " Paused: what is new waits." : ""
    let range = view == .tape ? "" : ", \(titles.range)"
    return "Shown: \(titles.exchanges)\(range); \(how).\(pause)"
  }

  /// Whether the bar under the cursor has other figures for it.
  func changesDay(from other: PlainLook) -> Bool {
    (exchanges, unit, money) != (other.exchanges, other.unit, other.money)
      || view == .net && other.view != .net
  }

  /// Whether the figures of the range are others.
  func changesRange(from other: PlainLook) -> Bool {
    (exchanges, range, money) != (other.exchanges, other.range, other.money)
  }
}
