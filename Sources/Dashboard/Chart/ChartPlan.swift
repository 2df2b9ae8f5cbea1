/// Which row of the plot is what: rows for markers of clipped bars, bars up, zero, bars down.
struct ChartPlan {
  let scale: Scale
  /// The zero row, from the top of the plot.
  let zero: Int
  /// Whether a row beyond the bars of each side is kept for the markers of clipped bars.
  let hasMarkersUp: Bool
  let hasMarkersDown: Bool
  /// Whether some bar is higher than the scale.
  let isCapped: Bool

  /// - Parameter totals: what each bar has above and below zero in USD, both ≥ 0.
  init(totals: [(up: Double, down: Double)], kind: ScaleKind, isShare: Bool = false, rows: Int) {
    let ups = totals.map(\.up)
    let downs = totals.map(\.down)
    let (largestUp, largestDown) = (ups.max() ?? 0, downs.max() ?? 0)
    let capUp = kind == .capped ? Cap.robust(ups) : largestUp
    let capDown = kind == .capped ? Cap.robust(downs) : largestDown
    // In a low plot every row is needed for bars, and the marker stands on the bar itself.
    let hasRoom = rows >= 8
    // Shares fill the plot, and the names of the sides need a row.
    hasMarkersUp = hasRoom && (largestUp > capUp || isShare)
    hasMarkersDown = hasRoom && (largestDown > capDown || isShare)
    let rows = rows - 1 - (hasMarkersUp ? 1 : 0) - (hasMarkersDown ? 1 : 0)
    if kind == .logarithmic {
      let least = (ups + downs).filter { $0 > 0 }.min() ?? 0
      scale = Scale(logarithmicUp: capUp, down: capDown, least: least, rows: rows)
    } else {
      scale = Scale(up: capUp, down: capDown, rows: rows)
    }
    zero = scale.rowsUp + (hasMarkersUp ? 1 : 0)
    isCapped =
      scale.eighths(largestUp) > scale.rowsUp * 8 || scale.eighths(largestDown) > scale.rowsDown * 8
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
