/// Which columns each bar takes.
struct BarLayout: Hashable, Sendable {
  let barCount: Int
  let columns: Int
  /// How wide every bar is, so that areas can be compared.
  let width: Int

  /// So many bars in so many columns; there must be a column for each.
  init(bars: Int, columns: Int) {
    barCount = max(1, bars)
    self.columns = max(columns, barCount)
    let slot = self.columns / barCount
    width = slot < 2 ? 1 : slot < 8 ? max(1, (slot * 3 - 1) / 4) : slot - 2
  }

  /// The columns of a bar; where they don't divide, gaps differ by one column, bars never.
  func span(of index: Int) -> Range<Int> {
    let start = slot(of: index).lowerBound
    return start..<(start + width)
  }

  /// The columns of a bar and the gap after it.
  func slot(of index: Int) -> Range<Int> {
    (index * columns / barCount)..<((index + 1) * columns / barCount)
  }

  /// The bar at a column, the nearest one where the column is left of all bars.
  func bar(at column: Int) -> Int {
    min(max(0, ((column + 1) * barCount - 1) / columns), barCount - 1)
  }
}
