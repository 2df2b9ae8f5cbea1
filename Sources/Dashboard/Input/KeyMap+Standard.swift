import Canvas
import Liquidations

extension KeyMap {
  /// The keys as they are without a configuration.
  public static let standard = KeyMap(
    exchangeEntries + timeEntries + pictureEntries + programEntries)

  private static let exchangeEntries = [
    Entry(
      "next, previous exchange", hint: "exchange", hinted: 1,
      [(.nextExchange, [.tab]), (.previousExchange, [.backTab])]),
    Entry(
      "all exchanges, or one alone",
      [(.allExchanges, [.character("0")])]
        + zip(Exchange.allCases, ["1", "2", "3", "4"] as [Unicode.Scalar]).map {
          (.exchange($0), [.character($1)])
        }),
    Entry(
      "that exchange in or out of the stack",
      zip(Exchange.allCases, ["B", "Y", "O", "D"] as [Unicode.Scalar]).map {
        (.toggle($0), [.character($1)])
      }),
  ]

  private static let timeEntries = [
    Entry(
      "shorter, longer range", hint: "range",
      [(.shorterRange, [.character("[")]), (.longerRange, [.character("]")])]),
    Entry(
      "shortest range, everything",
      [(.shortestRange, [.character("{")]), (.wholeRange, [.character("}")])]),
    Entry(
      "cursor by a bar", hint: "day",
      [
        (.previousBar, [.left, .character("h")]), (.nextBar, [.right, .character("l")]),
      ]),
    Entry(
      "a page back, forward in time", hint: "page",
      [
        (.pageBack, [.character("<"), .character("H"), .pageUp]),
        (.pageForward, [.character(">"), .character("L"), .pageDown]),
      ]),
    Entry(
      "first, last day, or row of the table",
      [(.firstDay, [.home, .character("g")]), (.lastDay, [.end, .character("G")])]),
    Entry(
      "next, previous unusual day",
      [
        (.nextUnusual, [.character("n")]), (.previousUnusual, [.character("N")]),
      ]),
    Entry(
      "zoom about the cursor",
      [
        (.zoomIn, [.character("+"), .character("=")]), (.zoomOut, [.character("-")]),
      ]),
    Entry("go to a date or a range", hint: "date", [(.goToDate, [.character("/")])]),
  ]

  private static let pictureEntries = [
    Entry(
      "view: stacked, net, share, panels, table", hint: "view",
      [(.view, [.character("v")])]),
    Entry(
      "a bar is a day, a week, a month, or as fits", hint: "interval",
      [(.interval, [.character("i")])]),
    Entry(
      "scale: capped, full, logarithmic; orders the table", hint: "scale",
      [(.scale, [.character("s")])]),
    Entry("flip: shorts above; turns the table's order", [(.flip, [.character("f")])]),
    Entry("lay the mean of seven bars over", [(.trend, [.character("a")])]),
    Entry("next theme", [(.theme, [.character("t")])]),
  ]

  private static let programEntries = [
    Entry(
      "refresh all eight; asks first beyond the quota", hint: "refresh",
      [(.refresh, [.character("r"), .function(5), .control("r")])]),
    Entry(
      "pause: the picture stands still", hint: "pause", [(.pause, [.character("p")])]),
    Entry("mouse on or off: wheel, clicks", [(.mouse, [.character("m")])]),
    Entry("copy the day under the cursor", [(.copy, [.character("y")])]),
    Entry("draw the screen anew", [(.redraw, [.control("l")])]),
    Entry(
      "this help", hint: "help", [(.help, [.character("?"), .function(1)])]),
    Entry(
      "rows of the table and of the help",
      [
        (.scrollUp, [.up, .character("k")]), (.scrollDown, [.down, .character("j")]),
      ]),
    Entry("close what is open", [(.dismiss, [.escape])]),
    Entry("suspend; fg comes back", [(.suspend, [.control("z")])]),
    Entry(
      "quit", hint: "quit",
      [(.quit, [.character("q"), .character("Q"), .control("c")])]),
  ]
}
