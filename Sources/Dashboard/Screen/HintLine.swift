import Canvas

/// The keys one needs most, as many as fit; help and quit first of all.
struct HintLine {
  let keyMap: KeyMap
  let drawing: DrawingStyle

  init(_ keyMap: KeyMap, drawing: DrawingStyle) {
    self.keyMap = keyMap
    self.drawing = drawing
  }

  func draw(in row: Rect, on frame: inout Frame) {
    guard row.height > 0 else { return }
    let isUnicode = drawing.isUnicode
    var hints = keyMap.hints.map { (keys: $0.keys(isUnicode: isUnicode), hint: $0) }
    var width = hints.reduce(0) { $0 + Self.width($1.keys, $1.hint) }
    for action in Self.dispensable where width > row.width - 2 {
      hints.removeAll { keys, hint in
        guard hint.actions.contains(action) else { return false }
        width -= Self.width(keys, hint)
        return true
      }
    }
    var line = Line()
    for (keys, hint) in hints {
      line.add(keys, Style(.strong, on: .ground, .bold))
      line.add(hint.word, .muted)
    }
    line.draw(x: row.x + 1, y: row.y, on: &frame)
  }

  private static func width(_ keys: String, _ hint: KeyMap.Hint) -> Int {
    keys.unicodeScalars.count + hint.word.unicodeScalars.count
  }

  /// What gives way where there is no room for all, first what is missed least.
  private static let dispensable: [Action] = [
    .motion(.page(.back)), .program(.pause), .program(.refresh), .picture(.scale),
    .range(.goToDate), .picture(.interval), .picture(.view), .motion(.bar(.back)),
    .motion(.range(.shorter)),
    .exchange(.next),
  ]
}
