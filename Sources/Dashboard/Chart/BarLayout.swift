/// Which columns each bar takes.
struct BarLayout: Hashable, Sendable {
  /// How many days a bar holds.
  let daysPerBar: Int
  let barCount: Int
  let columns: Int
  /// Columns left free at the right of each bar.
  let gap: Int
  private let isUniform: Bool

  /// The bars of `days` days in so many columns: a bar a day if they fit, else equal buckets.
  init(days: Int, columns: Int) {
    let columns = max(1, columns)
    self.columns = columns
    daysPerBar = (days + columns - 1) / columns
    barCount = (days + daysPerBar - 1) / max(1, daysPerBar)
    let slot = columns / max(1, barCount)
    gap = slot >= 2 ? (slot >= 8 ? 2 : 1) : 0
    isUniform = slot * barCount * 100 >= columns * 85
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
