import Canvas
import Liquidations

/// How the user looks at the data.
struct Appearance: Equatable, Sendable {
  var theme: Theme
  var view = ChartView.stacked
  /// The order of the table's rows.
  var sort = TableSort()
  var scale = ScaleKind.capped
  var interval = BarInterval.fit
  /// Whether shorts are drawn up and longs down.
  var isFlipped = false
  /// Whether the mean of seven bars is laid over.
  var hasTrend = false
}

/// Where in the data the user looks.
struct Focus: Equatable, Sendable {
  /// The exchanges that are shown; at least one.
  var exchanges: ExchangeSet
  var range: DateRange
  /// The slot under the cursor; nil follows the newest one.
  var cursor: Slot?
}
