/// Which row of the plot is what: rows for markers of clipped bars, bars up, zero, bars down.
struct ChartPlan {
  let scale: Scale
  /// The zero row, from the top of the plot.
  let zero: Int
  /// Whether a row beyond the bars of each side is kept for the markers of clipped bars.
  let hasMarkersUp: Bool
  let hasMarkersDown: Bool

  /// - Parameter totals: each bar's long and short in USD, both ≥ 0.
  init(totals: [(long: Double, short: Double)], rows: Int) {
    let longs = totals.map(\.long)
    let shorts = totals.map(\.short)
    let capUp = Cap.robust(longs)
    let capDown = Cap.robust(shorts)
    // In a low plot every row is needed for bars, and the marker stands on the bar itself.
    let hasRoom = rows >= 8
    hasMarkersUp = hasRoom && (longs.max() ?? 0) > capUp
    hasMarkersDown = hasRoom && (shorts.max() ?? 0) > capDown
    scale = Scale(
      up: capUp, down: capDown, rows: rows - 1 - (hasMarkersUp ? 1 : 0) - (hasMarkersDown ? 1 : 0))
    zero = scale.rowsUp + (hasMarkersUp ? 1 : 0)
  }

  /// The rows of one side.
  func rows(isUp: Bool) -> Int { isUp ? scale.rowsUp : scale.rowsDown }

  /// The row of the plot that is the `row`th from zero outwards, 0 next to zero.
  func y(ofRow row: Int, isUp: Bool) -> Int { isUp ? zero - 1 - row : zero + 1 + row }

  /// Whether an amount (USD, ≥ 0) is higher than the side has rows.
  func clips(_ amount: Double, isUp: Bool) -> Bool {
    scale.eighths(amount) > rows(isUp: isUp) * 8
  }
}
