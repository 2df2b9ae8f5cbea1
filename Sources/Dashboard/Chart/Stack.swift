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
  init(_ amounts: some Collection<Double?>, scale: Scale, limit: Int) {
    var segments: [Segment] = []
    segments.reserveCapacity(amounts.count)
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

  /// Puts what one row of the bar holds into `parts`, whose storage serves row after row: the
  /// series with its eighths there, from zero outwards.
  func collect(_ parts: inout [(series: Int, eighths: Int)], ofRow row: Int) {
    let cell = (row * 8)..<(row * 8 + 8)
    parts.removeAll(keepingCapacity: true)
    for segment in segments {
      let overlap = segment.range.clamped(to: cell)
      if !overlap.isEmpty { parts.append((segment.series, overlap.count)) }
    }
  }
}
