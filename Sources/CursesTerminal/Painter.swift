import CNcurses
import Canvas

/// Paints frames into ncurses' window, and sends what differs from what the terminal shows.
@MainActor
struct Painter {
  private let capabilities: Capabilities
  private let window: UnsafeMutablePointer<WINDOW>
  /// A longer run of blanks is cheaper left to ncurses to skip or to erase than written.
  private let longestWrittenGap: Int
  private var palette: Palette
  private var shown: Frame?
  private var size = Size(columns: 0, rows: 0)
  private var row: [cchar_t] = []
  /// The style each cell of the window was painted in.
  private var styles: [Style] = []

  init(window: UnsafeMutablePointer<WINDOW>, capabilities: Capabilities, erasesInColour: Bool) {
    self.window = window
    self.capabilities = capabilities
    longestWrittenGap = erasesInColour ? 8 : .max
    palette = Palette(theme: .terminal, depth: capabilities.colours)
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
    prepare(for: frame)
    let runs = changedRuns(of: frame)
    guard !runs.isEmpty else { return }
    // Of so much ncurses might scroll some rows into place. Scrolled rows jump for a moment, save a
    // chart no bytes, and aren't understood by every terminal that calls itself xterm.
    if runs.reduce(0, { $0 + $1.columns.count }) * 10 > frame.cells.count { redrawwin(window) }
    for run in runs { paint(frame, row: run.row, columns: run.columns) }
    shown = frame
    wnoutrefresh(window)
    doupdate()
  }

  /// The places that aren't as shown; all, if nothing is.
  private func changedRuns(of frame: Frame) -> [(row: Int, columns: Range<Int>)] {
    var runs: [(row: Int, columns: Range<Int>)] = []
    for y in 0..<size.rows {
      var x = 0
      while let run = changedRun(of: frame, row: y, from: x) {
        runs.append((y, run))
        x = run.upperBound
      }
    }
    return runs
  }

  private mutating func prepare(for frame: Frame) {
    if shown == nil || frame.size != shown?.size {
      shown = nil
      size = Size(columns: Int(getmaxx(window)), rows: Int(getmaxy(window)))
      row = Array(repeating: cchar_t(), count: size.columns)
      styles = Array(repeating: .plain, count: size.columns * size.rows)
    }
    guard shown == nil || frame.theme != palette.theme else { return }
    shown = nil
    palette = Palette(theme: frame.theme, depth: capabilities.colours)
    // What ncurses clears with; it lets a terminal erase in the ground's colour.
    var blank = cchar_t()
    palette.fill(&blank, " ", .plain)
    wbkgrndset(window, &blank)
  }

  /// The next columns of a row that aren't as shown.
  private func changedRun(of frame: Frame, row y: Int, from x: Int) -> Range<Int>? {
    guard let shown else { return x == 0 ? 0..<size.columns : nil }
    guard y < frame.size.rows else { return nil }
    let start = y * frame.size.columns
    let end = start + min(size.columns, frame.size.columns)
    var first = start + x
    while first < end, frame.cells[first] == shown.cells[first] { first += 1 }
    guard first < end else { return nil }
    var last = first + 1
    while last < end, frame.cells[last] != shown.cells[last] { last += 1 }
    return (first - start)..<(last - start)
  }

  private mutating func paint(_ frame: Frame, row y: Int, columns: Range<Int>) {
    let start = y * size.columns
    var gap = columns.lowerBound..<columns.lowerBound
    for x in columns {
      let cell = cell(of: frame, x, y)
      if cell.isBlank, x >= gap.upperBound {
        gap = x..<endOfGap(in: frame, row: y, from: x, limit: columns.upperBound)
      }
      let isLongGap = gap.contains(x) && gap.count > longestWrittenGap
      let style = x == 0 || isLongGap ? cell.style : cell.style(after: styles[start + x - 1])
      styles[start + x] = style
      palette.fill(&row[x], cell.glyph, style)
    }
    write(row: y, columns: columns)
  }

  private func cell(of frame: Frame, _ x: Int, _ y: Int) -> Cell {
    guard x < frame.size.columns, y < frame.size.rows else { return .blank }
    let cell = frame.cells[y * frame.size.columns + x]
    let isShowable = capabilities.isUnicode || cell.glyph.isASCII
    return isShowable ? cell : Cell("?", cell.style)
  }

  private func endOfGap(in frame: Frame, row y: Int, from x: Int, limit: Int) -> Int {
    (x..<limit).first { !cell(of: frame, $0, y).isBlank } ?? limit
  }

  private func write(row y: Int, columns: Range<Int>) {
    row.withUnsafeBufferPointer { cells in
      guard let first = cells.baseAddress else { return }
      mvwadd_wchnstr(
        window, Int32(y), Int32(columns.lowerBound), first + columns.lowerBound,
        Int32(columns.count))
    }
  }
}
