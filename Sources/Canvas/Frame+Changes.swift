extension Frame {
  /// Some neighbouring cells of a row.
  public struct Run: Hashable, Sendable {
    public let row: Int
    public let columns: Range<Int>

    public init(row: Int, columns: Range<Int>) {
      self.row = row
      self.columns = columns
    }
  }

  /// The cells that aren't as in a frame of the same size, in runs from the top left; each run is as
  /// long as it can be.
  public func changes(from other: Frame) -> [Run] {
    precondition(size == other.size, "frames of different sizes have no cells in common")
    var runs: [Run] = []
    cells.withUnsafeBufferPointer { new in
      other.cells.withUnsafeBufferPointer { old in
        for row in 0..<size.rows {
          let start = row * size.columns
          let end = start + size.columns
          // Most rows are alike; without a way out in between they are compared many cells at once.
          var difference: UInt32 = 0
          for place in start..<end { difference |= new[place].bits ^ old[place].bits }
          guard difference != 0 else { continue }
          var place = start
          while true {
            while place < end, new[place] == old[place] { place += 1 }
            guard place < end else { break }
            let first = place
            while place < end, new[place] != old[place] { place += 1 }
            runs.append(Run(row: row, columns: (first - start)..<(place - start)))
          }
        }
      }
    }
    return runs
  }

  /// Whether a row that changes has the glyphs that another one had which changes too.
  ///
  /// - Parameter runs: what changes, from the top.
  public func hasMovedRow(in runs: [Run], from other: Frame) -> Bool {
    var changes: [Run] = []
    for run in runs {
      if let last = changes.last, last.row == run.row {
        let columns = last.columns.lowerBound..<run.columns.upperBound
        changes[changes.count - 1] = Run(row: run.row, columns: columns)
      } else {
        changes.append(run)
      }
    }
    for change in changes {
      // What the row begins and ends with where it changes tells nearly all rows apart.
      let (first, last) = (change.columns.lowerBound, change.columns.upperBound - 1)
      let (begins, ends) = (self[first, change.row].glyph, self[last, change.row].glyph)
      for old in changes
      where old.row != change.row && other[first, old.row].glyph == begins
        && other[last, old.row].glyph == ends && hasGlyphs(of: old.row, of: other, in: change.row)
      {
        return true
      }
    }
    return false
  }

  private func hasGlyphs(of row: Int, of other: Frame, in place: Int) -> Bool {
    (0..<size.columns).allSatisfy { self[$0, place].glyph == other[$0, row].glyph }
  }
}
