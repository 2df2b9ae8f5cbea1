import CNcurses
import Canvas

/// Paints frames into ncurses' window, and sends what differs from what the terminal shows.
@MainActor
struct Painter {
  private let capabilities: Capabilities
  private let window: UnsafeMutablePointer<WINDOW>
  private var palette: Palette
  private var shown: Frame?
  private var row: [cchar_t] = []
  private var size = Size(columns: 0, rows: 0)

  init(window: UnsafeMutablePointer<WINDOW>, capabilities: Capabilities, theme: Theme = .dark) {
    self.window = window
    self.capabilities = capabilities
    palette = Palette(theme: theme, depth: capabilities.colours)
  }

  /// The window has another size, or the terminal may show anything: the next frame is painted
  /// in full, without clearing the screen first.
  mutating func forget() {
    shown = nil
    redrawwin(window)
  }

  /// The same, and the screen is cleared first.
  mutating func startOver() {
    shown = nil
    clearok(liq_curscr(), true)
  }

  /// Paints a frame; what lies outside the terminal is cut, what the frame doesn't fill is blank.
  mutating func present(_ frame: Frame) {
    guard frame != shown else { return }
    prepare(for: frame)
    for y in 0..<size.rows {
      guard let columns = changedColumns(of: frame, row: y) else { continue }
      paint(frame, row: y, columns: columns)
    }
    shown = frame
    wnoutrefresh(window)
    doupdate()
  }

  private mutating func prepare(for frame: Frame) {
    let current = Size(columns: Int(getmaxx(window)), rows: Int(getmaxy(window)))
    let isFirst = shown == nil
    if current != size || frame.size != shown?.size {
      size = current
      row = Array(repeating: cchar_t(), count: current.columns)
      shown = nil
    }
    guard isFirst || frame.theme != palette.theme else { return }
    shown = nil
    palette = Palette(theme: frame.theme, depth: capabilities.colours)
    // What ncurses clears with; it lets a terminal erase in the ground's colour.
    var blank = cchar_t()
    palette.fill(&blank, " ", .plain)
    wbkgrndset(window, &blank)
  }

  /// From the first to the last column of a row that isn't as shown.
  private func changedColumns(of frame: Frame, row y: Int) -> Range<Int>? {
    guard let shown, y < frame.size.rows else {
      return shown == nil ? 0..<size.columns : nil
    }
    let columns = min(size.columns, frame.size.columns)
    let start = y * frame.size.columns
    var first = start
    var end = start + columns
    while first < end, frame.cells[first] == shown.cells[first] { first += 1 }
    guard first < end else { return nil }
    while frame.cells[end - 1] == shown.cells[end - 1] { end -= 1 }
    return (first - start)..<(end - start)
  }

  private mutating func paint(_ frame: Frame, row y: Int, columns: Range<Int>) {
    let start = y * frame.size.columns
    let filled = y < frame.size.rows ? frame.size.columns : 0
    for x in columns {
      let cell = x < filled ? frame.cells[start + x] : .blank
      let isShowable = capabilities.isUnicode || cell.glyph.isASCII
      palette.fill(&row[x], isShowable ? cell.glyph : "?", cell.style)
    }
    row.withUnsafeBufferPointer { cells in
      guard let first = cells.baseAddress else { return }
      mvwadd_wchnstr(
        window, Int32(y), Int32(columns.lowerBound), first + columns.lowerBound,
        Int32(columns.count))
    }
  }
}
