/// One side of one bar in eighths of a row: where each series of the stack begins and ends.
struct Stack: Hashable, Sendable {
  /// A series of the stack, 0…3, and the eighths it covers, counted from zero outwards.
  struct Segment: Hashable, Sendable {
    let series: Int
    let range: Range<Int>
  }

  let segments: [Segment]
  /// The eighths of the whole bar.
  let height: Int
  /// Whether the bar was cut off at the limit.
  let isClipped: Bool

  /// Stacks the amounts (USD, ≥ 0; nil is missing) of the series in their order.
  ///
  /// Each cumulative edge is rounded once, so that segments add up to the bar. A bar that isn't
  /// zero is never invisible. `limit` is the height of the plot in eighths.
  init(_ amounts: [Double?], scale: Scale, limit: Int) {
    var segments: [Segment] = []
    var sum = 0.0
    var edge = 0
    var largest = (amount: 0.0, series: 0)
    let total = amounts.reduce(0) { $0 + ($1 ?? 0) }
    for (series, amount) in amounts.enumerated() {
      guard let amount, amount > 0 else { continue }
      sum += amount
      if amount > largest.amount { largest = (amount, series) }
      let next = scale.eighths(sum, of: total)
      if min(next, limit) > edge {
        segments.append(Segment(series: series, range: edge..<min(next, limit)))
      }
      edge = min(next, limit)
    }
    if edge == 0, sum > 0, limit > 0 {
      edge = 1
      segments = [Segment(series: largest.series, range: 0..<1)]
    }
    self.segments = segments
    height = edge
    isClipped = scale.eighths(total) > limit
  }

  /// What one row of the bar holds: the series with its eighths there, from zero outwards.
  func parts(ofRow row: Int) -> [(series: Int, eighths: Int)] {
    let cell = (row * 8)..<(row * 8 + 8)
    return segments.compactMap { segment in
      let overlap = segment.range.clamped(to: cell)
      return overlap.isEmpty ? nil : (segment.series, overlap.count)
    }
  }
}
