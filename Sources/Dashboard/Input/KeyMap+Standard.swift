import Canvas
import Liquidations
import Wording

extension KeyMap {
  /// The keys as they are without a configuration.
  public static let standard = KeyMap(
    exchangeEntries + timeEntries + pictureEntries + programEntries)

  private static let exchangeEntries = [
    Entry(
      "next, previous exchange", hint: "exchange", hinted: 1,
      [(.exchange(.next), [.tab]), (.exchange(.previous), [.backTab])]),
    Entry(
      "all exchanges, or one alone",
      [(.exchange(.all), [.character("0")])]
        + Exchange.allCases.map { (.exchange(.only($0)), [.character($0.digit)]) }),
    Entry(
      "that exchange in or out of the stack",
      Exchange.allCases.map { (.exchange(.toggle($0)), [.character($0.letter)]) }),
  ]

  private static let timeEntries = [
    Entry(
      "shorter, longer range", hint: "range",
      [
        (.motion(.range(.shorter)), [.character("[")]),
        (.motion(.range(.longer)), [.character("]")]),
      ]),
    Entry(
      "shortest range, everything",
      [(.range(.shortest), [.character("{")]), (.range(.whole), [.character("}")])]),
    Entry(
      "cursor by a bar", hint: "day",
      [
        (.motion(.bar(.back)), [.left, .character("h")]),
        (.motion(.bar(.forward)), [.right, .character("l")]),
      ]),
    Entry(
      "a page back, forward in time", hint: "page",
      [
        (.motion(.page(.back)), [.character("<"), .character("H"), .pageUp]),
        (.motion(.page(.forward)), [.character(">"), .character("L"), .pageDown]),
      ]),
    Entry(
      "first, last day, or row of the table",
      [(.edge(.first), [.home, .character("g")]), (.edge(.last), [.end, .character("G")])]),
    Entry(
      "next, previous unusual day",
      [
        (.motion(.unusual(.forward)), [.character("n")]),
        (.motion(.unusual(.back)), [.character("N")]),
      ]),
    Entry(
      "zoom about the cursor",
      [
        (.motion(.zoom(.closer)), [.character("+"), .character("=")]),
        (.motion(.zoom(.wider)), [.character("-")]),
      ]),
    Entry("go to a date or a range", hint: "date", [(.range(.goToDate), [.character("/")])]),
  ]

  private static let pictureEntries = [
    Entry(
      "view: stacked, net, share, panels, table", hint: "view",
      [(.picture(.view), [.character("v")])]),
    Entry(
      "a bar is a day, a week, a month, or as fits", hint: "interval",
      [(.picture(.interval), [.character("i")])]),
    Entry(
      "scale: capped, full, logarithmic; orders the table", hint: "scale",
      [(.picture(.scale), [.character("s")])]),
    Entry("flip: shorts above; turns the table's order", [(.picture(.flip), [.character("f")])]),
    Entry("lay the mean of seven bars over", [(.picture(.trend), [.character("a")])]),
    Entry("next theme", [(.picture(.theme), [.character("t")])]),
  ]

  private static let programEntries = [
    Entry(
      "refresh all \(Digits.word(Metric.allCases.count)); asks first beyond the quota",
      hint: "refresh",
      [(.program(.refresh), [.character("r"), .function(5), .control("r")])]),
    Entry(
      "pause: the picture stands still", hint: "pause", [(.program(.pause), [.character("p")])]),
    Entry("mouse on or off: wheel, clicks", [(.program(.mouse), [.character("m")])]),
    Entry("copy the day under the cursor", [(.program(.copy), [.character("y")])]),
    Entry("draw the screen anew", [(.program(.redraw), [.control("l")])]),
    Entry(
      "this help", hint: "help", [(.program(.help), [.character("?"), .function(1)])]),
    Entry(
      "rows of the table and of the help",
      [
        (.motion(.row(.up)), [.up, .character("k")]),
        (.motion(.row(.down)), [.down, .character("j")]),
      ]),
    Entry("close what is open", [(.program(.dismiss), [.escape])]),
    Entry("suspend; fg comes back", [(.program(.suspend), [.control("z")])]),
    Entry(
      "quit", hint: "quit",
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
