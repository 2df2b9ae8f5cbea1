import CNcurses
import Canvas

/// Paints frames into what ncurses is to show, and sends what differs from what the terminal shows.
///
/// That is a window, too, into which ncurses copies others; one of our own would be copied for nothing.
@MainActor
final class Painter {
  private let capabilities: Capabilities
  private let window: UnsafeMutablePointer<WINDOW>
  /// A longer run of blanks is cheaper left to ncurses to skip or to erase than written.
  private let longestWrittenGap: Int
  /// Whether nothing is written into the last column.
  private let isLastColumnFree: Bool
  private var palette: Palette
  private var shown: Frame?
  private var size = Size(columns: 0, rows: 0)
  /// Has room for a row.
  private var row: [cchar_t] = []
  /// The style each cell of the window was painted in.
  private var styles: [Style] = []

  init(
    window: UnsafeMutablePointer<WINDOW>, capabilities: Capabilities, erasesInColour: Bool,
    isLastColumnFree: Bool
  ) {
    self.window = window
    self.isLastColumnFree = isLastColumnFree
    self.capabilities = capabilities
    longestWrittenGap = erasesInColour ? 8 : .max
    palette = Palette(theme: .terminal, depth: capabilities.colours)
  }

  var windowSize: Size { Size(columns: Int(getmaxx(window)), rows: Int(getmaxy(window))) }

  /// The part of the window that frames are for.
  var room: Size {
    let size = windowSize
    return Size(columns: max(1, size.columns - (isLastColumnFree ? 1 : 0)), rows: size.rows)
  }

  /// The window has another size, or the terminal may show anything: the next frame is painted
  /// in full, without clearing the screen first.
  func forget() {
    shown = nil
    rewrite(0...max(0, windowSize.rows - 1))
  }

  /// The same, and the screen is cleared first.
  func startOver() {
    shown = nil
    clearok(liq_curscr(), true)
  }

  /// Paints a frame; what lies outside the terminal is cut, what the frame doesn't fill is blank.
  func present(_ frame: Frame) {
    prepare(for: frame)
    let runs = changedRuns(of: frame)
    guard !runs.isEmpty || frame.cursor != shown?.cursor else { return }
    for run in runs { paint(frame, run, into: &row, &styles) }
    if let first = runs.first, let last = runs.last, mayScroll(frame, runs) {
      rewrite(first.row...last.row)
    }
    shown = frame
    let cursor = frame.cursor ?? Place(x: 0, y: 0)
    wmove(
      window, Int32(min(max(0, cursor.y), size.rows - 1)),
      Int32(min(max(0, cursor.x), size.columns - 1)))
    doupdate()
  }

  /// Whether ncurses might scroll rows into place. Scrolled rows jump for a moment, and aren't understood by
  /// every terminal that calls itself xterm.
  private func mayScroll(_ frame: Frame, _ runs: [Frame.Run]) -> Bool {
    guard let shown else { return true }
    return frame.hasMovedRow(in: runs, from: shown)
  }

  /// Has ncurses write every cell of the rows, or where the last column stays free, all of the screen but that.
  private func rewrite(_ rows: ClosedRange<Int>) {
    if isLastColumnFree {
      clearok(liq_curscr(), true)
    } else {
      wredrawln(window, Int32(rows.lowerBound), Int32(rows.count))
    }
  }

  /// The cells of the window that aren't as shown; all, if nothing is.
  private func changedRuns(of frame: Frame) -> [Frame.Run] {
    guard let shown else {
      return (0..<size.rows).map { Frame.Run(row: $0, columns: 0..<size.columns) }
    }
    let runs = frame.changes(from: shown)
    // Between a new size of the terminal and the frame for it, the window may be the smaller one.
    guard size.columns < frame.size.columns || size.rows < frame.size.rows else { return runs }
    return runs.compactMap { run in
      let columns = run.columns.clamped(to: 0..<size.columns)
      return run.row < size.rows && !columns.isEmpty
        ? Frame.Run(row: run.row, columns: columns) : nil
    }
  }

  private func prepare(for frame: Frame) {
    if shown == nil || frame.size != shown?.size {
      shown = nil
      size = room
      row = Array(repeating: cchar_t(), count: size.columns)
      styles = Array(repeating: .plain, count: size.columns * size.rows)
    }
    guard shown == nil || frame.theme != palette.theme else { return }
    shown = nil
    palette = Palette(theme: frame.theme, depth: capabilities.colours)
    // What ncurses clears with, of either; it lets a terminal erase in the ground's colour.
    var blank = cchar_t()
    palette.fill(&blank, " ", .plain)
    wbkgrndset(window, &blank)
    wbkgrndset(liq_stdscr(), &blank)
  }

  // Both are given to it, for a run's time: of a class, each cell would ask whether another had them.
  private func paint(
    _ frame: Frame, _ run: Frame.Run, into row: inout [cchar_t], _ styles: inout [Style]
  ) {
    let (y, columns) = (run.row, run.columns)
    let start = y * size.columns
    var gap = columns.lowerBound..<columns.lowerBound
    var left = columns.lowerBound > 0 ? styles[start + columns.lowerBound - 1] : nil
    var last: Cell?
    for x in columns {
      var cell = cell(of: frame, x, y)
      if cell.isBlank, x >= gap.upperBound {
        gap = x..<endOfGap(in: frame, row: y, from: x, limit: columns.upperBound)
      }
      let isLongGap = x < gap.upperBound && gap.count > longestWrittenGap
      if let left, !isLongGap { cell.style = cell.style(after: left) }
      left = cell.style
      styles[start + x] = cell.style
      let place = x - columns.lowerBound
      if cell == last {
        row[place] = row[place - 1]
      } else {
        palette.fill(&row[place], cell.glyph, cell.style)
        last = cell
      }
    }
    mvwadd_wchnstr(window, Int32(y), Int32(columns.lowerBound), row, Int32(columns.count))
  }

  private func cell(of frame: Frame, _ x: Int, _ y: Int) -> Cell {
    guard x < frame.size.columns, y < frame.size.rows else { return .blank }
    let cell = frame.cells[y * frame.size.columns + x]
    let isShowable = capabilities.isUnicode || cell.glyph.isASCII
    return isShowable ? cell : Cell("?", cell.style)
  }

  private func endOfGap(in frame: Frame, row y: Int, from x: Int, limit: Int) -> Int {
    // No closure: each call would ask on which actor it runs, a third of the cost of painting.
    var end = x
    while end < limit, cell(of: frame, end, y).isBlank { end += 1 }
    return end
  }
}

extension Cell {
  /// Whether nothing but the ground is seen of the cell.
  var isBlank: Bool {
    glyph == " " && style.attributes.isDisjoint(with: [.underline, .reverse])
  }

  /// The style to paint in to the right of a cell painted in `left`: that one if no eye can tell.
  ///
  /// A blank shows no ink and a full block no ground, so most gaps between bars and most bars need
  /// no change of colours, which costs up to 22 bytes.
  func style(after left: Style) -> Style {
    // The ground as ink may be made by reversing, which shows.
    guard left.ink != .ground else { return style }
    if isBlank {
      let isSame = left.ground == style.ground
      return isSame && left.attributes.isSubset(of: .bold) ? left : style
    }
    // One that has its ink on both sides keeps it, so that no font opens a seam between two rows.
    let isSealed = style.ink == style.ground
    guard glyph == "█", !isSealed, !style.attributes.contains(.reverse) else { return style }
    return left.ink == style.ink && left.attributes == style.attributes ? left : style
  }
}
