import Liquidations

/// What a key asks for, by what it changes; for each kind a function of its own decides.
enum Action: Hashable, Sendable {
  case exchange(ExchangeAction)
  case motion(Motion)
  case edge(Edge)
  case range(RangeAction)
  case picture(PictureAction)
  case program(ProgramAction)
}

/// Which exchanges are to be shown.
enum ExchangeAction: Hashable, Sendable {
  case next, previous, all
  /// That one alone.
  case only(Exchange)
  /// That one in or out of the stack.
  case toggle(Exchange)
}

/// To the first or the last day, or row of the table.
enum Edge: Hashable, Sendable {
  case first, last
}

/// Which days are to be shown, other than by a motion.
enum RangeAction: Hashable, Sendable {
  case shortest, whole
  /// The bar under the cursor as its slots, or a row of the table in the chart.
  case open
  /// What is going to be typed.
  case goToDate
}

/// What about the picture is to change to its next choice.
enum PictureAction: Hashable, Sendable {
  case view, previousView, tape, interval, scale, flip, trend, unit, theme
}

/// What concerns the program, and not what is drawn of the data.
enum ProgramAction: Hashable, Sendable {
  case refresh, pause, mouse, copy, redraw, help, dismiss, suspend, quit
}
