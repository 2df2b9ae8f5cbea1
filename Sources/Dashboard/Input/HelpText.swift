import Canvas
import Wording

/// The keys and what they do, and what the marks mean; made from the key map, so it can't lie.
struct HelpText {
  /// A line: the group where it begins, the keys or the mark, and what that means.
  struct Entry {
    var group = ""
    var left = ""
    var right = ""
  }

  private let entries: [Entry]
  private let drawing: DrawingStyle
  private let keyMap: KeyMap

  init(_ keyMap: KeyMap, drawing: DrawingStyle) {
    self.drawing = drawing
    self.keyMap = keyMap
    let keys = keyMap.entries.filter { !$0.shownKeys.isEmpty }.map {
      Entry(group: $0.group.rawValue, left: drawing.names($0.shownKeys), right: $0.meaning)
    }
    var entries = keys + Self.marks(drawing)
    for place in entries.indices.dropFirst().reversed()
    where entries[place].group == entries[place - 1].group { entries[place].group = "" }
    self.entries = entries
  }

  private static func marks(_ drawing: DrawingStyle) -> [Entry] {
    let glyphs = drawing.glyphs
    let marks: [(Unicode.Scalar, String)] = [
      (glyphs.broken, "the bar goes on beyond the scale; the largest bear their value"),
      (glyphs.unusual, "unusual: above 99 of 100 days loaded"),
      (glyphs.missing, "no value: missing is not zero"),
      (glyphs.incomplete, "a value of some exchange or day is missing"),
      (glyphs.partial, "not over yet (UTC)"),
      (glyphs.cutBefore, "the history begins within the bar"),
      (
        drawing.hasFineBars ? "⠤" : glyphs.sum,
        "running sum in the net view, on the axis at the right"
      ),
      (
        glyphs.fresh,
        "series fresh; \(glyphs.loading) loading, \(glyphs.stale) stale, \(glyphs.refused) refused"
      ),
    ]
    return marks.map { Entry(group: "Marks", left: String(Character($0)), right: $1) }
  }

  /// The columns of the groups' names, with a gap.
  static let groupWidth = 7

  /// The columns of the keys.
  var leftWidth: Int { entries.map { $0.left.unicodeScalars.count }.max() ?? 0 }

  /// Whether the meanings stand below the keys, for want of columns beside them.
  func isNarrow(_ size: Size) -> Bool { size.columns < Self.groupWidth + leftWidth + 32 }

  /// The lines in a screen of that size.
  func lines(_ size: Size) -> [Entry] {
    guard isNarrow(size) else { return spaced(size) }
    return entries.flatMap { entry in
      let group = entry.group.isEmpty ? [] : [Entry(group: entry.group)]
      return group + [Entry(left: entry.left)]
        + entry.right.wrapped(size.columns - 4).map { Entry(right: "  \($0)") }
    }
  }

  /// With a line free between the groups where there is room for all.
  private func spaced(_ size: Size) -> [Entry] {
    let groups = entries.count { !$0.group.isEmpty }
    guard entries.count + groups + 2 <= size.rows else { return entries }
    return entries.enumerated().flatMap { place, entry in
      place > 0 && !entry.group.isEmpty ? [Entry(), entry] : [entry]
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
