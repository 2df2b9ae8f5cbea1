import Liquidations
import Live
import Wording

/// What the dashboard says where nothing is drawn. Each text is a function of the state alone, as a picture
/// is, and without anything that would steer a terminal.
public enum PlainText {
  /// What it begins with.
  public static func heading(_ state: DashboardState) -> [String] {
    let source =
      switch state.source {
      case .host(let host): ", from \(host)"
      case .demo: ", generated for the demo"
      case .feeds: ", from the exchanges' own feeds"
      case .kept(let name): ", kept from \(name)"
      }
    let help = state.keyMap.key(for: .program(.help)).map { "; \($0.name) lists them" } ?? ""
    return [
      "liqtop: Bitcoin liquidations by UTC day\(source).",
      "Type a key and Return\(help). Return alone says everything that a screen would show.",
    ]
  }

  /// All that a screen would show.
  public static func everything(_ state: DashboardState) -> [String] {
    [PlainLook(state).sentence] + standing(state) + day(state) + range(state) + rows(state)
  }

  /// How fresh all is, what is the matter, what is live.
  public static func standing(_ state: DashboardState) -> [String] { PlainNews(state).standing }

  /// The keys and what they do, and what has failed; a line each.
  public static func help(_ state: DashboardState) -> [String] {
    HelpText(state).sentences
      + [
        "Return alone says everything; keys may be typed one after another, as in hhh or End Left."
      ]
  }

  /// What matters of what is new since another state, a sentence each; none if nothing does.
  public static func changes(_ state: DashboardState, since before: DashboardState) -> [String] {
    let look = PlainLook(state)
    let other = PlainLook(before)
    let isAnotherLook = look != other
    // What a key did is said by the new look, and better.
    var lines = PlainNews(state).news(since: before, withReply: !isAnotherLook)
    if isAnotherLook { lines.append(look.sentence) }
    if isAnotherDay(state, before) || look.changesDay(from: other) { lines += day(state) }
    if look.changesRange(from: other) { lines += range(state) }
    // What was kept has just been read.
    let isRead = before.live == nil && state.live != nil
    if isRead, !before.hasData, state.data.grain.isLive { lines += day(state) + range(state) }
    if look.view != other.view || isRead && look.view == .tape { lines += rows(state) }
    return lines + tape(state, since: before)
  }

  /// Whether another bar is under the cursor, because a key chose it; not because time went by.
  private static func isAnotherDay(_ state: DashboardState, _ before: DashboardState) -> Bool {
    let isAnotherRange = state.range != before.range
    return state.cursor != before.cursor
      || isAnotherRange && DayFigures(state)?.bucket.slots != DayFigures(before)?.bucket.slots
  }
}

// MARK: - Bars

extension PlainText {
  /// Wide enough that nothing is left out for want of columns.
  private static let columns = 80

  /// The bar under the cursor, in the words of the panel.
  static func day(_ state: DashboardState) -> [String] {
    guard state.shownView != .tape else { return [] }
    guard let figures = DayFigures(state) else {
      return [EmptyChart(state, drawing: state.drawing).text]
    }
    let panel = DayPanel(state, drawing: state.drawing)
    return panel.dayRows(figures, width: columns).sentences
  }

  static func range(_ state: DashboardState) -> [String] {
    guard state.hasData, state.shownView != .tape else { return [] }
    return DayPanel(state, drawing: state.drawing).rangeRows(columns).sentences
  }

  /// The rows of the table or of the tape, in the views that have them.
  static func rows(_ state: DashboardState) -> [String] {
    switch state.shownView {
    case .table: return (TableText(state)?.text).map(lines) ?? []
    case .tape: return strip(state) + newestRows(state)
    case .stacked, .net, .share, .exchanges: return []
    }
  }

  private static func lines(_ text: String) -> [String] {
    text.split(separator: "\n").map(String.init)
  }
}

// MARK: - The tape

extension PlainText {
  /// As many rows as are said at once; the key that copies says all.
  private static let mostRows = 20
  /// Of a storm not every row is said.
  private static let mostNews = 3
  /// A second goes on so long before nothing more of it is told, in seconds.
  private static let telling: Int64 = 2

  private static func newestRows(_ state: DashboardState) -> [String] {
    guard !state.tape.isEmpty else { return [state.emptyTapeWords] }
    let rows = state.tape.prefix(mostRows).map { words($0, state) }
    let more = state.tape.count - rows.count
    let key = state.keyMap.key(for: .program(.copy)).map { "; \($0.name) says all" } ?? ""
    return rows + (more > 0 ? ["And \(more) older rows\(key)."] : [])
  }

  private static func strip(_ state: DashboardState) -> [String] {
    guard let live = state.live, !state.strip.isEmpty else { return [] }
    let signs = state.calendar.signs
    return StripWindow.allCases.map { window in
      let figures = StripFigures(window, state.strip[window.rawValue], of: live, state)
      let floor = figures.isFloor ? signs.atLeast : ""
      let sides = Side.allCases.map { side in
        "\(side.name) \(floor)\(USD.compact(figures.tallies[side].usd, signs: signs))"
      }
      let both = figures.tallies.both
      let largest = USD.compact(both.largest, signs: signs)
      let cascade = figures.cascade.map { "; \($0.words(signs))" } ?? ""
      return "Last \(figures.name): \(sides.joined(separator: ", ")), \(floor)\(both.count) orders,"
        + " largest \(largest), covered \(figures.coveredWords)\(cascade)."
    }
  }

  /// The row under the cursor if that is another, and in the tape's own view the rows that are new.
  fileprivate static func tape(
    _ state: DashboardState, since before: DashboardState
  ) -> [String] {
    guard state.shownView == .tape, before.shownView == .tape, before.live != nil else { return [] }
    if let cursor = state.tapePlace.cursor {
      guard cursor != before.tapePlace.cursor else { return [] }
      return state.tape.first { $0.key == cursor }.map { [words($0, state)] } ?? []
    }
    let known = Set(told(before).map(\.key))
    let new = told(state).prefix { !known.contains($0.key) }
    guard !known.isEmpty || before.tape.isEmpty else { return [] }
    let more = new.count - mostNews
    return new.prefix(mostNews).reversed().map { words($0, state) }
      + (more > 0 ? ["And \(more) more rows on the tape."] : [])
  }

  /// The rows of seconds that are over, newest first.
  private static func told(_ state: DashboardState) -> [TapeRow] {
    let last = state.moment.seconds - telling
    return Array(state.tape.drop { $0.key.second > last })
  }

  /// Such as `14:35:12 Binance long 1.23M, 3 orders, at 90,123, BTCUSDT.`
  private static func words(_ row: TapeRow, _ state: DashboardState) -> String {
    let isToday = row.time.day == state.moment.day
    let time = (isToday ? "" : "\(row.time.day.monthDay) ") + row.time.secondClock
    let orders = row.count > 1 ? ", \(row.count) orders" : ""
    let amount = USD.compact(row.usd, signs: state.calendar.signs)
    return "\(time) \(row.key.exchange.name) \(row.key.side.name) \(amount)\(orders),"
      + " at \(USD.price(row.price)), \((row.instrument ?? "several").shown())."
  }
}
