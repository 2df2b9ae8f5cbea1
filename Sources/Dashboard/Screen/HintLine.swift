import Canvas

/// The keys one needs most, as many as fit; help and quit first of all.
struct HintLine {
  let keyMap: KeyMap
  let drawing: DrawingStyle

  init(_ keyMap: KeyMap, drawing: DrawingStyle) {
    self.keyMap = keyMap
    self.drawing = drawing
  }

  /// A word of the line and the keys before it.
  private struct Hint {
    let keys: String
    let word: String
    let actions: [Action]
    let width: Int

    init(_ entry: KeyMap.Entry, _ hint: String, _ drawing: DrawingStyle) {
      keys = drawing.names(entry.hintKeys)
      word = " \(hint)  "
      actions = entry.actions
      width = keys.unicodeScalars.count + word.unicodeScalars.count
    }
  }

  func draw(in row: Rect, on frame: inout Frame) {
    guard row.height > 0 else { return }
    var hints = keyMap.entries.compactMap { entry in
      entry.hintKeys.isEmpty ? nil : entry.hint.map { Hint(entry, $0, drawing) }
    }
    var width = hints.reduce(0) { $0 + $1.width }
    for action in Self.dispensable where width > row.width - 2 {
      hints.removeAll { hint in
        guard hint.actions.contains(action) else { return false }
        width -= hint.width
        return true
      }
    }
    var line = Line()
    for hint in hints {
      line.add(hint.keys, Style(.strong, on: .ground, .bold))
      line.add(hint.word, .muted)
    }
    line.draw(x: row.x + 1, y: row.y, on: &frame)
  }

  /// What gives way where there is no room for all, first what is missed least.
  private static let dispensable: [Action] = [
    .motion(.page(.back)), .program(.pause), .program(.refresh), .picture(.scale),
    .range(.goToDate), .picture(.interval), .picture(.view), .motion(.bar(.back)),
    .motion(.range(.shorter)),
    .exchange(.next),
  ]
}
