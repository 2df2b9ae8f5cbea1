/// Rectangles of colour in eighths of a cell both ways, and the cells that show them best.
///
/// A cell has one glyph and two colours, so a cell that holds more gets what is wrong in the fewest of
/// its 64 parts; whole cells, and edges on an eighth of a row or of a column, are exact.
public struct Raster: Sendable {
  /// What one colour covers of a cell: a bit for each of its 64 parts, row by row from its top left.
  private struct Part {
    let ink: Ink
    var mask: UInt64
    /// The part of the same cell that was added before; −1 for none.
    let next: Int32
    /// Whether it is to be seen though it is small.
    let isKept: Bool

    func looks(like other: Part) -> Bool {
      mask == other.mask && ink == other.ink && isKept == other.isKept
    }
  }

  private let columns: Int
  private let rows: Int
  /// The newest part of each cell; −1 for none.
  private var newest: [Int32]
  private var parts: [Part] = []

  /// An empty raster of so many cells.
  public init(columns: Int, rows: Int) {
    self.columns = max(0, columns)
    self.rows = max(0, rows)
    newest = Array(repeating: -1, count: self.columns * self.rows)
    parts.reserveCapacity(newest.count)
  }

  /// Fills a rectangle, in eighths of a cell from the upper left corner; what lies outside is cut.
  ///
  /// Rectangles are taken not to lie over each other.
  /// - Parameter isKept: whether it is seen even where it covers so little of a cell that nothing
  ///   would come nearer.
  public mutating func fill(x: Range<Int>, y: Range<Int>, with ink: Ink, isKept: Bool = false) {
    let x = x.clamped(to: 0..<columns * 8)
    let y = y.clamped(to: 0..<rows * 8)
    guard !x.isEmpty, !y.isEmpty else { return }
    for column in x.lowerBound / 8...(x.upperBound - 1) / 8 {
      let across = BlockGlyph.columns(x.clamped(to: column * 8..<column * 8 + 8), from: column * 8)
      for row in y.lowerBound / 8...(y.upperBound - 1) / 8 {
        let down = BlockGlyph.rows(y.clamped(to: row * 8..<row * 8 + 8), from: row * 8)
        add(ink, across & down, to: row * columns + column, isKept: isKept)
      }
    }
  }

  private mutating func add(_ ink: Ink, _ mask: UInt64, to cell: Int, isKept: Bool) {
    let newest = newest[cell]
    var place = newest
    while place >= 0 {
      guard parts[Int(place)].ink != ink else {
        parts[Int(place)].mask |= mask
        return
      }
      place = parts[Int(place)].next
    }
    self.newest[cell] = Int32(parts.count)
    parts.append(Part(ink: ink, mask: mask, next: newest, isKept: isKept))
  }

  /// Draws the cells in which there is something, from a place of the picture on.
  public func draw(x: Int, y: Int, on frame: inout Frame) {
    var match = BlockMatch()
    for column in 0..<columns {
      // Bars go on downwards, so a cell is often as the one above it.
      var last: (place: Int32, cell: Cell?) = (-1, nil)
      for row in 0..<rows {
        let place = newest[row * columns + column]
        guard place >= 0 else { continue }
        if !isSame(place, last.place) { last = (place, cell(place, &match)) }
        if let cell = last.cell { frame[x + column, y + row] = cell }
      }
    }
  }

  private func isSame(_ one: Int32, _ other: Int32) -> Bool {
    var (one, other) = (one, other)
    while one >= 0, other >= 0 {
      guard parts[Int(one)].looks(like: parts[Int(other)]) else { return false }
      (one, other) = (parts[Int(one)].next, parts[Int(other)].next)
    }
    return one == other
  }

  /// The cell that shows the parts best; nil where that is an empty one.
  private func cell(_ place: Int32, _ match: inout BlockMatch) -> Cell? {
    let only = parts[Int(place)]
    if only.mask == .max { return Cell(BlockGlyph.full, Style(only.ink, on: only.ink)) }
    if let exact = exact(only, match) {
      return Cell(exact.glyph, Style(exact.fore, on: exact.back))
    }
    match.begin()
    var covered: UInt64 = 0
    var kept: Part?
    var next = place
    while next >= 0 {
      let part = parts[Int(next)]
      match.add(part.ink, part.mask)
      covered |= part.mask
      if part.isKept { kept = part }
      next = part.next
    }
    match.addGround(~covered)
    let best = match.best()
    if best.fore != best.back { return Cell(best.glyph, Style(best.fore, on: best.back)) }
    if best.fore != .ground { return Cell(BlockGlyph.full, Style(best.fore, on: best.fore)) }
    return kept.map(Self.line)
  }

  /// The look of a cell of two colours, the ground perhaps one of them, if a glyph has just their border.
  private func exact(_ part: Part, _ match: BlockMatch) -> BlockMatch.Look? {
    guard part.next >= 0 else { return match.exact(part.mask, of: part.ink, on: .ground) }
    let other = parts[Int(part.next)]
    guard other.next < 0, part.mask ^ other.mask == .max else { return nil }
    return match.exact(part.mask, of: part.ink, on: other.ink)
  }

  /// The cell of a part that may not vanish: an eighth along the edge that it lies at.
  private static func line(_ part: Part) -> Cell {
    part.mask & BlockGlyph.rows(7..<8, from: 0) != 0
      ? Cell(BlockGlyph.lowerEighths[1], Style(part.ink))
      : Cell("▔", Style(part.ink))
  }
}
