/// Which columns each bar takes.
struct BarLayout: Hashable, Sendable {
  let barCount: Int
  let columns: Int
  /// How wide every bar is, so that areas can be compared.
  let width: Int
  /// Columns left free before the first bar.
  private let margin: Int

  /// So many bars in so many columns; there must be a column for each.
  init(bars: Int, columns: Int) {
    barCount = max(1, bars)
    self.columns = max(columns, barCount)
    let slot = self.columns / barCount
    width = slot < 2 ? 1 : slot < 8 ? max(1, (slot * 3 - 1) / 4) : slot - 2
    // A gap now and then among bars that touch would look like a missing day.
    margin = slot < 2 && barCount * 10 >= self.columns * 7 ? self.columns - barCount : 0
  }

  /// The columns of a bar; where they don't divide, gaps differ by one column, bars never.
  func span(of index: Int) -> Range<Int> {
    let start = slot(of: index).lowerBound
    return start..<(start + width)
  }

  /// The columns of a bar and the gap after it.
  func slot(of index: Int) -> Range<Int> {
    let room = columns - margin
    return (margin + index * room / barCount)..<(margin + (index + 1) * room / barCount)
  }

  /// The bar at a column, the nearest one where the column is left of all bars.
  func bar(at column: Int) -> Int {
    let room = columns - margin
    return min(max(0, ((column - margin + 1) * barCount - 1) / room), barCount - 1)
  }
}
