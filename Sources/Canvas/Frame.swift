/// A whole picture: a flat grid of cells, row by row, and the theme it is meant for.
///
/// Writing outside the picture, or outside a given `Rect`, writes nothing: drawing can't fail.
public struct Frame: Hashable, Sendable {
  public let size: Size
  public let theme: Theme
  public private(set) var cells: [Cell]
  /// Where the terminal's own cursor is, for screen readers and magnifiers, which follow it: on what is
  /// chosen. Nil is nowhere in particular.
  public var cursor: Place?

  /// A blank picture.
  public init(size: Size, theme: Theme = .terminal) {
    self.size = size
    self.theme = theme
    cells = Array(repeating: .blank, count: size.columns * size.rows)
  }

  /// The cell at a place; outside the picture it reads blank.
  public subscript(x: Int, y: Int) -> Cell {
    get {
      contains(x, y) ? cells[y * size.columns + x] : .blank
    }
    set {
      guard contains(x, y) else { return }
      cells[y * size.columns + x] = newValue
    }
  }

  /// Writes text from a place to the right, cut at `limit` columns; returns the next free column.
  @discardableResult
  public mutating func write(
    _ text: String, x: Int, y: Int, style: Style = .plain, limit: Int = .max
  ) -> Int {
    let row = y * size.columns
    let columns = y >= 0 && y < size.rows ? 0..<size.columns : 0..<0
    let end = limit == .max ? Int.max : x + limit
    return cells.withUnsafeMutableBufferPointer { cells in
      var column = x
      for scalar in text.unicodeScalars {
        guard column < end else { break }
        if columns.contains(column) { cells[row + column] = Cell(scalar, style) }
        column += 1
      }
      return column
    }
  }

  /// Writes text so that it ends before column `end`.
  public mutating func write(
    _ text: String, endingAt end: Int, y: Int, style: Style = .plain
  ) {
    write(text, x: end - text.columns, y: y, style: style)
  }

  /// Fills a part of the picture with a cell.
  public mutating func fill(_ rect: Rect, with cell: Cell) {
    let columns = (rect.x..<rect.maxX).clamped(to: 0..<size.columns)
    cells.withUnsafeMutableBufferPointer { cells in
      for y in (rect.y..<rect.maxY).clamped(to: 0..<size.rows) {
        let row = y * size.columns
        for x in columns { cells[row + x] = cell }
      }
    }
  }

  /// Lays another picture over this one, its upper left corner at a place; blanks let through what is there.
  public mutating func lay(_ other: Frame, x: Int, y: Int) {
    let columns = (0..<other.size.columns).clamped(to: -x..<size.columns - x)
    cells.withUnsafeMutableBufferPointer { cells in
      other.cells.withUnsafeBufferPointer { others in
        for row in (0..<other.size.rows).clamped(to: -y..<size.rows - y) {
          let (start, place) = (row * other.size.columns, (y + row) * size.columns + x)
          for column in columns where others[start + column] != .blank {
            cells[place + column] = others[start + column]
          }
        }
      }
    }
  }

  private func contains(_ x: Int, _ y: Int) -> Bool {
    x >= 0 && y >= 0 && x < size.columns && y < size.rows
  }
}

extension String {
  /// How many cells of a row the text takes: one for each scalar.
  public var columns: Int {
    var text = self
    // A scalar is counted by its first byte: a view of scalars would decode it.
    return text.withUTF8 { bytes in bytes.count { $0 & 0xc0 != 0x80 } }
  }
}
