import Canvas
import Liquidations

extension KeyMap {
  /// The keys as they are without a configuration.
  static let standard = KeyMap(exchangeEntries + timeEntries + pictureEntries + programEntries)

  private static let exchangeEntries = [
    Entry(
      "Tab S-Tab", "next, previous exchange", hint: ("Tab", "exchange"),
      [(.nextExchange, [.tab]), (.previousExchange, [.backTab])]),
    Entry(
      "0  1 2 3 4", "all exchanges, or one alone",
      [(.allExchanges, [.character("0")])]
        + zip(Exchange.allCases, ["1", "2", "3", "4"] as [Unicode.Scalar]).map {
          (.exchange($0), [.character($1)])
        }),
    Entry(
      "B Y O D", "that exchange in or out of the stack",
      zip(Exchange.allCases, ["B", "Y", "O", "D"] as [Unicode.Scalar]).map {
        (.toggle($0), [.character($1)])
      }),
  ]

  private static let timeEntries = [
    Entry(
      "[ ]", "shorter, longer range", hint: ("[ ]", "range"),
      [(.shorterRange, [.character("[")]), (.longerRange, [.character("]")])]),
    Entry(
      "{ }", "shortest range, everything",
      [(.shortestRange, [.character("{")]), (.wholeRange, [.character("}")])]),
    Entry(
      "{left} {right} h l", "cursor by a bar", hint: ("{left} {right}", "day"),
      [
        (.previousBar, [.left, .character("h")]), (.nextBar, [.right, .character("l")]),
      ]),
    Entry(
      "< > H L PgUp PgDn", "a page back, forward in time", hint: ("< >", "page"),
      [
        (.pageBack, [.character("<"), .character("H"), .pageUp]),
        (.pageForward, [.character(">"), .character("L"), .pageDown]),
      ]),
    Entry(
      "Home End g G", "first day, last day",
      [(.firstDay, [.home, .character("g")]), (.lastDay, [.end, .character("G")])]),
    Entry(
      "n N", "next, previous unusual day",
      [
        (.nextUnusual, [.character("n")]), (.previousUnusual, [.character("N")]),
      ]),
    Entry(
      "+ -", "zoom about the cursor",
      [
        (.zoomIn, [.character("+"), .character("=")]), (.zoomOut, [.character("-")]),
      ]),
    Entry("/", "go to a date or a range", hint: ("/", "date"), [(.goToDate, [.character("/")])]),
  ]

  private static let pictureEntries = [
    Entry(
      "v", "view: stacked, net, share, panels, table", hint: ("v", "view"),
      [(.view, [.character("v")])]),
    Entry("i", "a bar is a day, a week, a month, or as fits", [(.interval, [.character("i")])]),
    Entry(
      "s", "scale: capped, full, logarithmic; orders the table", hint: ("s", "scale"),
      [(.scale, [.character("s")])]),
    Entry("f", "flip: shorts above; turns the table's order", [(.flip, [.character("f")])]),
    Entry("a", "lay the mean of seven bars over", [(.trend, [.character("a")])]),
    Entry("t", "next theme", [(.theme, [.character("t")])]),
  ]

  private static let programEntries = [
    Entry(
      "r F5 C-r", "refresh all eight now", hint: ("r", "refresh"),
      [(.refresh, [.character("r"), .function(5), .control("r")])]),
    Entry(
      "p", "pause: the picture stands still", hint: ("p", "pause"), [(.pause, [.character("p")])]),
    Entry("m", "mouse on or off: wheel, clicks", [(.mouse, [.character("m")])]),
    Entry("y", "copy the day under the cursor", [(.copy, [.character("y")])]),
    Entry("C-l", "draw the screen anew", [(.redraw, [.control("l")])]),
    Entry(
      "? F1", "this help", hint: ("?", "help"), [(.help, [.character("?"), .function(1)])]),
    Entry(
      "{up} {down} j k", "rows of the table and of the help",
      [
        (.scrollUp, [.up, .character("k")]), (.scrollDown, [.down, .character("j")]),
      ]),
    Entry("Esc", "close what is open", [(.dismiss, [.escape])]),
    Entry("C-z", "suspend; fg comes back", [(.suspend, [.control("z")])]),
    Entry(
      "q Q C-c", "quit", hint: ("q", "quit"),
      [(.quit, [.character("q"), .character("Q"), .control("c")])]),
  ]
}
