/// Which columns each bar takes.
struct BarLayout: Hashable, Sendable {
  let barCount: Int
  let columns: Int
  /// Columns left free at the right of each bar.
  let gap: Int
  private let isUniform: Bool

  /// So many bars in so many columns; there must be a column for each.
  init(bars: Int, columns: Int) {
    barCount = max(1, bars)
    self.columns = max(columns, barCount)
    let slot = self.columns / barCount
    gap = slot >= 2 ? (slot >= 8 ? 2 : 1) : 0
    isUniform = slot * barCount * 100 >= self.columns * 85
  }

  /// The columns of a bar, without its gap; the newest bar ends at the right edge.
  func span(of index: Int) -> Range<Int> {
    let slot = slot(of: index)
    return slot.lowerBound..<max(slot.lowerBound + 1, slot.upperBound - gap)
  }

  /// The columns of a bar and its gap.
  func slot(of index: Int) -> Range<Int> {
    if isUniform {
      let width = columns / barCount
      let start = columns - width * (barCount - index)
      return start..<(start + width)
    }
    return (index * columns / barCount)..<((index + 1) * columns / barCount)
  }

  /// The bar at a column, the nearest one where the column is left of all bars.
  func bar(at column: Int) -> Int {
    (0..<barCount).last { slot(of: $0).lowerBound <= column } ?? 0
  }
}
