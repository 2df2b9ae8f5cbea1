import Canvas
import Liquidations
import Wording

extension KeyMap {
  /// The keys as they are without a configuration.
  public static let standard = KeyMap(lookEntries + moveEntries + dataEntries)

  private static func viewNames(_ views: [ChartView]) -> String {
    views.map(\.name).joined(by: ", ")
  }

  private static let names = Exchange.allCases.map(\.name).joined(by: ", ")

  private static let lookEntries = [
    Entry(
      .look, "next, previous exchange", hint: "exchange", hinted: 1,
      [(.exchange(.next), [.tab]), (.exchange(.previous), [.backTab])]),
    Entry(
      .look, "all, or \(names) alone",
      [(.exchange(.all), [.character("0")])]
        + Exchange.allCases.map { (.exchange(.only($0)), [.character($0.digit)]) }),
    Entry(
      .look, "\(names) in or out of the stack",
      Exchange.allCases.map { (.exchange(.toggle($0)), [.character($0.letter)]) }),
    Entry(
      .look, "next, previous view: " + viewNames(ChartView.allCases.filter { $0 != .tape }),
      withFeeds: "next, previous view: " + viewNames(ChartView.allCases),
      [(.picture(.view), [.character("v")]), (.picture(.previousView), [.character("V")])]),
    Entry(
      .look, "the tape: each liquidation as it is told; back to the chart", needs: .feeds,
      hint: "tape", [(.picture(.tape), [.character("T")])]),
    Entry(
      .look, "what a bar is: a day, a week or a month",
      withFeeds: "what a bar is: minutes, an hour, 4 hours, a day, a week or a month",
      [(.picture(.interval), [.character("i")])]),
    Entry(
      .look, "scale: capped, full, log; the table's sort column",
      withFeeds: "scale: capped, full, log; the table's sort column; the tape's smallest rows",
      [(.picture(.scale), [.character("s")])]),
    Entry(
      .look, "7-bar average on or off", withPrices: "laid over: nothing, 7-bar average, price",
      [(.picture(.trend), [.character("a")])]),
    Entry(
      .look, "shorts above or below; the table's sort order",
      [(.picture(.flip), [.character("f")])]),
    Entry(
      .look, "USD or BTC, by the price of each bar", needs: .prices,
      [(.picture(.unit), [.character("u")])]),
    Entry(.look, "next theme", [(.picture(.theme), [.character("t")])]),
  ]

  private static let moveEntries = [
    Entry(
      .move, "a bar back, forward", hint: "move",
      [
        (.motion(.bar(.back)), [.left, .character("h")]),
        (.motion(.bar(.forward)), [.right, .character("l")]),
      ]),
    Entry(
      .move, "a page back, forward", hint: "page",
      [
        (.motion(.page(.back)), [.character("<"), .character("H"), .pageUp]),
        (.motion(.page(.forward)), [.character(">"), .character("L"), .pageDown]),
      ]),
    Entry(
      .move, "first, last bar, or row of the table",
      [(.edge(.first), [.home, .character("g")]), (.edge(.last), [.end, .character("G")])]),
    Entry(
      .move, "up, down in the table and in this help",
      withFeeds: "up, down in the table, in the tape and in this help",
      [
        (.motion(.row(.up)), [.up, .character("k")]),
        (.motion(.row(.down)), [.down, .character("j")]),
      ]),
    Entry(
      .move, "shorter, longer range", hint: "range",
      [
        (.motion(.range(.shorter)), [.character("[")]),
        (.motion(.range(.longer)), [.character("]")]),
      ]),
    Entry(
      .move, "the shortest range, all there is",
      [(.range(.shortest), [.character("{")]), (.range(.whole), [.character("}")])]),
    Entry(
      .move, "zoom in, out about the cursor",
      [
        (.motion(.zoom(.closer)), [.character("+"), .character("=")]),
        (.motion(.zoom(.wider)), [.character("-")]),
      ]),
    Entry(
      .move, "a day or a range: \(DateEntry.forms)", hint: "date",
      [(.range(.goToDate), [.character("/")])]),
    Entry(
      .move, "largest bar of the range; again: the next largest", hint: "largest",
      [(.motion(.largest), [.character("x")])]),
    Entry(
      .move, "next, previous unusual day",
      [
        (.motion(.unusual(.forward)), [.character("n")]),
        (.motion(.unusual(.back)), [.character("N")]),
      ]),
    Entry(
      .move, "the days of this bar; from the table to the chart",
      withFeeds: "the days, hours or minutes of this bar; from table and tape to the chart",
      [(.range(.open), [.enter])]),
  ]

  private static let dataEntries = [
    Entry(
      .data, "refresh now; asks first beyond the quota", hint: "refresh",
      [(.program(.refresh), [.character("r"), .function(5), .control("r")])]),
    Entry(
      .data, "pause: the picture stands still", hint: "pause",
      [(.program(.pause), [.character("p")])]),
    Entry(
      .data, "copy this bar, or the table", withFeeds: "copy this bar, the table, or the tape",
      [(.program(.copy), [.character("y")])]),
    Entry(
      .data, "mouse: used by liqtop, or left to the terminal",
      [(.program(.mouse), [.character("m")])]),
    Entry(.data, "draw the screen again", [(.program(.redraw), [.control("l")])]),
    Entry(
      .data, "this help", hint: "help", [(.program(.help), [.character("?"), .function(1)])]),
    Entry(.data, "close what is open; alerts are seen", [(.program(.dismiss), [.escape])]),
    Entry(.data, "suspend; fg resumes", [(.program(.suspend), [.control("z")])]),
    Entry(
      .data, "quit", hint: "quit",
      [(.program(.quit), [.character("q"), .character("Q"), .control("c")])]),
  ]
}

extension Exchange {
  /// The digit that shows it alone.
  fileprivate var digit: Unicode.Scalar {
    switch self {
    case .binance: "1"
    case .bybit: "2"
    case .okx: "3"
    case .deribit: "4"
    }
  }

  /// The letter that takes it out of the stack and back: of its name, as far as no key has it.
  fileprivate var letter: Unicode.Scalar {
    switch self {
    case .binance: "B"
    case .bybit: "Y"
    case .okx: "O"
    case .deribit: "D"
    }
  }
}
