/// Dots of which a cell holds two beside and four above each other, and the cells that show them.
///
/// Source: Unicode, Braille Patterns (U+2800–28FF).
public struct DotPicture: Sendable {
  private let columns: Int
  private let rows: Int
  /// The dots of each cell, by the bits of their glyph.
  private var cells: [UInt8]

  /// An empty picture of so many cells.
  public init(columns: Int, rows: Int) {
    self.columns = max(0, columns)
    self.rows = max(0, rows)
    cells = Array(repeating: 0, count: self.columns * self.rows)
  }

  /// Draws a straight line between two dots, both included; what lies outside is left out.
  ///
  /// Source: Bresenham, "Algorithm for computer control of a digital plotter".
  public mutating func draw(from start: (x: Int, y: Int), to end: (x: Int, y: Int)) {
    let (across, down) = (abs(end.x - start.x), -abs(end.y - start.y))
    let step = (x: start.x < end.x ? 1 : -1, y: start.y < end.y ? 1 : -1)
    var (x, y) = start
    var error = across + down
    while true {
      set(x, y)
      if x == end.x, y == end.y { return }
      let double = error * 2
      if double >= down {
        error += down
        x += step.x
      }
      if double <= across {
        error += across
        y += step.y
      }
    }
  }

  /// The bits of the left and of the right column, from the top.
  private static let bits: [[UInt8]] = [[0x01, 0x02, 0x04, 0x40], [0x08, 0x10, 0x20, 0x80]]

  private mutating func set(_ x: Int, _ y: Int) {
    guard x >= 0, y >= 0, x / 2 < columns, y / 4 < rows else { return }
    cells[y / 4 * columns + x / 2] |= Self.bits[x % 2][y % 4]
  }

  /// Draws the cells that hold dots, from a place of the picture on, in a style that what is there gives.
  public func draw(x: Int, y: Int, on frame: inout Frame, _ style: (Cell) -> Style) {
    for (place, dots) in cells.enumerated() where dots != 0 {
      let (column, row) = (x + place % columns, y + place / columns)
      let glyph = Unicode.Scalar(0x2800 + UInt32(dots)) ?? " "
      frame[column, row] = Cell(glyph, style(frame[column, row]))
    }
  }
}
