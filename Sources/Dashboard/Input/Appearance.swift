import Canvas
import Liquidations

/// How the user looks at the data.
struct Appearance: Equatable, Sendable {
  var theme: Theme
  var view = ChartView.stacked
  /// The order of the table's rows.
  var sort = TableSort()
  /// The smallest rows of the tape.
  var smallest = TapeSize.every
  var scale = ScaleKind.capped
  var interval = BarInterval.fit
  /// Whether shorts are drawn up and longs down.
  var isFlipped = false
  /// What is laid over the bars.
  var overlaid: Overlaid?
  /// Whether amounts are to be in BTC, where each has a price.
  var isInBitcoin = false

  /// Whether the mean of seven bars is laid over.
  var hasTrend: Bool {
    get { overlaid == .average }
    set { overlaid = newValue ? .average : overlaid == .average ? nil : overlaid }
  }
}

/// What can be laid over the bars.
enum Overlaid: Hashable, Sendable {
  /// The mean of seven bars.
  case average
  case price
}

/// What a key goes on with when it comes again, until another comes.
enum Continuation: Equatable, Sendable {
  /// The bars that were shown, by their last slots, the largest first; and the place of the last one.
  case largest([Slot], place: Int)
  /// Where zooming one way has come from.
  case zoom(Motion.ZoomDirection, from: [ZoomPlace])
}

/// What a zoom changes, to come back to it.
struct ZoomPlace: Equatable, Sendable {
  let focus: Focus
  let interval: BarInterval
}

/// Where in the data the user looks.
struct Focus: Equatable, Sendable {
  /// The exchanges that are shown; at least one.
  var exchanges: ExchangeSet
  var range: DateRange
  /// The slot under the cursor; nil follows the newest one.
  var cursor: Slot?
}
