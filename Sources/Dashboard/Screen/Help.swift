import Canvas
import Wording

/// The keys and what they do, and what the marks mean; made from the key map, so it can't lie.
struct Help {
  private let entries: [(left: String, right: String)]
  private let drawing: DrawingStyle
  private let keyMap: KeyMap

  init(_ keyMap: KeyMap, drawing: DrawingStyle) {
    self.drawing = drawing
    self.keyMap = keyMap
    let glyphs = drawing.glyphs
    let marks: [(Unicode.Scalar, String)] = [
      (glyphs.up, "bar higher than the scale, with its value"),
      (glyphs.unusual, "unusual: above 99 of 100 days loaded"),
      (glyphs.missing, "no value: missing is not zero"),
      (glyphs.incomplete, "a value of some exchange or day is missing"),
      (glyphs.partial, "today, not over yet (UTC)"),
      (glyphs.cutBefore, "bar cut by the range: fewer days than others"),
      (glyphs.sum, "net view's running sum, in a scale of its own"),
      (
        glyphs.fresh,
        "metric fresh; \(glyphs.loading) loading, \(glyphs.stale) stale, \(glyphs.refused) refused"
      ),
    ]
    entries =
      keyMap.entries.filter { !$0.shownKeys.isEmpty }.map {
        (drawing.names($0.shownKeys), $0.meaning)
      }
      + Self.forms(keyMap.key(for: .range(.goToDate)), drawing)
      + [("number", "typed right before a motion repeats it (not arrows)")]
      + [("table", "an exchange's column holds its longs and shorts together")]
      + [("", "")] + marks.map { (String(Character($0)), $1) }
  }

  /// What the line of `goToDate` takes.
  private static func forms(_ key: Key?, _ drawing: DrawingStyle) -> [(left: String, right: String)]
  {
    key.map { [("at \(drawing.name($0))", DateEntry.forms)] } ?? []
  }

  private var leftWidth: Int { entries.map { $0.left.unicodeScalars.count }.max() ?? 0 }

  /// The lines of the help: keys and meanings side by side, or below each other in narrow panes.
  private func lines(_ size: Size) -> [(left: String, right: String)] {
    guard size.columns < leftWidth + 32 else { return entries }
    return entries.flatMap { entry in
      [(entry.left, "")] + entry.right.wrapped(size.columns - 4).map { ("", "  \($0)") }
    }
  }

  /// How far the help can be scrolled down in a screen of that size.
  func lastScroll(_ size: Size) -> Int {
    let lines = lines(size)
    return max(0, lines.count - rows(size, lines.count))
  }

  func draw(scroll: Int, on frame: inout Frame) {
    let size = frame.size
    let lines = lines(size)
    let rows = rows(size, lines.count)
    let isNarrow = lines.count > entries.count
    let scroll = min(scroll, lastScroll(size))
    let x = max(1, (size.columns - 64) / 2)
    let shown = lines.dropFirst(scroll).prefix(rows)
    let top = size.rows > lines.count + 6 ? (size.rows - lines.count) / 2 - 1 : 0
    frame.write("Keys", x: x, y: top, style: Style(.accent, on: .ground, .bold))
    frame.write(
      remark(isEnd: scroll == lastScroll(size)), endingAt: min(size.columns - 1, x + 64), y: top,
      style: Style(.muted))
    for (index, line) in shown.enumerated() {
      let y = top + (isRoomy(size, lines.count) ? 2 : 1) + index
      frame.write(line.left, x: x, y: y, style: Style(.strong, on: .ground, .bold))
      let column = isNarrow ? x : x + leftWidth + 2
      let room = size.columns - column - 1
      guard !line.right.isEmpty else { continue }
      frame.write(
        line.right.fitted(room, ellipsis: drawing.glyphs.ellipsis), x: column, y: y)
    }
  }

  /// Which key shows more of the help, or closes it; nothing if no key does.
  private func remark(isEnd: Bool) -> String {
    guard isEnd else {
      return keyMap.key(for: .motion(.row(.down))).map { "\(drawing.name($0)) more" } ?? ""
    }
    let key = keyMap.key(for: .program(.dismiss)) ?? keyMap.key(for: .program(.help))
    return key.map { "\(drawing.name($0)) closes" } ?? ""
  }

  private func isRoomy(_ size: Size, _ count: Int) -> Bool { size.rows > count + 3 }

  private func rows(_ size: Size, _ count: Int) -> Int {
    max(1, size.rows - (isRoomy(size, count) ? 2 : 1))
  }
}
