/// Which columns each bar takes.
///
/// A gap now and then among bars that touch would look like a missing day. So either no bars have
/// gaps, or all have one column; where columns don't divide, widths differ by one.
struct BarLayout: Hashable, Sendable {
  let barCount: Int
  let columns: Int
  /// Columns left free before the first bar.
  private let margin: Int
  /// Columns left free after each bar.
  private let gap: Int

  /// So many bars in so many columns; there must be a column for each.
  init(bars: Int, columns: Int) {
    barCount = max(1, bars)
    self.columns = max(columns, barCount)
    let (slot, rest) = self.columns.quotientAndRemainder(dividingBy: barCount)
    gap = slot < 2 ? 0 : 1
    // Bars of one width look calmer, as long as that leaves little of the plot empty.
    let isMarginSmall = slot < 2 ? rest * 5 < barCount * 2 : rest * 12 <= self.columns
    margin = isMarginSmall ? rest : 0
  }

  /// The columns of a bar.
  func span(of index: Int) -> Range<Int> {
    let slot = slot(of: index)
    return slot.lowerBound..<(slot.upperBound - gap)
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
