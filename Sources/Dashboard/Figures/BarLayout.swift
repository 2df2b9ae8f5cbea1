/// Where each bar lies, all being equally wide: in eighths of a column, or in whole columns on
/// terminals that draw no eighths.
struct BarLayout: Hashable, Sendable {
  let barCount: Int
  let columns: Int
  /// Bars before the first one that have room as well, where whole columns leave some over.
  let earlier: Int
  /// Eighths from the left edge of the plot to the first bar.
  private let start: Int
  /// Eighths of the bars together, the gap after the last one included.
  private let room: Int
  /// Eighths between two bars.
  private let gap: Int
  /// The whole columns of each bar where there are gaps between them; nil where bars touch, and begin and
  /// end within columns.
  private let width: Int?

  /// - Parameter isFine: whether a bar may begin and end within a column.
  init(bars: Int, columns: Int, isFine: Bool) {
    barCount = max(1, bars)
    self.columns = max(1, columns)
    guard isFine else {
      self.width = nil
      let width = max(1, self.columns / barCount)
      // Bars of one width look calm, and what is left over of the columns is older bars' room.
      gap = width > 1 ? 8 : 0
      room = width * 8 * barCount
      start = max(0, self.columns * 8 + gap - room)
      earlier = start / (width * 8)
      return
    }
    // A gap now and then among bars that touch would look like a missing day; and a bar that begins or
    // ends within a column has no even top, so gaps take what is left over as soon as there are any.
    let whole = (self.columns + 1) / barCount - 1
    width = whole >= 1 && barCount > 1 ? whole : nil
    gap = width == nil ? 0 : 8
    room = self.columns * 8 + gap
    start = 0
    earlier = 0
  }

  /// The eighths of a bar; of those before the first one by numbers below 0.
  func eighths(of index: Int) -> Range<Int> {
    if let width { return edge(index)..<edge(index) + width * 8 }
    let (first, next) = (edge(index), edge(index + 1) - gap)
    return first..<max(first, next)
  }

  /// The columns of a bar, of which at least half are its; at least one.
  func span(of index: Int) -> Range<Int> {
    let eighths = eighths(of: index)
    let first = min(max(0, (eighths.lowerBound + 3) / 8), columns - 1)
    return first..<max(first + 1, min(columns, (eighths.upperBound + 4) / 8))
  }

  /// The columns at which a bar is the nearest one.
  func slot(of index: Int) -> Range<Int> {
    let first = index == 0 ? 0 : column(before: index)
    return first..<max(first, index == barCount - 1 ? columns : column(before: index + 1))
  }

  /// The column at whose middle a bar, and the gap before it, begins.
  private func column(before index: Int) -> Int { (edge(index) - gap + 3) / 8 }

  private func edge(_ index: Int) -> Int {
    if let width { return index * (columns - width) / (barCount - 1) * 8 }
    let place = index * room
    return start + (place < 0 ? -(-place / barCount) : place / barCount)
  }
}
