/// Which row of the plot is what: rows for markers of clipped bars, bars up, zero, bars down.
struct ChartPlan: Equatable, Sendable {
  let scale: Scale
  /// The zero row, from the top of the plot.
  let zero: Int
  /// Whether a row beyond the bars of each side is kept for the markers of clipped bars.
  let hasMarkersUp: Bool
  let hasMarkersDown: Bool

  /// - Parameters:
  ///   - totals: what each bar has above and below zero in USD, both ≥ 0.
  ///   - unfinished: the bars that hold less than they will, by which no logarithm begins.
  ///   - others: the plans of charts beside this one, as high as it, that have zero where it has.
  init(
    totals: [(up: Double, down: Double)], unfinished: Set<Int> = [], kind: ScaleKind,
    isShare: Bool = false, rows: Int, beside others: [ChartPlan] = []
  ) {
    let ups = totals.map(\.up)
    let downs = totals.map(\.down)
    let (largestUp, largestDown) = (ups.max() ?? 0, downs.max() ?? 0)
    let capUp = kind == .capped ? ScaleKind.robustMaximum(ups) : largestUp
    let capDown = kind == .capped ? ScaleKind.robustMaximum(downs) : largestDown
    // In a low plot every row is needed for bars, and the marker stands on the bar itself.
    let hasRoom = rows >= 8
    // Shares fill the plot, and the names of the sides need a row.
    hasMarkersUp =
      hasRoom && (largestUp > capUp || isShare || others.contains(where: \.hasMarkersUp))
    hasMarkersDown =
      hasRoom && (largestDown > capDown || isShare || others.contains(where: \.hasMarkersDown))
    let rows = rows - 1 - (hasMarkersUp ? 1 : 0) - (hasMarkersDown ? 1 : 0)
    let rowsUp = Self.rowsUp(others, rows: rows)
    if isShare {
      scale = Scale(percentIn: rows)
    } else if kind == .logarithmic {
      let whole = totals.indices.filter { !unfinished.contains($0) }
      let least = whole.flatMap { [ups[$0], downs[$0]] }.filter { $0 > 0 }.min() ?? 0
      scale = Scale(logarithmicUp: capUp, down: capDown, least: least, rows: rows, rowsUp: rowsUp)
    } else {
      scale = Scale(up: capUp, down: capDown, rows: rows, rowsUp: rowsUp)
    }
    zero = scale.rowsUp + (hasMarkersUp ? 1 : 0)
  }

  /// The mean of what charts have above zero; nil without any, or where zero has no room to move.
  private static func rowsUp(_ plans: [ChartPlan], rows: Int) -> Int? {
    guard !plans.isEmpty, rows > 1 else { return nil }
    let sum = plans.reduce(0) { $0 + $1.scale.rowsUp }
    return min(max(1, (sum + plans.count / 2) / plans.count), rows - 1)
  }

  /// The rows of one side.
  func rows(isUp: Bool) -> Int { isUp ? scale.rowsUp : scale.rowsDown }

  /// The row of the plot that is the `row`th from zero outwards, 0 next to zero.
  func y(ofRow row: Int, isUp: Bool) -> Int { isUp ? zero - 1 - row : zero + 1 + row }

  /// The height of a bar of that amount (USD, ≥ 0), cut at the scale: a total that isn't zero is never
  /// invisible.
  func eighths(_ amount: Double, isUp: Bool) -> Int {
    let limit = rows(isUp: isUp) * 8
    return min(max(scale.eighths(amount), amount > 0 ? min(1, limit) : 0), limit)
  }

  /// Whether an amount (USD, ≥ 0) is higher than the side has rows.
  func clips(_ amount: Double, isUp: Bool) -> Bool {
    scale.eighths(amount) > rows(isUp: isUp) * 8
  }
}
