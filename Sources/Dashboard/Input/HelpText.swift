import Canvas
import Wording

/// The keys and what they do, and what the marks mean; made from the key map, so it can't lie.
struct HelpText {
  typealias Entry = (left: String, right: String)

  private let entries: [Entry]
  private let drawing: DrawingStyle
  private let keyMap: KeyMap

  init(_ keyMap: KeyMap, drawing: DrawingStyle) {
    self.drawing = drawing
    self.keyMap = keyMap
    entries =
      keyMap.entries.filter { !$0.shownKeys.isEmpty }.map {
        (drawing.names($0.shownKeys), $0.meaning)
      }
      + Self.forms(keyMap.key(for: .range(.goToDate)), drawing)
      + [("number", "typed right before a motion repeats it (not arrows)")]
      + [("table", "an exchange's column holds its longs and shorts together")]
      + [("", "")] + Self.marks(drawing.glyphs)
  }

  /// What the line of `goToDate` takes.
  private static func forms(_ key: Key?, _ drawing: DrawingStyle) -> [Entry] {
    key.map { [("at \(drawing.name($0))", DateEntry.forms)] } ?? []
  }

  private static func marks(_ glyphs: Glyphs) -> [Entry] {
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
    return marks.map { (String(Character($0)), $1) }
  }

  /// The columns of the keys.
  var leftWidth: Int { entries.map { $0.left.unicodeScalars.count }.max() ?? 0 }

  /// Whether the meanings stand below the keys, for want of columns beside them.
  func isNarrow(_ size: Size) -> Bool { size.columns < leftWidth + 32 }

  /// The lines in a screen of that size.
  func lines(_ size: Size) -> [Entry] {
    guard isNarrow(size) else { return entries }
    return entries.flatMap { entry in
      [(entry.left, "")] + entry.right.wrapped(size.columns - 4).map { ("", "  \($0)") }
    }
  }

  /// How many lines are seen at once.
  func rows(_ size: Size) -> Int { max(1, size.rows - (isRoomy(size) ? 2 : 1)) }

  /// Whether there is a row to spare below the title.
  func isRoomy(_ size: Size) -> Bool { size.rows > lines(size).count + 3 }

  /// How far it can be scrolled down.
  func lastScroll(_ size: Size) -> Int { max(0, lines(size).count - rows(size)) }

  /// Which key shows more, or closes it at the end; nothing if no key does.
  func remark(isEnd: Bool) -> String {
    guard isEnd else {
      return keyMap.key(for: .motion(.row(.down))).map { "\(drawing.name($0)) more" } ?? ""
    }
    let key = keyMap.key(for: .program(.dismiss)) ?? keyMap.key(for: .program(.help))
    return key.map { "\(drawing.name($0)) closes" } ?? ""
  }
}
