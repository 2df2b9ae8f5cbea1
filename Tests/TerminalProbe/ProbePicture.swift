import Canvas

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// What the probe shows: its terminal, the last event and how many there were, or a dense chart.
///
/// By `|` the terminal's own cursor moves and nothing else changes, by `_` nothing at all; by `v` some lines move
/// up by a row.
struct ProbePicture {
  let capabilities: Capabilities
  let isDense: Bool
  private var last = "none"
  private var batches = 0
  /// Whether no key has come since the picture was drawn last.
  private var isBatchEmpty = true
  private var resizes = 0
  private var keys = 0
  private var mouse = 0
  private var cursor = 40
  /// The column of the terminal's own cursor.
  private var pointer = 40
  /// What came last, of whatever kind, a word for each.
  private var seen: [String] = []
  private var theme = Theme.dark
  /// The line that is the first of those that move.
  private var firstLine = 0

  init(capabilities: Capabilities, isDense: Bool) {
    self.capabilities = capabilities
    self.isDense = isDense
  }

  /// What comes from now on is taken together.
  mutating func beginBatch() { isBatchEmpty = true }

  mutating func take(_ event: TerminalEvent) {
    guard case .keys(let pressed) = event else {
      takeOther(event)
      return
    }
    pointer += pressed.count { $0 == .character("|") }
    let counted = pressed.filter { ![.character("|"), .character("_")].contains($0) }
    guard !counted.isEmpty else { return }
    seen = (seen + words(.keys(counted))).suffix(6)
    if isBatchEmpty { batches += 1 }
    isBatchEmpty = false
    keys += counted.count
    last = counted.suffix(12).map(name).joined(separator: " ")
    for key in counted { move(key) }
  }

  private mutating func takeOther(_ event: TerminalEvent) {
    seen = (seen + words(event)).suffix(6)
    switch event {
    case .mouse(let events):
      mouse += events.count
    case .keys, .background, .paste: break
    case .resize:
      resizes += 1
    default:
      last = "\(event)"
    }
  }

  mutating func say(_ text: String) {
    last = text
  }

  private mutating func move(_ key: Key) {
    switch key {
    case .left: cursor -= 1
    case .right: cursor += 1
    case .character("t"): theme = theme == .dark ? .light : .dark
    case .character("v"): firstLine += 1
    default: break
    }
  }

  private func words(_ event: TerminalEvent) -> [String] {
    switch event {
    case .keys(let keys): keys.map(name)
    case .mouse(let events): events.map(name)
    case .paste: ["paste"]
    case .wideGlyphs: ["wide"]
    case .splitGlyphs: ["split"]
    case .background(let colour): ["background(\(colour.red),\(colour.green),\(colour.blue))"]
    default: []
    }
  }

  private func name(_ event: MouseEvent) -> String {
    "\(event.isControl ? "C-" : "")\(event.kind)(\(event.x),\(event.y))"
  }

  private func name(_ key: Key) -> String {
    switch key {
    case .character(let scalar): String(scalar)
    case .control(let scalar): "C-\(scalar)"
    case .function(let number): "F\(number)"
    default: "\(key)"
    }
  }

  func frame(_ size: Size) -> Frame {
    var frame = Frame(size: size, theme: theme)
    frame.cursor = Place(x: pointer, y: 9)
    if isDense && size.rows > 5 { drawChart(&frame) }
    let isUnicode = capabilities.isUnicode ? "unicode" : "ascii"
    frame.write(
      "probe \(size.columns)x\(size.rows) \(capabilities.colours) \(isUnicode)", x: 0, y: 0,
      style: Style(.strong, on: .raised, .bold))
    frame.write("keys: \(last).", x: 0, y: 1)
    if !isDense {
      frame.write(
        "\(keys) keys in \(batches) batches, \(resizes) sizes, \(mouse) of the mouse", x: 0, y: 2)
      frame.write("▅█é─", x: 0, y: 3, style: Style(.series0))
      frame.write("chosen", x: 0, y: 4, style: Style(.text, on: .ground, .reverse))
      frame.write("ground", x: 0, y: 5, style: Style(.ground, on: .series1))
      frame.write("pid \(getpid()).", x: 0, y: 6)
      frame.write("seen: \(seen.joined(separator: " ")).", x: 0, y: 8)
      for row in 0..<6 {
        frame.write("place \(firstLine + row) of those that move up", x: 0, y: 12 + row)
      }
    }
    frame[size.columns - 1, size.rows - 1] = Cell("#", Style(.faint))
    return frame
  }

  private func drawChart(_ frame: inout Frame) {
    let blocks = Array("▁▂▃▄▅▆▇█".unicodeScalars)
    let size = frame.size
    let zero = size.rows * 2 / 3
    for x in 8..<max(8, size.columns - 30) where x % 3 != 2 {
      let bar = x / 3
      let height = 3 + (bar * bar * 7 + bar * 13) % max(1, zero - 5)
      for step in 0..<height {
        let series = step * 4 / height
        let isBorder = (step + 1) * 4 / height != series
        let glyph = isBorder ? blocks[(bar + step) % 7] : "█"
        let ground = isBorder && series < 3 ? Ink.series(series + 1) : .ground
        frame[x, zero - 1 - step] = Cell(glyph, Style(.series(series), on: ground))
      }
      let depth = max(1, height / 3)
      for step in 0..<depth {
        let isEnd = step == depth - 1
        let style = isEnd ? Style(.ground, on: .series(0)) : Style(.series(0))
        frame[x, zero + 1 + step] = Cell(isEnd ? blocks[bar % 7] : "█", style)
      }
    }
    drawTexts(&frame, zero: zero)
  }

  private func drawTexts(_ frame: inout Frame, zero: Int) {
    let size = frame.size
    let header = Rect(x: 0, y: 0, width: size.columns, height: 1)
    frame.fill(header, with: Cell(" ", Style(.text, on: .raised)))
    for y in 2..<size.rows {
      if y % 4 == 0 { frame.write("\(y * 10)M ┤", x: 1, y: y, style: Style(.muted)) }
      frame.write("│", x: size.columns - 28, y: y, style: Style(.faint))
      if (y / 3) % 2 == 0 {
        frame.write("■", x: size.columns - 26, y: y, style: Style(.series(y % 4)))
        frame.write("Binance  53.98M   −4.88M", x: size.columns - 24, y: y)
      }
    }
    frame.write(
      String(repeating: "─", count: max(0, size.columns - 36)), x: 6, y: zero, style: Style(.faint))
    let column = min(max(8, cursor), max(8, size.columns - 31))
    for y in 2..<size.rows - 1 {
      frame[column, y].style.ground = .raised
    }
  }
}
